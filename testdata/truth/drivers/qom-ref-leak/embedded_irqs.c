/*
 * Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 */
#include "../../../checks/qom-ref-leak/embedded_irqs.c"
#include "../driver.h"

void scenario(void)
{
    static const char *const devices[] = {
        TYPE_BELL_BAD, TYPE_BELL_OK,   TYPE_GONG_OK,
        TYPE_KEYBED_BAD, TYPE_KEYBED_OK,
    };
    const char *type = driver_pick(devices, ARRAY_SIZE(devices));

    driver_introspect(type);
    driver_plug_and_unplug(type);
}
