/*
 * Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 */
#include "../../../checks/qom-child-leak/helpers.c"
#include "../driver.h"

void scenario(void)
{
    static const char *const cards[] = {
        TYPE_BRIDGE "-adopt-bad", TYPE_BRIDGE "-adopt-ok",
        TYPE_BRIDGE "-absorb-ok", TYPE_BRIDGE "-lanes-bad",
        TYPE_BRIDGE "-lanes-ok",  TYPE_BRIDGE "-start-bad",
        TYPE_BRIDGE "-start-ok",
    };

    driver_plug_and_unplug(driver_pick(cards, ARRAY_SIZE(cards)));
}
