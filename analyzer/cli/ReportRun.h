//===- ReportRun.h - From facts to the report -------------------*- C++ -*-===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef QOMLINT_CLI_REPORTRUN_H
#define QOMLINT_CLI_REPORTRUN_H

#include "analyzer/cli/CheckOptions.h"
#include "analyzer/cli/SourceReader.h"
#include "analyzer/report/Report.h"
#include "checks/Registry.h"

namespace qomlint {

/// The files behind a program's facts.
struct ReportedFiles {
  std::string SourceRoot;
  /// Relative to the source root; those without facts included.
  std::set<std::string> All;
  /// Those asked for; empty: all.
  std::vector<std::string> AskedFor;
  std::vector<ReportError> Errors; ///< equal ones may be in it more than once
};

/// Everything that was found and asked for.
Report makeReport(const Program &Whole, AnalysisResult Found,
                  const Contracts &InForce, const ReportedFiles &Files);

/// How text output looks. Lines are shown of files that are still what was
/// captured; \p Sources reads them, and must outlive the result.
ReportOptions lookOf(const CheckOptions &Options, SourceReader &Sources);

/// Where \p Options want it: a file is complete or is not there.
llvm::Error writeOutput(const CheckOptions &Options,
                        llvm::function_ref<void(llvm::raw_ostream &)> Write);

/// Warns of annotations that say nothing.
void tellMistakes(const AnalysisResult &Found);

/// Writes the report that \p Options ask for. Returns the exit status.
llvm::Expected<int> reportFindings(const Program &Whole, AnalysisResult Found,
                                   const Contracts &InForce,
                                   const ReportedFiles &Files,
                                   const CheckOptions &Options);

} // namespace qomlint

#endif // QOMLINT_CLI_REPORTRUN_H
