/*
 * Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 */
#include "../../../checks/qom-use-after-unref/unparent.c"
#include "../driver.h"

void scenario(void)
{
    Object *table = object_new(TYPE_CONTAINER);

    rule_try_ok(table, NULL);
    rule_try_bad(table, NULL);
    rule_add_ok(table, "1", NULL);
    rule_add_bad(table, "2", NULL);
    thread_stop_ok(NULL);
    thread_stop_bad(NULL);
    object_unref(table);
}
