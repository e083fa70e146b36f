// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A counted reference does not keep embedded storage, so a child offers none.
// expect-error: no member named 'clone' in 'qom::Child<Clock>'
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
Timer::Timer() : clk(qom::pin_init<Clock>().to_child(this, "clk")) {}
void keep(Timer &timer) { auto clk = timer.clk.clone(); }
#else
Timer::Timer() : clk(qom::pin_init<Clock>().to_child(this, "clk")) {}
void keep(qom::Owned<Timer> &timer) { auto kept = timer.clone(); }
#endif
