// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Nor can it move.
// expect-error: (aka 'qom::Child<Clock>')
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
void move(Timer &timer) { auto clk = std::move(timer.clk); }
#else
Timer::Timer() : clk(qom::pin_init<Clock>().to_child(this, "clk")) {}
void use(Timer &timer) {
  auto clk = timer.clk.get();
  clock_set(clk, 0);
}
#endif
