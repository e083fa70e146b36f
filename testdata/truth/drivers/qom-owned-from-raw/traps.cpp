/*
 * Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 */
#include "../../../checks/qom-owned-from-raw/traps.cpp"
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

    taken_before_ok(dev);
    dropped_by_hand_ok();
    made_ok();
    handed_on_ok();
    cloned_ok();
    handed_to_tree_ok(OBJECT(dev));
    handed_to_c_ok();
    upcast_ok();
    pair_ok();
    object_unref(OBJECT(dev));
}

static const TypeInfo clocked_types[] = {
    {.name = "driver-clocked", .parent = TYPE_DEVICE},
};

DEFINE_TYPES(clocked_types)
