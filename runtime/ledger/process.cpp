//===- process.cpp - On by environment, written at the end ----------------===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A program is observed without a line of its own: the environment turns the
// ledger on before main, and whatever ends the process writes the report.
//
//===----------------------------------------------------------------------===//
#include "ledger.h"
#include "poison.h"

#include <csignal>
#include <cstdlib>

namespace qom::ledger {

namespace {

const char *JsonPath;
const char *TimelinePath;

/// The first cause counts; what it causes must not write again.
void finish(const char *EndedBy) {
  static std::atomic_flag Finished;
  if (Finished.test_and_set())
    return;
  Ledger::get().stop();
  writeReports(JsonPath, TimelinePath, EndedBy);
}

/// abort() is called from ordinary code, so ordinary code may run here. When
/// the handler returns, the process ends as it would have.
void onAbort(int) { finish("abort"); }

struct Starter {
  Starter() {
    JsonPath = std::getenv("QOM_LEDGER");
    TimelinePath = std::getenv("QOM_LEDGER_TIMELINE");
    if (!JsonPath && !TimelinePath)
      return;
    std::signal(SIGABRT, onAbort);
    std::atexit([] { finish("exit"); });
    onSanitizerDeath([] { finish("sanitizer"); });
    Ledger::get().start();
  }
} TheStarter;

} // namespace

} // namespace qom::ledger
