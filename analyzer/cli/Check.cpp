//===- Check.cpp - qomlint check ------------------------------------------===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "analyzer/cli/CheckOptions.h"
#include "analyzer/cli/ProjectCapture.h"
#include "analyzer/cli/RelatedFiles.h"
#include "analyzer/cli/Terminal.h"
#include "analyzer/cli/Version.h"
#include "analyzer/report/Report.h"
#include "checks/Registry.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/raw_ostream.h"

using namespace qomlint;

//===----------------------------------------------------------------------===//
// From facts to the report
//===----------------------------------------------------------------------===//

/// With FILES: findings whose position or any step lies in them.
static bool isAskedFor(const Finding &F, llvm::ArrayRef<std::string> Files) {
  auto LiesInThem = [&](const Position &At) {
    return llvm::is_contained(Files, At.File.str());
  };
  return Files.empty() || LiesInThem(F.At) ||
         llvm::any_of(F.Trace,
                      [&](const TraceStep &S) { return LiesInThem(S.At); });
}

static uint64_t countFiles(const FileSelection &Selected) {
  std::set<llvm::StringRef> Files;
  for (const DatabaseEntry *E : Selected.Entries)
    Files.insert(E->File);
  for (const Database::Fault *F : Selected.Faults)
    Files.insert(F->File);
  return Files.size();
}

/// Clang's words name files as the command line does; a report names them alike
/// on every machine.
static std::string withoutRoot(std::string Message, const std::string &Root) {
  std::string Prefix = Root + "/";
  size_t At = 0;
  while ((At = Message.find(Prefix, At)) != std::string::npos)
    Message.erase(At, Prefix.size());
  return Message;
}

static std::vector<ReportError> errorsOf(const ProjectFacts &Facts,
                                         const std::string &SourceRoot) {
  std::vector<ReportError> Errors;
  auto Add = [&](const std::string &File, const std::string &Reason,
                 const std::string &Message) {
    ReportError E = {relativeTo(SourceRoot, File), Reason,
                     withoutRoot(Message, SourceRoot)};
    // A file that many targets compile fails for all of them alike.
    if (!llvm::is_contained(Errors, E))
      Errors.push_back(std::move(E));
  };
  for (const Database::Fault *F : Facts.Selected.Faults)
    Add(F->File, "parse", F->Message);
  for (const CaptureTrouble::Failure &F : Facts.Trouble.Failures)
    Add(F.Entry->File, F.Reason, F.Message);
  return Errors;
}

static AnalysisOptions analysisOptions(const CheckOptions &Options) {
  AnalysisOptions Wishes;
  Wishes.Pedantic = Options.Pedantic;
  Wishes.WholeProgram = Options.Files.empty();
  Wishes.EnabledChecks = Options.EnabledChecks;
  return Wishes;
}

static Report makeReport(const ProjectFacts &Facts, AnalysisResult Analysis,
                         const Contracts &InForce,
                         const std::string &SourceRoot) {
  Report Result;
  Result.ToolVersion = toolVersion().str();
  Result.QemuVersion = InForce.qemuVersion().str();
  Result.Suppressed = prepareFindings(Analysis.Findings, Facts.Whole.noLints());
  for (Finding &F : Analysis.Findings)
    if (isAskedFor(F, Facts.Selected.Files))
      Result.Findings.push_back(std::move(F));
  Result.Errors = errorsOf(Facts, SourceRoot);
  Result.Files = countFiles(Facts.Selected);
  Result.Functions = Analysis.Functions;
  Result.LimitsHit = Analysis.LimitsHit;
  Result.Silences = std::move(Analysis.Silences);
  return Result;
}

static llvm::Error writeReport(const Report &Result,
                               const CheckOptions &Options,
                               const std::string &SourceRoot) {
  ReportOptions Look;
  Look.SourceRoot = SourceRoot;
  Look.Color = Options.Color;
  Look.ShowLatent = Options.ShowLatent;
  auto Write = [&](llvm::raw_ostream &OS) {
    if (Options.Format == ReportFormat::Json)
      writeJson(Result, OS);
    else
      writeText(Result, Look, OS);
    return llvm::Error::success();
  };
  if (Options.OutputFile.empty())
    return Write(llvm::outs());
  // Goes to a temporary file first: nobody reads half a report.
  if (llvm::Error E = llvm::writeToOutput(Options.OutputFile, Write))
    return llvm::createStringError("-o " + Options.OutputFile + ": " +
                                   toString(std::move(E)));
  return llvm::Error::success();
}

//===----------------------------------------------------------------------===//
// The command
//===----------------------------------------------------------------------===//

/// With FILES: reads the files too that decide what those alone leave open, and
/// analyzes once more.
static llvm::Error answerOpenQuestions(const Project &Sources,
                                       const CheckOptions &Options,
                                       const Contracts &InForce,
                                       ProjectFacts &Facts,
                                       AnalysisResult &Found) {
  std::set<std::string> Asked;
  for (const DatabaseEntry *E : Facts.Selected.Entries)
    Asked.insert(E->File);
  RelatedFiles Related = findRelatedFiles(Sources.Commands, Found.Open, Asked);
  if (!Related.Files.empty())
    if (llvm::Error E =
            captureMore(Facts, Sources, Related.Files, Options.Capture))
      return E;
  if (Facts.Trouble.Signal)
    return llvm::Error::success();
  AnalysisOptions Wishes = analysisOptions(Options);
  Wishes.KnownFields = std::move(Related.KnownFields);
  Found = analyze(Facts.Whole, InForce, Wishes);
  return llvm::Error::success();
}

/// Capture, analysis, report.
static llvm::Expected<int> checkProject(const Invocation &Line,
                                        const CheckOptions &Options,
                                        const ContractTable &Table,
                                        const Project &Sources) {
  llvm::Expected<ProjectFacts> Facts =
      captureProject(Sources, Options.Files, Options.Capture);
  if (!Facts)
    return Facts.takeError();
  if (int Signal = Facts->Trouble.Signal)
    return ExitSignal + Signal;
  bool Quiet = Options.Capture.Quiet;
  llvm::Expected<Contracts> InForce =
      contractsInForce(Table, Sources, Facts->Whole.declared(), Quiet);
  if (!InForce)
    return InForce.takeError();
  AnalysisResult Found =
      analyze(Facts->Whole, *InForce, analysisOptions(Options));
  if (!Options.Files.empty() && !Found.Open.empty())
    if (llvm::Error E =
            answerOpenQuestions(Sources, Options, *InForce, *Facts, Found))
      return E;
  if (int Signal = Facts->Trouble.Signal)
    return ExitSignal + Signal;
  tellTrouble(*Facts, Line, Sources, Quiet);
  Report Result =
      makeReport(*Facts, std::move(Found), *InForce, Sources.SourceRoot);
  if (llvm::Error E = writeReport(Result, Options, Sources.SourceRoot))
    return E;
  return Options.FailOn.status(Result.Findings, Facts->incomplete());
}

static llvm::Expected<int> check(const Invocation &Line) {
  llvm::Expected<CheckOptions> Options = readCheckOptions();
  if (!Options)
    return Options.takeError();
  llvm::Expected<ContractTable> Table = loadContracts();
  if (!Table)
    return Table.takeError();
  llvm::Expected<Project> Sources =
      loadProject(Line, Options->Files, Options->Capture.Quiet);
  if (!Sources)
    return Sources.takeError();
  return checkProject(Line, *Options, *Table, *Sources);
}

int qomlint::runCheck(const Invocation &Line) {
  llvm::Expected<int> Status = check(Line);
  if (Status)
    return *Status;
  sayError(toString(Status.takeError()));
  return ExitBadInput;
}
