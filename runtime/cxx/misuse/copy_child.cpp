// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The address of the storage is the address of the object.
// expect-error: call to deleted constructor of 'qom::Child<Clock>'
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
void copy(Timer &timer) { auto clk = timer.clk; }
#else
Timer::Timer() : clk(qom::pin_init<Clock>().to_child(this, "clk")) {}
void use(Timer &timer) {
  Clock &clk = *timer.clk;
  clock_set(&clk, 0);
}
#endif
