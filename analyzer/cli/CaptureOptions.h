//===- CaptureOptions.h - How to capture ------------------------*- C++ -*-===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The options of every subcommand that reads a whole project.
//
//===----------------------------------------------------------------------===//
#ifndef QOMLINT_CLI_CAPTUREOPTIONS_H
#define QOMLINT_CLI_CAPTUREOPTIONS_H

#include "analyzer/cli/WorkerPool.h"
#include "llvm/ADT/ArrayRef.h"
#include "llvm/Support/Error.h"
#include <vector>

namespace qomlint {

/// The Number-th of Count parts of the files.
struct Shard {
  unsigned Number = 1, Count = 1;
};

struct CaptureOptions {
  std::vector<std::string> Exclude; ///< as in SelectionRequest
  WorkerPool::Limits Bounds;
  Shard Part;
  bool Quiet = false;
};

/// From the parsed command line. An error says which option is wrong.
llvm::Expected<CaptureOptions> readCaptureOptions();

/// The globs that --exclude starts from: code that is not part of the product.
llvm::ArrayRef<std::string> defaultExcludes();

} // namespace qomlint

#endif // QOMLINT_CLI_CAPTUREOPTIONS_H
