// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Abstract types are not embedded either.
// expect-error: !ObjectType<DeviceState>::is_abstract' evaluated to false
#include "qom/pin_init.hpp"
#ifdef MISUSE
auto recipe = qom::pin_init<DeviceState>();
#else
auto recipe = qom::pin_init<Clock>();
#endif
