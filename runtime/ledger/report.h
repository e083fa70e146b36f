//===- report.h - What a reader gets ----------------------------*- C++ -*-===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef QOM_LEDGER_REPORT_H
#define QOM_LEDGER_REPORT_H

#include "accounts.h"
#include "symbols.h"

#include <string>

namespace qom::ledger {

/// History, verdicts and the names of places, ready to be written.
struct Report {
  const History &What;
  Symbols Names;
  Verdicts Verdict;
  /// "exit", "abort", "sanitizer", or "request".
  std::string EndedBy;

  Report(const History &What, std::string EndedBy);
};

/// As ledger.schema.json says.
std::string toJson(const Report &R);

/// One paragraph for each object, one line for each event.
std::string toTimeline(const Report &R);

/// Words that both forms share.
const char *word(EventKind Kind);
const char *word(Life Stage);

} // namespace qom::ledger

#endif
