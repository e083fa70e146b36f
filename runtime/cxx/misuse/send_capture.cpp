// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Captures are out of sight for the check, so a thread's function has none.
// expect-error: does not satisfy 'CaptureFree'
#include "qom/owned.hpp"

#ifdef MISUSE
void start(qom::Owned<Clock> clk) {
  qom::thread thread([clk = std::move(clk)] {});
}
#else
void start(uint64_t period) {
  qom::thread thread([](uint64_t) {}, period);
}
#endif
