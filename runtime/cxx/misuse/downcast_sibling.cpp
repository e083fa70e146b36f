// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A cast between unrelated types always fails.
// expect-error: 'IsA<DeviceState, std::remove_const_t<Clock>>'
#include "qom/owned.hpp"

#ifdef MISUSE
DeviceState *down(Clock &clk) { return qom::downcast<DeviceState>(clk); }
#else
DeviceState *ask(Clock &clk) { return qom::dynamic_cast_to<DeviceState>(clk); }
#endif
