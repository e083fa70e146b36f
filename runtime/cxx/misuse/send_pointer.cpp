// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A pointer does not say who keeps its target.
// expect-error: 'Clock *&' does not satisfy 'Sendable'
#include "qom/owned.hpp"

#ifdef MISUSE
void start(Clock *clk) {
  qom::thread thread([](Clock *) {}, clk);
}
#else
void start(Clock *clk) {
  qom::thread thread([](Clock &) {}, std::ref(*clk));
}
#endif
