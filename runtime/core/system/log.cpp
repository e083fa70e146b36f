//===- system/log.cpp - What the guest does wrong -------------------------===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "qom/log.h"

/// As QEMU's -d; nothing by default.
static int loglevel() {
  static const char *const Text = getenv("QOM_LOG");
  static const int Level = !Text                           ? 0
                           : !strcmp(Text, "guest_errors") ? LOG_GUEST_ERROR
                           : !strcmp(Text, "unimp")
                               ? LOG_UNIMP
                               : LOG_GUEST_ERROR | LOG_UNIMP;
  return Level;
}

bool qemu_loglevel_mask(int mask) { return loglevel() & mask; }

void qemu_log(const char *fmt, ...) {
  va_list Args;
  va_start(Args, fmt);
  vfprintf(stderr, fmt, Args);
  va_end(Args);
}
