/*
 * Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 */
#include "../../../checks/qom-field-protocol/irq_arrays.c"
#include "../driver.h"

void scenario(void)
{
    static const char *const cards[] = {
        TYPE_ORGAN_LOST,
        TYPE_ORGAN_WHOLE,
        TYPE_ORGAN_PARTS,
        TYPE_ORGAN_LENT,
    };

    driver_plug_and_unplug(driver_pick(cards, ARRAY_SIZE(cards)));
}
