/*
 * Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 */
#include "../../../lang/conditions.c"
#include "../driver.h"

static void on_flags(void (*run)(bool a, bool b))
{
    for (int flags = 0; flags < 4; flags++) {
        run(flags & 1, flags & 2);
    }
}

static void on_numbers(void (*run)(int n))
{
    for (int n = 0; n < 7; n++) {
        run(n);
    }
}

static void on_pairs(void (*run)(int a, int b))
{
    run(1, 2);
    run(2, 2);
    run(3, 2);
}

static void on_search(void (*run)(const bool *wanted, int n))
{
    const bool wanted[] = {false, true, false};

    run(wanted, 1);
    run(wanted, 3);
}

void scenario(void)
{
    TokenList last = {.wanted = true}, first = {.next = &last};

    on_flags(either_bad);
    on_flags(either_ok);
    on_flags(neither_ok);
    on_flags(one_by_one_ok);
    on_numbers(not_three_bad);
    on_numbers(not_three_ok);
    on_numbers(one_or_five_ok);
    on_numbers(cases_ok);
    on_pairs(order_bad);
    on_pairs(order_ok);
    on_pairs(opposite_ok);
    on_search(search_bad);
    on_search(search_ok);
    walk_list_ok(&first);
    walk_list_ok(NULL);
    case_of_helper_bad();
    case_of_helper_ok();
    asked_ok(true);
    asked_ok(false);
    asked_bad(true);
    asked_bad(false);
    recursion_ok();
    tagged_ok();
}
