//===- QomCheck.cpp - A check of the registry in clang-tidy ---------------===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "checks/tidy/QomCheck.h"
#include "analyzer/report/Fixes.h"
#include "analyzer/report/Words.h"
#include "clang/AST/ASTContext.h"
#include "clang/ASTMatchers/ASTMatchers.h"
#include "clang/Basic/FileManager.h"

using namespace clang;
using namespace qomlint;

static bool isOwn(llvm::StringRef CheckName) {
  return llvm::any_of(allChecks(),
                      [&](const CheckInfo &C) { return C.Id == CheckName; });
}

QomCheck::QomCheck(llvm::StringRef CheckName, tidy::ClangTidyContext *Context,
                   std::shared_ptr<UnitAnalyses> Units,
                   const tidy::ClangTidyCheckFactories &All)
    : ClangTidyCheck(CheckName, Context), Units(std::move(Units)),
      IsAlone(llvm::none_of(All, [&](const auto &Check) {
        return Context->isCheckEnabled(Check.getKey()) &&
               !isOwn(Check.getKey());
      })) {
  Settings.Contracts = Options.getLocalOrGlobal("Contracts", "").str();
  Settings.QemuVersion = Options.getLocalOrGlobal("QemuVersion", "").str();
  Settings.Pedantic = Options.getLocalOrGlobal("Pedantic", false);
  Show = Options.getLocalOrGlobal("Show", "").str();
  if (!Show.empty() && Show != "latent")
    configurationDiag("Show: %0: expected latent", DiagnosticIDs::Error)
        << Show;
}

void QomCheck::storeOptions(tidy::ClangTidyOptions::OptionMap &Map) {
  Options.store(Map, "Contracts", Settings.Contracts);
  Options.store(Map, "QemuVersion", Settings.QemuVersion);
  Options.store(Map, "Pedantic", Settings.Pedantic);
  Options.store(Map, "Show", Show);
}

void QomCheck::registerPPCallbacks(const SourceManager &, Preprocessor *PP,
                                   Preprocessor *) {
  Unit = Units->of(*PP);
}

void QomCheck::registerMatchers(ast_matchers::MatchFinder *Finder) {
  Finder->addMatcher(ast_matchers::translationUnitDecl(), this);
}

void QomCheck::check(const ast_matchers::MatchFinder::MatchResult &Match) {
  AST = Match.Context;
  if (IsAlone && SkippedWalk::isWhole(*AST))
    Skipped.emplace(*AST);
}

void QomCheck::onEndOfTranslationUnit() {
  Skipped.reset();
  if (!Unit || !AST)
    return;
  llvm::Expected<llvm::ArrayRef<Finding>> Found =
      Unit->findings(*AST, Settings);
  if (!Found) {
    configurationDiag("%0", DiagnosticIDs::Error)
        << llvm::toString(Found.takeError());
    return;
  }
  for (const AnnotationMistake &M : Unit->takeMistakes())
    configurationDiag("%0:%1: %2") << M.At.File.str() << M.At.Line << M.Message;
  for (const Finding &F : *Found)
    if (F.Check.str() == getID() &&
        (F.Severity != Severity::Latent || Show == "latent"))
      report(F);
}

static SourceLocation locationOf(const Position &At,
                                 const SourceManager &Sources) {
  OptionalFileEntryRef File =
      Sources.getFileManager().getOptionalFileRef(At.File.str());
  return File && At.valid() ? Sources.translateFileLineCol(
                                  &File->getFileEntry(), At.Line, At.Column)
                            : SourceLocation();
}

/// All of the finding's edits, or none.
std::vector<FixItHint> QomCheck::hints(const Finding &F) const {
  const SourceManager &Sources = AST->getSourceManager();
  std::vector<FixItHint> Hints;
  for (const Edit &E : F.Edits) {
    SourceLocation At = locationOf(E.Where.At, Sources);
    if (At.isInvalid())
      return {};
    FileID File = Sources.getFileID(At);
    std::optional<Fix> Change = locate(E, Sources.getBufferData(File));
    if (!Change)
      return {};
    SourceLocation Start = Sources.getComposedLoc(File, Change->Offset);
    SourceLocation End = Start.getLocWithOffset(Change->Length);
    Hints.push_back(FixItHint::CreateReplacement(
        CharSourceRange::getCharRange(Start, End), Change->Replacement));
  }
  return Hints;
}

/// Never as an error: clang-tidy would take it for the compiler's and show it
/// against all filters.
void QomCheck::report(const Finding &F) {
  const SourceManager &Sources = AST->getSourceManager();
  // Not as the format: a name in it may have a per cent sign.
  {
    DiagnosticBuilder Report = diag(locationOf(F.At, Sources), "%0");
    Report << headline(F);
    for (const FixItHint &Hint : hints(F))
      Report << Hint;
  }
  for (const TraceStep &Step : F.Trace)
    diag(locationOf(Step.At, Sources), "%0", DiagnosticIDs::Note)
        << noteText(Step, F);
  if (std::string Text = doubtText(F); !Text.empty())
    diag(locationOf(F.At, Sources), "%0", DiagnosticIDs::Note) << Text;
}
