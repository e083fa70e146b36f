/*
 * Pointers that leave the function on their way, and those that only seem to.
 *
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 */
// whole-program
#include "qemu/osdep.h"
#include "hw/qdev-core.h"
#include "io/channel-buffer.h"
#include "qapi/error.h"
#include "qom/object.h"

#define TYPE_LETTER "toy-letter"
OBJECT_DECLARE_SIMPLE_TYPE(LetterState, LETTER)

struct LetterState {
    Object parent_obj;
    char address[32];
    uint32_t weight;
    QIOChannelBuffer *body;
};

typedef struct Route {
    uint32_t hops;
    LetterState *first;
} Route;

/* A function of a library gets a member's address. */

uint32_t letter_weigh_bad(const char *address)
{
    /* 1 of ours: strncpy knows nothing of letters. */
    LetterState *s = LETTER(object_new(TYPE_LETTER)); // expect: qom-ref-leak s

    strncpy(s->address, address, sizeof(s->address) - 1);
    return s->weight;
}

uint32_t letter_weigh_ok(const char *address)
{
    LetterState *s = LETTER(object_new(TYPE_LETTER));
    uint32_t weight;

    strncpy(s->address, address, sizeof(s->address) - 1);
    weight = s->weight;
    object_unref(OBJECT(s));
    return weight;
}

/* A function of the program changes what the local struct holds. */

static void route_add(Route *r, uint32_t hops)
{
    r->hops += hops;
}

uint32_t letter_route_bad(uint32_t hops)
{
    Route r = { .hops = 1 };

    /* 1 of ours, in a struct that ends with the function. */
    r.first = LETTER(object_new(TYPE_LETTER)); // expect: qom-ref-leak r.first
    route_add(&r, hops);
    return r.hops;
}

uint32_t letter_route_ok(uint32_t hops)
{
    Route r = { .hops = 1 };

    r.first = LETTER(object_new(TYPE_LETTER));
    route_add(&r, hops);
    object_unref(OBJECT(r.first));
    return r.hops;
}

/* A function of the program that only looks. */

static bool letter_fits(const LetterState *s, uint32_t limit)
{
    return s->weight < limit && s->address[0];
}

bool letter_test_bad(uint32_t limit)
{
    /* 1 of ours. */
    LetterState *s = LETTER(object_new(TYPE_LETTER)); // expect: qom-ref-leak s

    return letter_fits(s, limit);
}

bool letter_test_ok(uint32_t limit)
{
    g_autoptr(LetterState) s = LETTER(object_new(TYPE_LETTER));

    return letter_fits(s, limit);
}

/* A function of the program that is declared and not there: it may keep it. */

void letter_post(LetterState *s);

void letter_send_ok(void)
{
    LetterState *s = LETTER(object_new(TYPE_LETTER));

    letter_post(s);
}

/* Kept in a table that lives on. */

static GHashTable *letters;

void letter_file_ok(const char *name)
{
    g_hash_table_insert(letters, g_strdup(name), object_new(TYPE_LETTER));
}

/* A loop over a list of the program's. */

void letter_sort_ok(GSList **list, unsigned count)
{
    unsigned i;

    for (i = 0; i < count; i++) {
        *list = g_slist_prepend(*list, object_new(TYPE_LETTER));
    }
}

static void letter_finalize(Object *obj)
{
    object_unref(OBJECT(LETTER(obj)->body));
}

static void letter_init(Object *obj)
{
    LETTER(obj)->body = qio_channel_buffer_new(128);
}

static const TypeInfo types[] = {
    {
        .name = TYPE_LETTER,
        .parent = TYPE_OBJECT,
        .instance_size = sizeof(LetterState),
        .instance_init = letter_init,
        .instance_finalize = letter_finalize,
    },
};

DEFINE_TYPES(types)
