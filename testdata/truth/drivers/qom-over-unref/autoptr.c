/*
 * Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 */
#include "../../../checks/qom-over-unref/autoptr.c"
#include "../driver.h"

static DeviceState *clocked_new(void)
{
    DeviceState *dev = qdev_new(TYPE_DRIVER_HOST);

    qdev_init_clock_in(dev, "clk", NULL, NULL, 0);
    return dev;
}

static void plug(bool (*plug)(const char *type, BusState *bus, Error **errp))
{
    plug(TYPE_DRIVER_HOST, sysbus_get_default(), NULL);
}

void scenario(void)
{
    DeviceState *dev = clocked_new();

    device_clock_hz_ok(dev);
    qmp_clock_check_ok("/objects", NULL);
    plug(device_plug_ok);
    if (scenario_choice("clock")) {
        device_clock_hz_bad(dev);
    } else if (scenario_choice("path")) {
        object_property_add_new_container(object_get_objects_root(), "box");
        qmp_clock_check_bad("/objects/box", NULL);
    } else if (scenario_choice("plug")) {
        plug(device_plug_bad);
    }
    object_unref(OBJECT(dev));
}
