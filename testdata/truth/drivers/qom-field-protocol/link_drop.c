/*
 * Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 */
#include "../../../checks/qom-field-protocol/link_drop.c"
#include "../driver.h"

void scenario(void)
{
    Object *source = driver_add(qdev_get_machine(), "source");
    DeviceState *mixer = qdev_new(TYPE_MIXER);

    if (scenario_choice("linked")) {
        object_property_set_link(OBJECT(mixer), "source", source,
                                 &error_abort);
    }
    driver_live_and_die(mixer);
}
