//===- Interrupt.h - Ctrl-C while workers run -------------------*- C++ -*-===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef QOMLINT_CLI_INTERRUPT_H
#define QOMLINT_CLI_INTERRUPT_H

namespace qomlint {

/// While one exists, SIGINT and SIGTERM are remembered instead of ending the
/// process, so that the workers can be ended first.
class InterruptWatch {
public:
  InterruptWatch();
  ~InterruptWatch();
  InterruptWatch(const InterruptWatch &) = delete;

  /// The signal that came, or 0.
  static int signal();
};

} // namespace qomlint

#endif // QOMLINT_CLI_INTERRUPT_H
