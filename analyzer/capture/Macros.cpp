//===- Macros.cpp - Macros that mean more than their expansion ------------===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "analyzer/capture/Macros.h"
#include "clang/AST/Expr.h"
#include "clang/Lex/Preprocessor.h"
#include "llvm/ADT/StringMap.h"

using namespace clang;
using namespace qomlint;

static const MacroRule Rules[] = {
    {"ERRP_GUARD", MacroKind::Silent, {-1, -1}, nullptr},

    {"g_steal_pointer", MacroKind::Call, {0, -1}, "g_steal_pointer"},
    {"g_clear_pointer", MacroKind::Call, {0, 1}, "g_clear_pointer"},
    {"g_clear_object", MacroKind::Call, {0, -1}, "g_clear_object"},
    {"g_new", MacroKind::Call, {1, -1}, "g_malloc_n"},
    {"g_new0", MacroKind::Call, {1, -1}, "g_malloc0_n"},
    {"g_try_new", MacroKind::Call, {1, -1}, "g_try_malloc_n"},
    {"g_try_new0", MacroKind::Call, {1, -1}, "g_try_malloc0_n"},
    {"g_renew", MacroKind::Call, {1, 2}, "g_realloc_n"},
    {"g_try_renew", MacroKind::Call, {1, 2}, "g_try_realloc_n"},

    {"QLIST_INSERT_HEAD", MacroKind::Insert, {0, 1}, nullptr},
    {"QLIST_INSERT_AFTER", MacroKind::Insert, {-1, 1}, nullptr},
    {"QLIST_INSERT_BEFORE", MacroKind::Insert, {-1, 1}, nullptr},
    {"QLIST_REMOVE", MacroKind::Remove, {-1, 0}, nullptr},
    {"QLIST_SAFE_REMOVE", MacroKind::Remove, {-1, 0}, nullptr},

    {"QSLIST_INSERT_HEAD", MacroKind::Insert, {0, 1}, nullptr},
    {"QSLIST_INSERT_HEAD_ATOMIC", MacroKind::Insert, {0, 1}, nullptr},
    {"QSLIST_INSERT_AFTER", MacroKind::Insert, {-1, 1}, nullptr},
    {"QSLIST_REMOVE_HEAD", MacroKind::RemoveHead, {0, -1}, nullptr},
    {"QSLIST_REMOVE", MacroKind::Remove, {0, 1}, nullptr},

    {"QSIMPLEQ_INSERT_HEAD", MacroKind::Insert, {0, 1}, nullptr},
    {"QSIMPLEQ_INSERT_TAIL", MacroKind::Insert, {0, 1}, nullptr},
    {"QSIMPLEQ_INSERT_AFTER", MacroKind::Insert, {0, 2}, nullptr},
    {"QSIMPLEQ_REMOVE_HEAD", MacroKind::RemoveHead, {0, -1}, nullptr},
    {"QSIMPLEQ_REMOVE", MacroKind::Remove, {0, 1}, nullptr},

    {"QTAILQ_INSERT_HEAD", MacroKind::Insert, {0, 1}, nullptr},
    {"QTAILQ_INSERT_TAIL", MacroKind::Insert, {0, 1}, nullptr},
    {"QTAILQ_INSERT_AFTER", MacroKind::Insert, {0, 2}, nullptr},
    {"QTAILQ_INSERT_BEFORE", MacroKind::Insert, {-1, 1}, nullptr},
    {"QTAILQ_REMOVE", MacroKind::Remove, {0, 1}, nullptr},
};

static const MacroRule *ruleFor(llvm::StringRef Macro) {
  static const llvm::StringMap<const MacroRule *> ByName = [] {
    llvm::StringMap<const MacroRule *> Result;
    for (const MacroRule &Rule : Rules)
      Result[Rule.Macro] = &Rule;
    return Result;
  }();
  // The RCU lists have the same arguments.
  if (Macro.starts_with("Q"))
    Macro.consume_back("_RCU");
  return ByName.lookup(Macro);
}

MacroTable::MacroTable(const clang::Preprocessor &Preprocessor)
    : Preprocessor(Preprocessor), Sources(Preprocessor.getSourceManager()) {}

ListedMacro MacroTable::named(SourceLocation Where, FileID Body) {
  const char *Text = Sources.getCharacterData(Sources.getSpellingLoc(Where));
  size_t Length = 0;
  while (isAsciiIdentifierContinue(Text[Length]))
    ++Length;
  ListedMacro Result;
  Result.Rule = ruleFor(llvm::StringRef(Text, Length));
  Result.Body = Body;
  return Result;
}

ListedMacro MacroTable::outermost(SourceLocation Where) {
  if (!Where.isMacroID())
    return ListedMacro();
  FileID Body = Sources.getFileID(Where);
  if (auto Found = Known.find(Body); Found != Known.end())
    return Found->second;
  const SrcMgr::ExpansionInfo &Expansion =
      Sources.getSLocEntry(Body).getExpansion();
  ListedMacro Result;
  if (Expansion.isMacroArgExpansion()) {
    // An argument belongs to whoever wrote it, not to the macro it went to.
    Result = outermost(Sources.getImmediateSpellingLoc(Where));
  } else {
    Result = outermost(Expansion.getExpansionLocStart());
    if (!Result)
      Result = named(Expansion.getExpansionLocStart(), Body);
  }
  return Known[Body] = Result;
}

ListedMacro MacroTable::use(const Stmt *Statement) {
  ListedMacro Begin = outermost(Statement->getBeginLoc());
  if (!Begin)
    return ListedMacro();
  ListedMacro End = outermost(Statement->getEndLoc());
  return End && End.Body == Begin.Body ? Begin : ListedMacro();
}

/// The parameter of the macro \p Use through which the token at \p Where came,
/// or -1 if the macro's body spelled it.
int MacroTable::parameter(SourceLocation Where, ListedMacro Use) {
  while (Where.isMacroID()) {
    const SrcMgr::ExpansionInfo &Expansion =
        Sources.getSLocEntry(Sources.getFileID(Where)).getExpansion();
    SourceLocation Into = Expansion.getExpansionLocStart();
    if (!Expansion.isMacroArgExpansion()) {
      Where = Into;
      continue;
    }
    if (Sources.getFileID(Into) != Use.Body) {
      Where = Sources.getImmediateSpellingLoc(Where);
      continue;
    }
    const IdentifierInfo *Macro =
        Preprocessor.getIdentifierInfo(Use.Rule->Macro);
    const MacroInfo *Definition = Preprocessor.getMacroInfo(Macro);
    llvm::SmallString<32> Buffer;
    const IdentifierInfo *Spelled = Preprocessor.getIdentifierInfo(
        Lexer::getSpelling(Sources.getSpellingLoc(Into), Buffer, Sources,
                           Preprocessor.getLangOpts()));
    return Definition ? Definition->getParameterNum(Spelled) : -1;
  }
  return -1;
}

const Expr *MacroTable::find(const Stmt *Region, ListedMacro Use, int Index) {
  if (const auto *Candidate = dyn_cast<Expr>(Region))
    if (parameter(Candidate->getBeginLoc(), Use) == Index &&
        parameter(Candidate->getEndLoc(), Use) == Index)
      return Candidate;
  for (const Stmt *Child : Region->children())
    if (Child)
      if (const Expr *Found = find(Child, Use, Index))
        return Found;
  return nullptr;
}

const Expr *MacroTable::argument(ListedMacro Use, const Stmt *Region,
                                 int Index) {
  return Index < 0 ? nullptr : find(Region, Use, Index);
}
