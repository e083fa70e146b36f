//===- lifecycle.h - What types need in order to live -----------*- C++ -*-===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// lifecycle_test.cpp knows no type. A folder of devices tells it, before main,
// what those need that their board would have given them.
//
//===----------------------------------------------------------------------===//
#ifndef QOM_LEDGER_LIFECYCLE_H
#define QOM_LEDGER_LIFECYCLE_H

#include "qom/qdev.h"

#include <functional>
#include <string>

namespace qom::testing {

/// How often devices of a type can be realized.
enum class Realizes { Again, Once };

/// Runs before a device of the type is realized for the first time. What it
/// makes must go with the device.
class Preparation {
public:
  using Function = std::function<void(DeviceState *)>;

  Preparation(const char *Type, Function Prepare,
              Realizes HowOften = Realizes::Again);

  static void run(DeviceState *Dev);
  static Realizes howOften(const std::string &Type);
};

/// A device of this type has a bus for devices that want one of that type.
class BusOf {
public:
  BusOf(const char *BusType, const char *HostType);

  /// Null for a bus that no type was named for.
  static const char *hostType(const char *BusType);
};

/// Connects the clock input to a clock of the device's own.
Preparation::Function withClock(const char *Input, unsigned Hertz);

/// The Nth call from now that may fail fails, and then none; 0: none does.
/// Asked are calls of the core and of devices that would not end the process.
void failCall(unsigned N);

/// Whether one has since the last failCall.
bool hasFailedCall();

} // namespace qom::testing

#endif
