//===- Report.h - What one run found ----------------------------*- C++ -*-===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The data that every writer gets, complete: writers choose a form and decide
// nothing.
//
//===----------------------------------------------------------------------===//
#ifndef QOMLINT_REPORT_REPORT_H
#define QOMLINT_REPORT_REPORT_H

#include "analyzer/facts/Finding.h"
#include "analyzer/facts/Silence.h"
#include "analyzer/facts/Unit.h"
#include "llvm/Support/raw_ostream.h"
#include <functional>
#include <map>

namespace qomlint {

/// Of the JSON report; additions do not change it.
inline constexpr unsigned ReportSchemaVersion = 1;

/// A file that could not be analyzed.
struct ReportError {
  std::string File;
  std::string Reason; ///< `parse`, `crash`, `timeout` or `memory`
  std::string Message;

  friend bool operator==(const ReportError &A, const ReportError &B) {
    return A.File == B.File && A.Reason == B.Reason && A.Message == B.Message;
  }
};

struct Report {
  std::string ToolVersion, QemuVersion;
  std::vector<Finding> Findings; ///< as prepareFindings leaves them
  std::vector<ReportError> Errors;
  uint64_t Files = 0; ///< those that could not be analyzed included
  uint64_t Functions = 0;
  uint64_t LimitsHit = 0;
  uint64_t Suppressed = 0; ///< findings behind a NOLINT comment
  /// How often the engine stayed silent, by reason.
  std::map<Silence, uint64_t> Silences;
};

/// Makes findings fit for a report: merges those of several units, sorts them,
/// gives them fingerprints, and drops the suppressed ones, in this order, so
/// that a NOLINT comment changes no other finding's fingerprint. For the same
/// reason filters of any kind come later. Returns how many were suppressed.
uint64_t prepareFindings(std::vector<Finding> &Findings,
                         const std::vector<NoLint> &NoLints);

struct ReportOptions {
  std::string SourceRoot;
  bool Color = false;
  bool ShowLatent = false;
  /// Gives the text of a file to show lines of, or nothing if there is none or
  /// it is not what was analyzed. Unset: the file below SourceRoot.
  using SourceReader = std::optional<std::string>(llvm::StringRef File);
  std::function<SourceReader> ReadSource = {};
};

/// For people: Clang's shape, `file:line:column: warning: message [check]`,
/// source line and caret, then the trace as notes.
void writeText(const Report &R, const ReportOptions &Options,
               llvm::raw_ostream &OS);

/// For programs: schema/report.schema.json. Equal reports give equal bytes.
void writeJson(const Report &R, llvm::raw_ostream &OS);

} // namespace qomlint

#endif // QOMLINT_REPORT_REPORT_H
