// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// An abstract type has no objects of its own; QOM aborts.
// expect-error: 'DeviceState' does not satisfy 'Creatable'
#include "qom/owned.hpp"

#ifdef MISUSE
void make() { auto dev = qom::object_new<DeviceState>(); }
#else
void make() { auto clk = qom::object_new<Clock>(); }
#endif
