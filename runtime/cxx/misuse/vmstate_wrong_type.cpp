// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A field is described as what it is.
// expect-error: are not pointers to compatible types
#include "qom/owned.hpp"

struct Device {
  SysBusDevice parent_obj;
  qom::Owned<Clock> clk;
  qom::Owned<IRQState> irq;
};
#ifdef MISUSE
const VMStateField field = VMSTATE_OWNED_CLOCK(irq, Device);
#else
const VMStateField field = VMSTATE_OWNED_CLOCK(clk, Device);
#endif
