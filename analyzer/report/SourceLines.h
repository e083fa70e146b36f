//===- SourceLines.h - Lines of the analyzed sources ------------*- C++ -*-===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef QOMLINT_REPORT_SOURCELINES_H
#define QOMLINT_REPORT_SOURCELINES_H

#include "analyzer/report/Report.h"
#include <unordered_map>

namespace qomlint {

/// A source line and the mark under it, ready for a terminal.
struct Snippet {
  std::string Line;
  size_t CaretColumn = 0; ///< from 0, in cells of the terminal
};

/// Reads files again to show lines of them. What is missing, or cannot be the
/// text that was analyzed, is not shown.
class SourceLines {
public:
  explicit SourceLines(const ReportOptions &Options) : Options(Options) {}

  std::optional<Snippet> at(const Position &P);
  /// The whole text of a file, if it is there.
  const std::optional<std::string> &text(Name File);

private:
  const ReportOptions &Options;
  std::unordered_map<Name, std::optional<std::string>> Texts;

  std::optional<std::string> read(llvm::StringRef File) const;
};

/// \p Line as a terminal can show it: tabs as blanks, nothing that steers it.
std::string shownLine(llvm::StringRef Line);

} // namespace qomlint

#endif // QOMLINT_REPORT_SOURCELINES_H
