//===- timer.hpp - A timer that goes with its pointer -----------*- C++ -*-===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef QOM_DEVICES_TIMER_HPP
#define QOM_DEVICES_TIMER_HPP

#include "qom/timer.h"

#include <memory>

namespace qom::devices {

struct FreeTimer {
  void operator()(QEMUTimer *Timer) const { timer_free(Timer); }
};

/// Not pending any more when it is gone. It keeps a pointer to the device, and
/// counts nothing.
using Timer = std::unique_ptr<QEMUTimer, FreeTimer>;

} // namespace qom::devices

#endif
