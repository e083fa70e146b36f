/*
 * Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 */
#include "../../../lang/cpp_moves.cpp"
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

    release_lost_ok(8);
    release_lost_bad(8);
    adopt_borrowed_ok(dev);
    moved_away_ok(8);
    chain_ok(8);
    if (scenario_choice("adopt")) {
        adopt_borrowed_bad(dev);
    } else if (scenario_choice("move")) {
        moved_away_bad(8);
    }
    object_unref(dev);
}

static const TypeInfo clocked_types[] = {
    {.name = "driver-clocked", .parent = TYPE_DEVICE},
};

DEFINE_TYPES(clocked_types)
