//===- UnitAnalysis.cpp - One analysis for all checks of a unit -----------===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "checks/tidy/UnitAnalysis.h"
#include "analyzer/capture/UnitBuilder.h"
#include "analyzer/report/Merge.h"
#include "checks/Registry.h"
#include "clang/AST/ASTContext.h"
#include "clang/Basic/SourceManager.h"
#include "llvm/Support/FileSystem.h"

using namespace qomlint;

static std::string mainFile(const clang::SourceManager &Sources) {
  clang::OptionalFileEntryRef File =
      Sources.getFileEntryRefForID(Sources.getMainFileID());
  if (!File)
    return std::string(); // Standard input: nothing is beside it.
  llvm::SmallString<256> Path(File->getFileEntry().tryGetRealPathName());
  if (Path.empty())
    Path = File->getName();
  Sources.getFileManager().makeAbsolutePath(Path);
  return Path.str().str();
}

const Program *UnitAnalysis::facts(clang::ASTContext &AST) {
  if (!IsCaptured) {
    IsCaptured = true;
    // Without a root, positions name their files as the file manager does.
    if (std::optional<Unit> U = buildUnit(AST, PP, "", /*NoLints=*/nullptr))
      Facts.emplace().add(std::move(*U));
  }
  return Facts ? &*Facts : nullptr;
}

llvm::Expected<std::vector<Finding>>
UnitAnalysis::analyze(clang::ASTContext &AST, const TidySettings &Settings) {
  std::string File = mainFile(AST.getSourceManager());
  llvm::Expected<ContractTable> Table = loadContracts(Settings, File);
  if (!Table)
    return Table.takeError();
  const Program *Whole = facts(AST);
  llvm::Expected<std::string> Version = qemuVersion(
      Settings, File, Whole ? Whole->declared() : std::vector<Name>());
  if (!Version)
    return Version.takeError();
  if (!Whole)
    return std::vector<Finding>();
  AnalysisOptions Wishes;
  Wishes.Pedantic = Settings.Pedantic;
  Wishes.WholeProgram = false;
  for (const CheckInfo &C : allChecks())
    Wishes.EnabledChecks.push_back(Name(C.Id));
  AnalysisResult Result =
      qomlint::analyze(*Whole, Contracts(*Table, *Version), Wishes);
  if (!std::exchange(MistakesAreKnown, true))
    Mistakes = std::move(Result.Mistakes);
  return mergeFindings(std::move(Result.Findings));
}

llvm::Expected<llvm::ArrayRef<Finding>>
UnitAnalysis::findings(clang::ASTContext &AST, const TidySettings &Settings) {
  auto [Entry, IsNew] = Known.try_emplace(Settings);
  if (IsNew) {
    llvm::Expected<std::vector<Finding>> Found = analyze(AST, Settings);
    if (!Found)
      return Found.takeError();
    Entry->second = std::move(*Found);
  }
  return llvm::ArrayRef<Finding>(Entry->second);
}

std::shared_ptr<UnitAnalysis> UnitAnalyses::of(const clang::Preprocessor &PP) {
  std::shared_ptr<UnitAnalysis> Result = Latest.lock();
  if (!Result || !Result->isOf(PP))
    Latest = Result = std::make_shared<UnitAnalysis>(PP);
  return Result;
}
