// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// An Owned is never null, so there is none to start with.
// expect-error: deleted constructor of 'qom::Owned<Clock>'
#include "qom/owned.hpp"

#ifdef MISUSE
struct Device {
  qom::Owned<Clock> clk;
};
void make() { qom::Owned<Clock> clk; }
#else
struct Device {
  std::optional<qom::Owned<Clock>> clk;
};
void make() { std::optional<qom::Owned<Clock>> clk; }
#endif
