// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Giving a reference up empties the variable, so the call says std::move.
// expect-error: cannot bind to lvalue of type 'Owned<...>'
#include "qom/owned.hpp"

#ifdef MISUSE
Clock *give(qom::Owned<Clock> &clk) { return qom::Owned<Clock>::into_raw(clk); }
#else
Clock *give(qom::Owned<Clock> &clk) {
  return qom::Owned<Clock>::into_raw(std::move(clk));
}
#endif
