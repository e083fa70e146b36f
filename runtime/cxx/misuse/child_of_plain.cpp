// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Only an object can have a child property.
// expect-error: 'IsA<Plain, Object>' evaluated to false
#include "qom/child.hpp"
struct Plain {
  qom::Child<Clock> clk;
  Plain();
};
#ifdef MISUSE
Plain::Plain() : clk(qom::pin_init<Clock>().to_child(this, "clk")) {}
#else
QOM_OBJECT_TYPE(Plain, Object, ObjectClass, "plain")
Plain::Plain() : clk(qom::pin_init<Clock>().to_child(this, "clk")) {}
#endif
