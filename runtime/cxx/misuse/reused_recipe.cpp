// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A recipe is used once, where the child is.
// expect-error: call to deleted constructor of 'ChildInit<Clock
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
void twice(Timer &timer) {
  auto recipe = qom::pin_init<Clock>().to_child(&timer, "clk");
  auto again = recipe;
}
#else
Timer::Timer() : clk(qom::pin_init<Clock>().to_child(this, "clk")) {}
#endif
