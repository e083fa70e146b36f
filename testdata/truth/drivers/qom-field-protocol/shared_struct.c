/*
 * Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 */
#include "../../../checks/qom-field-protocol/shared_struct.c"
#include "../driver.h"

void scenario(void)
{
    static const char *const devices[] = {
        TYPE_SLOT_BAD "-card",   TYPE_SLOT_BAD "-stick",
        TYPE_SLOT_OK "-card",    TYPE_SLOT_OK "-stick",
        TYPE_READER_BAD "-fast", TYPE_READER_BAD "-slow",
        TYPE_READER_OK "-fast",  TYPE_READER_OK "-slow",
        TYPE_HOST_SYSBUS_BAD,    TYPE_HOST_SYSBUS_OK,
        TYPE_PORT_OK "-near",    TYPE_PORT_OK "-far",
        TYPE_PLUG_BAD "-near",   TYPE_PLUG_BAD "-far",
    };
    DeviceState *dev;

    driver_add(qdev_get_machine(), "switch");
    if (scenario_choice("PCI")) {
        driver_plug_and_unplug(TYPE_HOST_PCI_BAD);
        driver_plug_and_unplug(TYPE_HOST_PCI_OK);
        return;
    }
    dev = qdev_new(driver_pick(devices, ARRAY_SIZE(devices)));
    dev->hotplugged = false;
    driver_live_and_die(dev);
}
