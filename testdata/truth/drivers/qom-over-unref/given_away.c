/*
 * Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 */
#include "../../../checks/qom-over-unref/given_away.c"
#include "../driver.h"

void scenario(void)
{
    static const char *const cards[] = {
        TYPE_CARRIER "-failure-bad", TYPE_CARRIER "-failure-ok",
        TYPE_CARRIER "-success-bad", TYPE_CARRIER "-success-ok",
        TYPE_CARRIER "-label-bad",   TYPE_CARRIER "-label-ok",
        TYPE_CARRIER "-adopt-bad",   TYPE_CARRIER "-adopt-ok",
    };

    driver_plug_and_unplug(driver_pick(cards, ARRAY_SIZE(cards)));
}
