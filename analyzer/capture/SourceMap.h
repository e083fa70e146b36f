//===- SourceMap.h - Where a person would look ----------------*- C++ -*-===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Turns Clang's source locations into positions: a macro's expansion rather
// than its body, the argument of a macro where it was written, and files
// relative to the source root.
//
//===----------------------------------------------------------------------===//
#ifndef QOMLINT_CAPTURE_SOURCEMAP_H
#define QOMLINT_CAPTURE_SOURCEMAP_H

#include "analyzer/facts/Position.h"
#include "clang/Basic/SourceManager.h"

namespace clang {
class LangOptions;
}

namespace qomlint {

/// True for the main file and for code that it includes piecewise (`.c.inc`):
/// what stands there belongs to this translation unit alone.
bool isOwnCode(const clang::SourceManager &Sources, clang::FileID File);

class SourceMap {
public:
  SourceMap(const clang::SourceManager &Sources,
            const clang::LangOptions &Language, llvm::StringRef Root)
      : Sources(Sources), Language(Language), Root(Root) {}

  Position position(clang::SourceLocation Where);
  Site site(clang::SourceRange Range);
  /// The file in which \p Where stands, macros expanded.
  Name file(clang::SourceLocation Where);

  bool isOwnCode(clang::SourceLocation Where);
  /// The files of which isOwnCode was true, in no order.
  std::vector<clang::FileID> ownFiles() const;
  bool isSystemHeader(clang::SourceLocation Where) const {
    return Sources.isInSystemHeader(Sources.getExpansionLoc(Where));
  }
  /// True if the text of the macro, not its argument, spells this token.
  bool isMacroBody(clang::SourceLocation Where) const;

  const clang::SourceManager &manager() const { return Sources; }
  const clang::LangOptions &language() const { return Language; }

private:
  struct Resolved;

  Resolved resolve(clang::SourceLocation Where) const;
  Name path(clang::FileID File);
  std::string relativePath(clang::FileEntryRef File) const;

  const clang::SourceManager &Sources;
  const clang::LangOptions &Language;
  std::string Root;
  llvm::DenseMap<clang::FileID, Name> Paths;
  llvm::DenseMap<clang::FileID, bool> Own;
};

} // namespace qomlint

#endif // QOMLINT_CAPTURE_SOURCEMAP_H
