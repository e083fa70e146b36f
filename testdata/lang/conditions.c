/*
 * Conditions that are tested twice, in the same words or in others.
 *
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 */
#include "qemu/osdep.h"
#include "qom/object.h"

#define TYPE_TOKEN "condition-token"
OBJECT_DECLARE_SIMPLE_TYPE(Token, TOKEN)

struct Token {
    Object parent_obj;
    uint32_t value;
};

typedef struct TokenList {
    struct TokenList *next;
    bool wanted;
} TokenList;

static Object *token_new(void)
{
    return object_new(TYPE_TOKEN);
}

/* One of two. */

void either_bad(bool a, bool b)
{
    Object *token = NULL;

    if (a || b) {
        token = token_new(); // expect: qom-ref-leak token
    }
    if (a && b) {
        object_unref(token);
    }
}

void either_ok(bool a, bool b)
{
    Object *token = NULL;

    if (a || b) {
        token = token_new();
    }
    if (a || b) {
        object_unref(token);
    }
}

void neither_ok(bool a, bool b)
{
    Object *token = NULL;

    if (a || b) {
        token = token_new();
    }
    if (!a && !b) {
        return;
    }
    object_unref(token);
}

void one_by_one_ok(bool a, bool b)
{
    Object *token = NULL;

    if (a || b) {
        token = token_new();
    }
    if (a) {
        object_unref(token);
    } else if (b) {
        object_unref(token);
    }
}

/* A number that a value is not, and numbers that are no neighbours. */

void not_three_bad(int n)
{
    Object *token = NULL;

    if (n != 3) {
        token = token_new(); // expect: qom-ref-leak token
    }
    if (n == 4) {
        return;
    }
    object_unref(token);
}

void not_three_ok(int n)
{
    Object *token = NULL;

    if (n != 3) {
        token = token_new();
    }
    if (n == 3) {
        return;
    }
    object_unref(token);
}

void one_or_five_ok(int n)
{
    Object *token = NULL;

    if (n == 1 || n == 5) {
        token = token_new();
    }
    if (n == 1 || n == 5) {
        object_unref(token);
    }
}

void cases_ok(int n)
{
    Object *token = NULL;

    switch (n) {
    case 1:
    case 5:
        token = token_new();
        break;
    }
    switch (n) {
    case 1:
    case 5:
        object_unref(token);
        break;
    }
}

/* Two values, compared one way and the other. */

void order_bad(int a, int b)
{
    Object *token = NULL;

    if (a <= b) {
        token = token_new(); // expect: qom-ref-leak token
    }
    if (b > a) {
        object_unref(token);
    }
}

void order_ok(int a, int b)
{
    Object *token = NULL;

    if (a < b) {
        token = token_new();
    }
    if (b > a) {
        object_unref(token);
    }
}

void opposite_ok(int a, int b)
{
    Object *token = token_new();

    if (a == b) {
        object_unref(token);
    }
    if (a != b) {
        object_unref(token);
    }
}

/* A search, and whether it has found anything. */

void search_bad(const bool *wanted, int n)
{
    Object *token = NULL;
    int i;

    for (i = 0; i < n; i++) {
        if (wanted[i]) {
            token = token_new(); // expect: qom-ref-leak token
            break;
        }
    }
    if (i != n) {
        return;
    }
    object_unref(token);
}

void search_ok(const bool *wanted, int n)
{
    Object *token = NULL;
    int i;

    for (i = 0; i < n; i++) {
        if (wanted[i]) {
            token = token_new();
            break;
        }
    }
    if (i == n) {
        return;
    }
    object_unref(token);
}

void walk_list_ok(TokenList *list)
{
    Object *token = token_new();

    for (; list; list = list->next) {
        if (list->wanted) {
            object_unref(token);
            break;
        }
    }
    if (!list) {
        object_unref(token);
    }
}

/* A helper with a case that does nothing, and none for the rest. */

static void drop_if_one(Object *token, int n)
{
    switch (n) {
    case 0:
        break;
    case 1:
        object_unref(token);
        break;
    }
}

void case_of_helper_bad(void)
{
    drop_if_one(token_new(), 2); // expect: qom-ref-leak
}

void case_of_helper_ok(void)
{
    drop_if_one(token_new(), 1);
}

/* A helper that only asks. */

static bool is_there(const Object *token)
{
    return token != NULL;
}

void asked_ok(bool wanted)
{
    Object *token = wanted ? token_new() : NULL;

    if (is_there(token)) {
        object_unref(token);
    }
}

void asked_bad(bool wanted)
{
    Object *token = wanted ? token_new() : NULL; // expect: qom-ref-leak token

    if (!is_there(token)) {
        object_unref(token);
    }
}

/* What recurs does what its last call does. */

static void drop_below(Object *token, int depth)
{
    if (depth > 0) {
        drop_below(token, depth - 1);
        return;
    }
    object_unref(token);
}

void recursion_ok(void)
{
    drop_below(token_new(), 5);
}

/* The pointer in a number, with a bit beside it. */

void tagged_ok(void)
{
    uintptr_t tagged = (uintptr_t)token_new() | 1;

    object_unref((Object *)(tagged & ~(uintptr_t)1));
}

static const TypeInfo types[] = {
    {
        .name = TYPE_TOKEN,
        .parent = TYPE_OBJECT,
        .instance_size = sizeof(Token),
    },
};

DEFINE_TYPES(types)
