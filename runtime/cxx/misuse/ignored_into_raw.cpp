// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A reference given up to nobody leaks.
// expect-error: ignoring return value of function declared with 'nodiscard'
#include "qom/owned.hpp"

#ifdef MISUSE
void lose(qom::Owned<Clock> clk) {
  qom::Owned<Clock>::into_raw(std::move(clk));
}
#else
Clock *give(qom::Owned<Clock> clk) {
  return qom::Owned<Clock>::into_raw(std::move(clk));
}
#endif
