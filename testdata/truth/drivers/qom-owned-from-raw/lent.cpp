/*
 * Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 */
#include "../../../checks/qom-owned-from-raw/lent.cpp"
#include "qom/scenario.h"

static DeviceState *clocked_new(void)
{
    DeviceState *dev = qdev_new("driver-clocked");

    qdev_init_clock_in(dev, "clk", nullptr, nullptr, 0);
    return dev;
}

void scenario(void)
{
    DeviceState *dev = clocked_new();

    if (scenario_choice("new")) {
        new_clock_bad(dev);
    } else if (scenario_choice("known")) {
        known_clock_bad(dev);
    } else if (scenario_choice("child")) {
        child_bad(OBJECT(dev));
    } else if (scenario_choice("moved")) {
        moved_bad(dev);
    } else if (scenario_choice("maybe")) {
        maybe_bad(dev, true);
        maybe_bad(dev, false);
    } else if (scenario_choice("branches")) {
        branches_bad(dev, false);
        branches_bad(dev, true);
    } else if (scenario_choice("reassigned")) {
        reassigned_bad(dev);
    } else {
        new_clock_ok(dev);
        known_clock_ok(dev);
        child_ok(OBJECT(dev));
        moved_ok(dev);
        maybe_ok(dev, true);
        maybe_ok(dev, false);
    }
    object_unref(OBJECT(dev));
}

static const TypeInfo clocked_types[] = {
    {.name = "driver-clocked", .parent = TYPE_DEVICE},
};

DEFINE_TYPES(clocked_types)
