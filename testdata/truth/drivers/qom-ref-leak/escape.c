/*
 * Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 */
#include "../../../checks/qom-ref-leak/escape.c"
#include "../driver.h"

/* Keeps what it is sent. */
static GSList *posted;

void letter_post(LetterState *s)
{
    posted = g_slist_prepend(posted, s);
}

void scenario(void)
{
    GSList *sorted = NULL;

    letters = g_hash_table_new_full(g_str_hash, g_str_equal, g_free,
                                    object_unref);
    letter_weigh_ok("north");
    letter_weigh_bad("north");
    letter_route_ok(2);
    letter_route_bad(2);
    letter_test_ok(2);
    letter_test_bad(2);
    letter_send_ok();
    letter_file_ok("one");
    letter_sort_ok(&sorted, 2);
    g_slist_free_full(posted, object_unref);
    g_slist_free_full(sorted, object_unref);
    g_hash_table_unref(letters);
}
