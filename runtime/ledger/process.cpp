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
#include "report.h"

#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <cstring>

namespace qom::ledger {

static bool writeFile(const char *Path, const std::string &Text) {
  if (!std::strcmp(Path, "-"))
    return std::fwrite(Text.data(), 1, Text.size(), stderr) == Text.size();
  FILE *File = std::fopen(Path, "w");
  if (!File) {
    std::fprintf(stderr, "ledger: cannot write '%s'\n", Path);
    return false;
  }
  bool Written = std::fwrite(Text.data(), 1, Text.size(), File) == Text.size();
  return std::fclose(File) == 0 && Written;
}

bool writeReports(const char *JsonPath, const char *TimelinePath,
                  const char *EndedBy) {
  History Pages = Ledger::get().copy();
  Report R(Pages, EndedBy);
  bool Written = true;
  if (JsonPath)
    Written &= writeFile(JsonPath, toJson(R));
  if (TimelinePath)
    Written &= writeFile(TimelinePath, toTimeline(R));
  return Written;
}

namespace {

const char *JsonPath;
const char *TimelinePath;

/// The first cause counts; what it causes must not write again.
void finish(const char *EndedBy) {
  static std::atomic_flag Finished;
  if (Finished.test_and_set())
    return;
  Ledger::get().noticeUnfreed();
  Ledger::get().stop();
  writeReports(JsonPath, TimelinePath, EndedBy);
}

/// abort() is called from ordinary code, so ordinary code may run here. When
/// the handler returns, the process ends as it would have.
void onAbort(int) {
  Ledger::get().noticeAbort(currentStack());
  finish("abort");
}

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
    watchEntries();
  }
} TheStarter;

} // namespace

} // namespace qom::ledger
