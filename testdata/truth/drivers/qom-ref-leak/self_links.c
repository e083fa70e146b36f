/*
 * Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 */
#include "../../../checks/qom-ref-leak/self_links.c"
#include "../driver.h"

void scenario(void)
{
    static const char *const devices[] = {
        TYPE_TRUCK_BAD,
        TYPE_TRUCK_OK,
        TYPE_BOAT_BAD,
        TYPE_BOAT_OK,
        TYPE_KITE_OK,
        TYPE_SLEDGE_OK,
        TYPE_CABIN_OK,
        TYPE_TRAIN_OK,
        TYPE_MILL_BAD,
    };
    const char *type = driver_pick(devices, ARRAY_SIZE(devices));

    driver_introspect(type);
    if (object_class_dynamic_cast(object_class_by_name(type),
                                  TYPE_PCI_DEVICE)) {
        driver_plug_and_unplug(type);
    } else {
        driver_live_and_die(qdev_new(type));
    }
}
