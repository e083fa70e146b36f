// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Dropping runs finalizers; they need the BQL, the other thread has none.
// expect-error: 'qom::Owned<Clock>' does not satisfy 'Sendable'
#include "qom/owned.hpp"

#ifdef MISUSE
void start(qom::Owned<Clock> clk) {
  qom::thread thread([](qom::Owned<Clock>) {}, std::move(clk));
}
#else
void start(qom::Owned<Clock> &clk) {
  qom::thread thread([](Clock &) {}, std::ref(*clk));
}
#endif
