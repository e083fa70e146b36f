//===- NoLintScan.cpp - Finds NOLINT comments -----------------------------===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "analyzer/capture/NoLintScan.h"
#include "analyzer/capture/SourceMap.h"

using namespace qomlint;
using llvm::StringRef;

static NoLintScope takeScope(StringRef &Rest) {
  if (Rest.consume_front("NEXTLINE"))
    return NoLintScope::NextLine;
  if (Rest.consume_front("BEGIN"))
    return NoLintScope::Begin;
  if (Rest.consume_front("END"))
    return NoLintScope::End;
  return NoLintScope::Line;
}

static bool isWordCharacter(char C) { return llvm::isAlnum(C) || C == '_'; }

/// The comment starts before the word on the same line.
static bool isInComment(StringRef Line, size_t Column) {
  StringRef Before = Line.take_front(Column);
  return Before.contains("//") || Before.contains("/*") ||
         Before.ltrim().starts_with("*");
}

static std::optional<NoLint> scanAt(StringRef Line, size_t Column) {
  if (!isInComment(Line, Column) ||
      (Column && isWordCharacter(Line[Column - 1])))
    return std::nullopt;
  StringRef Rest = Line.drop_front(Column + StringRef("NOLINT").size());
  NoLint Result;
  Result.Scope = takeScope(Rest);
  if (!Rest.empty() && isWordCharacter(Rest.front()))
    return std::nullopt;
  if (Rest.consume_front("("))
    Result.Checks = Name(Rest.take_until([](char C) { return C == ')'; }));
  return Result;
}

std::vector<NoLint> qomlint::scanForNoLint(StringRef Text, Name File) {
  std::vector<NoLint> Result;
  uint32_t Line = 1;
  size_t Counted = 0;
  for (size_t At = Text.find("NOLINT"); At != StringRef::npos;
       At = Text.find("NOLINT", At + 1)) {
    Line += Text.slice(Counted, At).count('\n');
    Counted = At;
    size_t Start = Text.rfind('\n', At) + 1; // npos + 1 is 0
    StringRef Whole = Text.slice(Start, Text.find('\n', At));
    if (std::optional<NoLint> Found = scanAt(Whole, At - Start)) {
      Found->At = {File, Line, uint32_t(At - Start + 1)};
      Result.push_back(*Found);
    }
  }
  return Result;
}

std::vector<NoLint> NoLintFinder::find(SourceMap &Source) {
  const clang::SourceManager &Sources = Source.manager();
  std::vector<NoLint> Result;
  llvm::DenseSet<const clang::FileEntry *> Seen;
  for (unsigned I = 0; I < Sources.local_sloc_entry_size(); ++I) {
    const clang::SrcMgr::SLocEntry &Entry = Sources.getLocalSLocEntry(I);
    if (!Entry.isFile() ||
        Entry.getFile().getFileCharacteristic() != clang::SrcMgr::C_User)
      continue;
    const clang::SrcMgr::ContentCache &Contents =
        Entry.getFile().getContentCache();
    std::optional<StringRef> Text = Contents.getBufferDataIfLoaded();
    if (!Contents.OrigEntry || !Text ||
        !Seen.insert(&Contents.OrigEntry->getFileEntry()).second)
      continue;
    auto [Comments, Inserted] =
        Known.try_emplace(&Contents.OrigEntry->getFileEntry());
    if (Inserted)
      Comments->second = scanForNoLint(
          *Text, Source.file(clang::SourceLocation::getFromRawEncoding(
                     Entry.getOffset())));
    llvm::append_range(Result, Comments->second);
  }
  llvm::sort(Result,
             [](const NoLint &A, const NoLint &B) { return A.At < B.At; });
  return Result;
}
