//===- Gate.h - When a run fails --------------------------------*- C++ -*-===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef QOMLINT_CLI_GATE_H
#define QOMLINT_CLI_GATE_H

#include "analyzer/cli/CommandLine.h"
#include "analyzer/facts/Finding.h"
#include "llvm/ADT/ArrayRef.h"
#include "llvm/Support/Error.h"

namespace qomlint {

/// The least harmful and least certain finding that fails a run.
struct Gate {
  Severity Harm = Severity::Warning;
  Confidence Certainty = Confidence::Definite;
  /// An incomplete analysis is worse than a finding.
  bool Strict = false;

  /// \p Incomplete: some files could not be analyzed.
  ExitStatus status(llvm::ArrayRef<Finding> Shown, bool Incomplete) const;
};

/// Reads `SEVERITY[:CONFIDENCE]`.
llvm::Expected<Gate> parseGate(llvm::StringRef Text);

} // namespace qomlint

#endif // QOMLINT_CLI_GATE_H
