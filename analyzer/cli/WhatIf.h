//===- WhatIf.h - check --what-if -------------------------------*- C++ -*-===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Analyzes the same facts a second time, with supposed contracts, and reports
// what only one of the two analyses finds.
//
//===----------------------------------------------------------------------===//
#ifndef QOMLINT_CLI_WHATIF_H
#define QOMLINT_CLI_WHATIF_H

#include "analyzer/cli/ReportRun.h"

namespace qomlint {

/// What --what-if supposes.
struct Supposition {
  std::string File;
  ContractTable Table;                ///< with the rows of the file on top
  std::vector<std::string> Functions; ///< those of the file's rows, sorted
};

/// From the parsed command line; nothing if --what-if is not given. \p InForce
/// is what the supposed rows are laid on.
llvm::Expected<std::optional<Supposition>>
readSupposition(const ContractTable &InForce, const CheckOptions &Options);

/// Writes what differs between \p Now and \p Then. Returns the exit status,
/// which follows from what only \p Then has found.
llvm::Expected<int> reportDifferences(const Program &Whole, AnalysisResult Now,
                                      AnalysisResult Then, const Supposition &S,
                                      const Contracts &InForce,
                                      const ReportedFiles &Files,
                                      const CheckOptions &Options);

} // namespace qomlint

#endif // QOMLINT_CLI_WHATIF_H
