/*
 * Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 */
#include "../../../checks/qom-child-leak/embedded.c"
#include "../driver.h"

void scenario(void)
{
    static const char *const cards[] = {
        TYPE_CART_BAD, TYPE_CART_OK,  TYPE_TRAIN_BAD,
        TYPE_TRAIN_OK, TYPE_COACH_OK, TYPE_TRUCK_BAD,
    };

    driver_plug_and_unplug(driver_pick(cards, ARRAY_SIZE(cards)));
}
