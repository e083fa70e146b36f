/*
 * Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 */
#include "../../../lang/callbacks.c"
#include "../driver.h"

static Object *parent_of_two(void)
{
    Object *parent = object_new(TYPE_CONTAINER);

    driver_add(parent, "first");
    driver_add(parent, "second");
    return parent;
}

void scenario(void)
{
    Object *parent = parent_of_two();

    sink_put_ok(8);
    sink_put_bad(8);
    sink_any_ok(8, count_and_drop);
    count_children_ok(parent);
    handed_on_ok();
    if (scenario_choice("drop children")) {
        count_children_bad(parent);
    }
    object_unref(parent);
}
