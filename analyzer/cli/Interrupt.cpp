//===- Interrupt.cpp - Ctrl-C while workers run ---------------------------===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "analyzer/cli/Interrupt.h"
#include <csignal>

using namespace qomlint;

static volatile std::sig_atomic_t Received = 0;

static void remember(int Signal) { Received = Signal; }

InterruptWatch::InterruptWatch() {
  Received = 0;
  std::signal(SIGINT, remember);
  std::signal(SIGTERM, remember);
}

InterruptWatch::~InterruptWatch() {
  std::signal(SIGINT, SIG_DFL);
  std::signal(SIGTERM, SIG_DFL);
}

int InterruptWatch::signal() { return Received; }
