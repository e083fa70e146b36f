/*
 * Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 */
#include "../../../checks/qom-embedded-ref/unattached.c"
#include "../driver.h"

void scenario(void)
{
    static const char *const cards[] = {
        TYPE_TRAM "-bad",    TYPE_TRAM "-ok",         TYPE_TRAM "-child-ok",
        TYPE_TRAM "-new-ok", TYPE_TRAM "-shared-bad", TYPE_BOOTH "-bad",
        TYPE_BOOTH "-ok",
    };

    driver_plug_and_unplug(driver_pick(cards, ARRAY_SIZE(cards)));
}
