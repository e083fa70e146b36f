//===- SourceReader.h - Sources as they were captured -----------*- C++ -*-===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef QOMLINT_CLI_SOURCEREADER_H
#define QOMLINT_CLI_SOURCEREADER_H

#include "analyzer/engine/Program.h"
#include <optional>
#include <set>

namespace qomlint {

/// Reads files of a program again: to show lines of them, or to edit them.
class SourceReader {
public:
  SourceReader(const Program &Whole, llvm::StringRef SourceRoot)
      : Whole(Whole), SourceRoot(SourceRoot) {}

  /// The text of a file; nothing if it is known to be another one now.
  std::optional<std::string> toShow(llvm::StringRef File);
  /// The text of a file; nothing unless it is known to be what was captured.
  std::optional<std::string> toEdit(llvm::StringRef File);

  /// Where \p File is.
  std::string path(llvm::StringRef File) const;
  /// Files that are not any more what was captured.
  const std::set<std::string> &changed() const { return Changed; }

private:
  const Program &Whole;
  std::string SourceRoot;
  std::set<std::string> Changed;

  std::optional<std::string> read(llvm::StringRef File, bool MayBeUnknown);
};

} // namespace qomlint

#endif // QOMLINT_CLI_SOURCEREADER_H
