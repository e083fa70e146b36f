/*
 * Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 */
#include "../../../checks/qom-ref-leak/autoptr.c"
#include "../driver.h"

void scenario(void)
{
    if (scenario_choice("open")) {
        object_unref(snapshot_open_ok("/dev/zero", 0, NULL));
        object_unref(snapshot_open_ok("/dev/zero", 1, NULL));
        object_unref(snapshot_open_bad("/dev/zero", 0, NULL));
        object_unref(snapshot_open_bad("/dev/zero", 1, NULL));
    } else {
        snapshot_fill_ok("/dev/zero", NULL);
        snapshot_fill_bad("/dev/zero", NULL);
    }
}
