/*
 * Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 */
#include "../../../checks/qom-use-after-unref/methods.c"
#include "../driver.h"

static void look(FilterState *s)
{
    object_ref(OBJECT(s));
    filters = g_slist_prepend(filters, s);
}

void scenario(void)
{
    static const uint32_t taps[] = {1, 2};
    Object *parent = object_new(TYPE_CONTAINER);

    filter_try_ok(1);
    filter_measure_ok();
    filter_class_ok();
    filter_load_ok(taps, 2);
    filter_drop_ok(parent);
    filter_attach_ok();
    filter_each_ok(look);
    if (scenario_choice("try")) {
        filter_try_bad(1);
    } else if (scenario_choice("measure")) {
        filter_measure_bad();
    } else if (scenario_choice("class")) {
        filter_class_bad();
    } else if (scenario_choice("load")) {
        filter_load_bad(taps, 2);
    } else if (scenario_choice("drop")) {
        filter_drop_bad(parent);
    } else if (scenario_choice("finish")) {
        filter_finish_bad();
    }
    g_slist_free_full(filters, object_unref);
    object_unref(parent);
}
