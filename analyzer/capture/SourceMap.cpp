//===- SourceMap.cpp - Where a person would look --------------------------===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "analyzer/capture/SourceMap.h"
#include "clang/Basic/FileManager.h"
#include "clang/Lex/Lexer.h"
#include "llvm/ADT/StringSwitch.h"
#include "llvm/Support/Path.h"

using namespace clang;
using namespace qomlint;

/// A location traced back to a file.
struct SourceMap::Resolved {
  SourceLocation InFile;
  /// The last token of the outermost macro whose body spelled it.
  SourceLocation MacroEnd;
};

SourceMap::Resolved SourceMap::resolve(SourceLocation Where) const {
  Resolved Result;
  while (Where.isMacroID()) {
    const SrcMgr::ExpansionInfo &Expansion =
        Sources.getSLocEntry(Sources.getFileID(Where)).getExpansion();
    if (Expansion.isMacroArgExpansion()) {
      Where = Sources.getImmediateSpellingLoc(Where);
    } else {
      Where = Expansion.getExpansionLocStart();
      Result.MacroEnd = Expansion.getExpansionLocEnd();
    }
  }
  Result.InFile = Where;
  if (Result.MacroEnd.isMacroID())
    Result.MacroEnd = Sources.getFileLoc(Result.MacroEnd);
  return Result;
}

bool SourceMap::isMacroBody(SourceLocation Where) const {
  return Where.isMacroID() && resolve(Where).MacroEnd.isValid();
}

static bool isHeader(llvm::StringRef Path) {
  if (Path.ends_with(".h.inc"))
    return true;
  return llvm::StringSwitch<bool>(llvm::sys::path::extension(Path))
      .Cases({".c", ".cc", ".cpp", ".cxx", ".inc"}, false)
      .Default(true);
}

bool qomlint::isOwnCode(const SourceManager &Sources, FileID File) {
  if (File == Sources.getMainFileID())
    return true;
  OptionalFileEntryRef Ref = Sources.getFileEntryRefForID(File);
  return Ref && !isHeader(Ref->getName());
}

std::string SourceMap::relativePath(FileEntryRef File) const {
  llvm::StringRef Real = File.getFileEntry().tryGetRealPathName();
  llvm::SmallString<256> Path(Real.empty() ? File.getName() : Real);
  Sources.getFileManager().makeAbsolutePath(Path);
  llvm::sys::path::remove_dots(Path, /*remove_dot_dot=*/true);
  llvm::StringRef Result = Path;
  if (Result.consume_front(Root) &&
      (Root.empty() || Root.back() == '/' || Result.consume_front("/")))
    return Result.str();
  return Path.str().str();
}

Name SourceMap::path(FileID File) {
  auto [Entry, Inserted] = Paths.try_emplace(File);
  if (Inserted)
    if (OptionalFileEntryRef Ref = Sources.getFileEntryRefForID(File))
      Entry->second = Name(relativePath(*Ref));
  return Entry->second;
}

Name SourceMap::file(SourceLocation Where) {
  return Where.isValid() ? path(Sources.getFileID(resolve(Where).InFile))
                         : Name();
}

bool SourceMap::isOwnCode(SourceLocation Where) {
  if (Where.isInvalid())
    return false;
  FileID File = Sources.getFileID(Sources.getExpansionLoc(Where));
  auto [Entry, Inserted] = Own.try_emplace(File);
  if (Inserted)
    Entry->second = qomlint::isOwnCode(Sources, File);
  return Entry->second;
}

std::vector<FileID> SourceMap::ownFiles() const {
  std::vector<FileID> Result;
  for (auto [File, IsOwn] : Own)
    if (IsOwn && Sources.getFileEntryRefForID(File))
      Result.push_back(File);
  return Result;
}

Position SourceMap::position(SourceLocation Where) {
  Position Result;
  if (Where.isInvalid())
    return Result;
  auto [File, Offset] = Sources.getDecomposedLoc(resolve(Where).InFile);
  Result.File = path(File);
  if (Result.File.empty())
    return Result;
  Result.Line = Sources.getLineNumber(File, Offset);
  Result.Column = Sources.getColumnNumber(File, Offset);
  return Result;
}

Site SourceMap::site(SourceRange Range) {
  Site Result;
  if (Range.isInvalid())
    return Result;
  Resolved Begin = resolve(Range.getBegin()), End = resolve(Range.getEnd());
  Result.At = position(Begin.InFile);
  Result.InMacro = Begin.MacroEnd.isValid() || End.MacroEnd.isValid();

  // A range that starts in a macro's body covers at least that macro.
  SourceLocation Last = End.MacroEnd.isValid() ? End.MacroEnd : End.InFile;
  if (Begin.MacroEnd.isValid() &&
      Sources.isBeforeInTranslationUnit(Last, Begin.MacroEnd))
    Last = Begin.MacroEnd;
  if (Sources.getFileID(Last) != Sources.getFileID(Begin.InFile))
    Last = Begin.InFile;
  unsigned Length = Lexer::MeasureTokenLength(Last, Sources, Language);
  auto [File, Offset] = Sources.getDecomposedLoc(Last);
  Result.EndLine = Sources.getLineNumber(File, Offset);
  Result.EndColumn = Sources.getColumnNumber(File, Offset) + Length;
  return Result;
}
