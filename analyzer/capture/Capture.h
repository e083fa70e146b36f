//===- Capture.h - From source to facts -----------------------*- C++ -*-===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Parses one translation unit and records its facts. This library is the only
// one that sees Clang's AST; its headers show none of it.
//
//===----------------------------------------------------------------------===//
#ifndef QOMLINT_CAPTURE_CAPTURE_H
#define QOMLINT_CAPTURE_CAPTURE_H

#include "analyzer/facts/Unit.h"
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace qomlint {

/// One entry of a compilation database.
struct CompileCommand {
  std::string Directory, File;
  std::vector<std::string> Arguments; ///< with the compiler in front
};

struct CaptureResult {
  /// Empty if the translation unit did not parse.
  std::optional<Unit> Facts;
  /// The first error in Clang's words, `file:line:col: error: …`; empty if
  /// none.
  std::string Error;
  /// A header that does not exist, as written in the include; empty if none.
  std::string MissingHeader;
  /// Flags that Clang does not know and that were dropped.
  std::vector<std::string> DroppedFlags;
};

/// Parses translation units one after another. Files that several of them read
/// are read once. Not thread-safe; use one per worker process.
class Capturer {
public:
  /// Positions are made relative to \p SourceRoot (absolute, without symbolic
  /// links) where they lie below it.
  explicit Capturer(std::string SourceRoot);
  ~Capturer();

  CaptureResult capture(const CompileCommand &Command);

private:
  struct Implementation;
  std::unique_ptr<Implementation> Self;
};

} // namespace qomlint

#endif // QOMLINT_CAPTURE_CAPTURE_H
