/*
 * Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 */
#include "qemu/osdep.h"
#include "qom/object.h"
#include "qom/scenario.h"

/* A drop too many ends the process; what is lost then is seen without it. */
static void driver_unref(void *obj)
{
    if (((Object *)obj)->ref || scenario_choice("drop too often")) {
        object_unref(obj);
    }
}

#define object_unref driver_unref
#include "../../../lang/arrays_of_children.c"
#include "../driver.h"

void scenario(void)
{
    static const char *const cards[] = {
        TYPE_ARRAY_CARD "-timers-bad",   TYPE_ARRAY_CARD "-timers-ok",
        TYPE_ARRAY_CARD "-point",        TYPE_ARRAY_CARD "-embedded-bad",
        TYPE_ARRAY_CARD "-embedded-ok",
    };

    if (scenario_choice("probe")) {
        card_probe_ok();
        card_probe_bad();
    } else {
        driver_plug_and_unplug(driver_pick(cards, ARRAY_SIZE(cards)));
    }
}
