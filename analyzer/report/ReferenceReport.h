//===- ReferenceReport.h - Who holds each reference -------------*- C++ -*-===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What `qomlint refs` prints.
//
//===----------------------------------------------------------------------===//
#ifndef QOMLINT_REPORT_REFERENCEREPORT_H
#define QOMLINT_REPORT_REFERENCEREPORT_H

#include "analyzer/facts/ReferenceHistory.h"
#include "analyzer/report/Report.h"

namespace qomlint {

/// Of the JSON form; additions do not change it.
inline constexpr unsigned ReferenceSchemaVersion = 1;

struct ReferenceReport {
  std::string ToolVersion, QemuVersion;
  uint32_t Line = 0; ///< the line that was asked about; 0: all
  std::vector<FunctionHistory> Functions;
};

/// For people: each object with its lines, and the fields behind them.
void writeText(const ReferenceReport &R, const ReportOptions &Options,
               llvm::raw_ostream &OS);

/// For programs: schema/refs.schema.json. Equal reports give equal bytes.
void writeJson(const ReferenceReport &R, llvm::raw_ostream &OS);

} // namespace qomlint

#endif // QOMLINT_REPORT_REFERENCEREPORT_H
