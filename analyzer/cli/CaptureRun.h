//===- CaptureRun.h - The facts of many translation units -------*- C++ -*-===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef QOMLINT_CLI_CAPTURERUN_H
#define QOMLINT_CLI_CAPTURERUN_H

#include "analyzer/cli/Database.h"
#include "analyzer/cli/WorkerPool.h"
#include <map>
#include <set>

namespace qomlint {

/// What went wrong on the way; all in the order of the entries.
struct CaptureTrouble {
  struct Failure {
    const DatabaseEntry *Entry;
    /// `parse`, `crash`, `timeout` or `memory`.
    std::string Reason;
    std::string Message;
  };

  std::vector<Failure> Failures;
  std::vector<std::string> MissingHeaders; ///< each once, as it was included
  std::set<std::string> DroppedFlags;
  /// A signal stopped the run.
  int Signal = 0;
};

/// Captures \p Entries in worker processes and hands on the facts in the order
/// of the entries, whichever worker was faster.
CaptureTrouble captureAll(llvm::ArrayRef<const DatabaseEntry *> Entries,
                          const std::string &SourceRoot,
                          const WorkerPool::Limits &Bounds, bool Quiet,
                          llvm::function_ref<void(Unit)> Take);

} // namespace qomlint

#endif // QOMLINT_CLI_CAPTURERUN_H
