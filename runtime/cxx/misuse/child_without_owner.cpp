// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// A child knows its owner and its name.
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
Timer::Timer() : clk(qom::pin_init<Clock>()) {}
#else
Timer::Timer() : clk(qom::pin_init<Clock>().to_child(this, "clk")) {}
#endif
