/*
 * Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 */
#include "../../../checks/qom-child-leak/error_paths.c"
#include "../driver.h"

void scenario(void)
{
    static const char *const cards[] = {
        TYPE_OFFLOAD "-config-bad", TYPE_OFFLOAD "-config-ok",
        TYPE_OFFLOAD "-label-bad",  TYPE_OFFLOAD "-label-ok",
        TYPE_OFFLOAD "-switch-bad", TYPE_OFFLOAD "-switch-ok",
    };

    driver_plug_and_unplug(driver_pick(cards, ARRAY_SIZE(cards)));
}
