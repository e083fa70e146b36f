//===- WhatIf.cpp - check --what-if ---------------------------------------===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "analyzer/cli/WhatIf.h"
#include "analyzer/cli/CommandLine.h"
#include "analyzer/report/Comparison.h"
#include "llvm/ADT/STLExtras.h"

using namespace qomlint;
namespace cl = llvm::cl;

static cl::opt<std::string> WhatIf(
    "what-if",
    cl::desc("report only what would change if the contracts in FILE held:\n"
             "drops to delete, references needed, leaks cured"),
    cl::value_desc("FILE"), cl::cat(optionCategory()), cl::sub(checkCommand()),
    cl::sub(mergeCommand()));

llvm::Expected<std::optional<Supposition>>
qomlint::readSupposition(const ContractTable &InForce,
                         const CheckOptions &Options) {
  if (WhatIf.empty())
    return std::nullopt;
  auto Fail = [](llvm::Error E) {
    return llvm::createStringError("--what-if: " + toString(std::move(E)));
  };
  if (Options.Fix || !Options.ExportFixesFile.empty())
    return llvm::createStringError(
        "--what-if shows what would differ and changes no sources: leave out "
        "--fix and --export-fixes");
  Supposition S{WhatIf, InForce, {}};
  if (llvm::Error E = S.Table.addFile(WhatIf))
    return Fail(std::move(E));
  ContractTable Alone;
  if (llvm::Error E = Alone.addFile(WhatIf))
    return Fail(std::move(E));
  for (const ContractRow &Row : Alone.rows())
    S.Functions.push_back(Row.function().str().str());
  llvm::sort(S.Functions);
  S.Functions.erase(llvm::unique(S.Functions), S.Functions.end());
  if (S.Functions.empty())
    return llvm::createStringError("--what-if: " + WhatIf +
                                   " supposes nothing: it has no rows");
  return S;
}

static DifferenceKind kindOf(const Finding &F, bool OnlyThen,
                             const Supposition &S) {
  bool Leaks = F.Harm == Severity::Warning;
  if (!OnlyThen)
    return Leaks ? DifferenceKind::CuredLeak : DifferenceKind::CuredRelease;
  if (llvm::is_contained(S.Functions, F.Function.str()))
    return DifferenceKind::OwnBody;
  if (Leaks)
    return DifferenceKind::NewLeak;
  // What the frame dropped right away, or only the parent holds, is to stay
  // undropped; what a field holds, or the supposed call itself takes, can be
  // taken from a reference of its own.
  bool Drops =
      F.Check == Name("qom-over-unref") || F.Check == Name("qom-embedded-ref");
  return Drops && !llvm::is_contained(S.Functions, F.Api.str())
             ? DifferenceKind::DropToDelete
             : DifferenceKind::ReferenceNeeded;
}

static std::vector<Difference> differences(const OnlyInOne &Found,
                                           const Supposition &S) {
  std::vector<Difference> Result;
  for (unsigned I = 0; I != DifferenceKindCount; ++I) {
    auto Kind = static_cast<DifferenceKind>(I);
    bool OnlyThen = isNew(Kind);
    for (const Finding &F : OnlyThen ? Found.After : Found.Before)
      if (kindOf(F, OnlyThen, S) == Kind)
        Result.push_back({Kind, F});
  }
  return Result;
}

/// `arg0.child` as the function itself spells it.
static std::string spelled(llvm::StringRef Path, const Function &F) {
  unsigned Index = 0;
  llvm::StringRef Rest = Path;
  if (Rest.consume_front("arg") && !Rest.consumeInteger(10, Index) &&
      Index < F.ParameterCount)
    return (F.Variables[Index].Identifier.str() + Rest).str();
  return Path.str();
}

static std::vector<ArgumentDrop> argumentDrops(const Program &Whole,
                                               const AnalysisResult &Now,
                                               const AnalysisResult &Then) {
  std::vector<ArgumentDrop> Result;
  for (const auto &[Key, Drops] : Then.ArgumentDrops) {
    const Function &F = Whole.find(Key)->Variants.front();
    auto Known = Now.ArgumentDrops.find(Key);
    for (const auto &[Path, Count] : Drops) {
      int Before = 0;
      if (Known != Now.ArgumentDrops.end())
        if (auto It = Known->second.find(Path); It != Known->second.end())
          Before = It->second;
      if (Count > Before)
        Result.push_back(
            {F.plainName().str(), F.At, spelled(Path, F), Before, Count});
    }
  }
  llvm::sort(Result, [](const ArgumentDrop &A, const ArgumentDrop &B) {
    return std::tie(A.At, A.Function, A.Argument) <
           std::tie(B.At, B.Function, B.Argument);
  });
  return Result;
}

llvm::Expected<int>
qomlint::reportDifferences(const Program &Whole, AnalysisResult Now,
                           AnalysisResult Then, const Supposition &S,
                           const Contracts &InForce, const ReportedFiles &Files,
                           const CheckOptions &Options) {
  tellMistakes(Now);
  std::vector<ArgumentDrop> Drops = argumentDrops(Whole, Now, Then);
  Report Before = makeReport(Whole, std::move(Now), InForce, Files);
  Report After = makeReport(Whole, std::move(Then), InForce, Files);
  OnlyInOne Found =
      compareFindings(std::move(Before.Findings), std::move(After.Findings));
  int Status = Options.FailOn.status(Found.After, !Files.Errors.empty());
  Comparison C;
  C.ToolVersion = Before.ToolVersion;
  C.QemuVersion = Before.QemuVersion;
  C.SupposedFile = S.File;
  C.Supposed = S.Functions;
  C.Same = Found.Same;
  C.Differences = differences(Found, S);
  C.ArgumentDrops = std::move(Drops);
  C.Errors = std::move(Before.Errors);
  C.Files = Before.Files;
  C.Functions = Before.Functions;
  SourceReader Sources(Whole, Files.SourceRoot);
  llvm::Error E = writeOutput(Options, [&](llvm::raw_ostream &OS) {
    if (Options.Format == ReportFormat::Json)
      writeJson(C, OS);
    else
      writeText(C, lookOf(Options, Sources), OS);
  });
  if (E)
    return E;
  return Status;
}
