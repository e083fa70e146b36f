/*
 * Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 */
#include "../../../lang/varargs.c"
#include "../driver.h"

void scenario(void)
{
    Object *parent = object_new(TYPE_CONTAINER);

    object_unref(limits_new_ok(NULL));
    object_unref(limits_new_bad(NULL));
    drop_three_ok();
    if (scenario_choice("add")) {
        limits_add_bad(parent, NULL);
    } else {
        limits_add_ok(parent, NULL);
    }
    object_unref(parent);
}
