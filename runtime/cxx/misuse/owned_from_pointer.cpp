// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A pointer does not say whether a reference came with it.
// expect-error: no viable conversion
#include "qom/owned.hpp"

#ifdef MISUSE
void hold(Clock *ptr) { qom::Owned<Clock> clk = ptr; }
#else
void hold(Clock *ptr) { auto clk = qom::Owned<Clock>::from_raw(ptr); }
#endif
