// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Clocks belong to devices.
// expect-error: no matching function for call to 'init_clock_in'
#include "qom/owned.hpp"

#ifdef MISUSE
void make(MemoryRegion &mr) {
  auto clk = qom::init_clock_in(mr, "clk", nullptr, 0);
}
#else
void make(SysBusDevice &dev) {
  auto clk = qom::init_clock_in(dev, "clk", nullptr, 0);
}
#endif
