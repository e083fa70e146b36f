// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// An upcast goes to an ancestor: a clock is no device.
// expect-error: 'IsA<Clock, DeviceState>' evaluated to false
#include "qom/owned.hpp"

#ifdef MISUSE
DeviceState &up(Clock &clk) { return qom::upcast<DeviceState>(clk); }
#else
Object &up(Clock &clk) { return qom::upcast<Object>(clk); }
#endif
