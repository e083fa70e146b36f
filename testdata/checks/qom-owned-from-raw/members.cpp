/*
 * Smart pointers in a struct: the destructor that drops is the compiler's, and
 * stands on no line that a run could name.
 *
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 */
#include "qemu/osdep.h"
#include "hw/qdev-clock.h"
#include "hw/qdev-core.h"
#include "qom/object.h"
#include "qom/owned.hpp"
#include "qom/type.hpp"

using qom::Owned;

/* In a struct. */

namespace
{
struct Input {
    Owned<Clock> clk;
    unsigned hz() const { return clock_get_hz(clk.get()); }
};
} // namespace

unsigned member_bad(DeviceState *dev)
{
    Input input{Owned<Clock>::from_raw(qdev_get_clock_in(dev, "clk"))}; // expect: qom-owned-from-raw clk

    return input.hz();
}

unsigned member_ok(DeviceState *dev)
{
    Input input{Owned<Clock>::from(*qdev_get_clock_in(dev, "clk"))};

    return input.hz();
}
