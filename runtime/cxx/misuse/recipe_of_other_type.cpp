// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A recipe makes what it is for.
// expect-error: no viable conversion\|no matching constructor
#include "qom/child.hpp"
#include "qom/owned.hpp"

struct Timer {
  SysBusDevice parent_obj;
  qom::Child<Clock> clk;
  Timer();
  ~Timer();
};
QOM_OBJECT_TYPE(Timer, SysBusDevice, SysBusDeviceClass, "timer")

#ifdef MISUSE
Timer::Timer() : clk(MemoryRegion::init_container(64).to_child(this, "clk")) {}
#else
Timer::Timer() : clk(qom::pin_init<Clock>().to_child(this, "clk")) {}
#endif
