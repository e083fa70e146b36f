// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A copy would be a second drop; clone() says that it counts.
// expect-error: call to deleted constructor of 'qom::Owned<Clock>'
#include "qom/owned.hpp"

#ifdef MISUSE
qom::Owned<Clock> copied(const qom::Owned<Clock> &clk) { return clk; }
#else
qom::Owned<Clock> cloned(const qom::Owned<Clock> &clk) { return clk.clone(); }
#endif
