//===- Check.cpp - qomlint check ------------------------------------------===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "analyzer/cli/ProjectCapture.h"
#include "analyzer/cli/RelatedFiles.h"
#include "analyzer/cli/ReportRun.h"
#include "analyzer/cli/Terminal.h"
#include "analyzer/cli/WhatIf.h"

using namespace qomlint;

static AnalysisOptions analysisOptions(const CheckOptions &Options) {
  AnalysisOptions Wishes;
  Wishes.Pedantic = Options.Pedantic;
  Wishes.WholeProgram = Options.Files.empty();
  Wishes.EnabledChecks = Options.EnabledChecks;
  return Wishes;
}

static void addTo(OpenQuestions &All, const OpenQuestions &More) {
  All.Fields.insert(More.Fields.begin(), More.Fields.end());
  All.Functions.insert(More.Functions.begin(), More.Functions.end());
  All.Callers.insert(More.Callers.begin(), More.Callers.end());
  All.Bases.insert(More.Bases.begin(), More.Bases.end());
}

/// A caller may have callers in turn: those of a board's setup, or of a device
/// that others embed, are found within as many steps.
static constexpr unsigned MaximumRounds = 3;

/// What was not asked before. The fields and callees of callers do not matter.
static OpenQuestions nextQuestions(const OpenQuestions &Open,
                                   const OpenQuestions &Asked) {
  OpenQuestions Result;
  llvm::copy_if(Open.Callers,
                std::inserter(Result.Callers, Result.Callers.end()),
                [&](Name Function) { return !Asked.Callers.count(Function); });
  llvm::copy_if(Open.Bases, std::inserter(Result.Bases, Result.Bases.end()),
                [&](Name Record) { return !Asked.Bases.count(Record); });
  return Result;
}

/// With FILES: reads the files too that decide what those alone leave open, and
/// analyzes again.
static llvm::Error
answerOpenQuestions(const Project &Sources, const CheckOptions &Options,
                    const Contracts &InForce, OpenQuestions Open,
                    AnalysisOptions &Wishes, ProjectFacts &Facts,
                    AnalysisResult &Found) {
  OpenQuestions Asked;
  for (unsigned Round = 0; Round != MaximumRounds && !Open.empty(); ++Round) {
    std::set<std::string> Read;
    for (const DatabaseEntry *E : Facts.Selected.Entries)
      Read.insert(E->File);
    RelatedFiles Related = findRelatedFiles(Sources.Commands, Open, Read);
    if (!Related.Files.empty())
      if (llvm::Error E =
              captureMore(Facts, Sources, Related.Files, Options.Capture))
        return E;
    if (Facts.Trouble.Signal)
      return llvm::Error::success();
    Wishes.KnownFields.merge(Related.KnownFields);
    Wishes.KnownCallers.merge(Related.KnownCallers);
    Found = analyze(Facts.Whole, InForce, Wishes);
    addTo(Asked, Open);
    Open = nextQuestions(Found.Open, Asked);
  }
  return llvm::Error::success();
}

static ReportedFiles reportedFiles(const ProjectFacts &Facts,
                                   const std::string &SourceRoot) {
  CaptureManifest Manifest = manifestOf(Facts, SourceRoot);
  ReportedFiles Result;
  Result.SourceRoot = SourceRoot;
  Result.AskedFor = Facts.Selected.Files;
  Result.All.insert(Manifest.Files.begin(), Manifest.Files.end());
  Result.Errors = errorsOf(Manifest);
  return Result;
}

/// Capture, analysis, report.
static llvm::Expected<int> checkProject(const Invocation &Line,
                                        const CheckOptions &Options,
                                        const ContractTable &Table,
                                        const std::optional<Supposition> &If,
                                        const Project &Sources) {
  llvm::Expected<ProjectFacts> Facts =
      captureProject(Sources, Options.Files, Options.Capture);
  if (!Facts)
    return Facts.takeError();
  if (int Signal = Facts->Trouble.Signal)
    return ExitSignal + Signal;
  bool Quiet = Options.Capture.Quiet;
  llvm::Expected<Contracts> InForce =
      contractsInForce(Table, readVersionFile(Sources.SourceRoot),
                       Facts->Whole.declared(), Quiet);
  if (!InForce)
    return InForce.takeError();
  std::optional<Contracts> Supposed;
  if (If)
    Supposed.emplace(If->Table, InForce->qemuVersion());
  AnalysisOptions Wishes = analysisOptions(Options);
  for (const std::string &File : Facts->Selected.Files)
    Wishes.AskedFiles.insert(Name(File));
  Wishes.CountsArgumentDrops = If.has_value();
  AnalysisResult Found = analyze(Facts->Whole, *InForce, Wishes);
  OpenQuestions Open = Found.Open;
  if (Supposed && !Options.Files.empty())
    addTo(Open, analyze(Facts->Whole, *Supposed, Wishes).Open);
  if (!Options.Files.empty() && !Open.empty())
    if (llvm::Error E = answerOpenQuestions(Sources, Options, *InForce, Open,
                                            Wishes, *Facts, Found))
      return E;
  if (int Signal = Facts->Trouble.Signal)
    return ExitSignal + Signal;
  tellTrouble(*Facts, Line, Sources, Quiet);
  if (Supposed) {
    tellUseless(*If, Facts->Whole);
    return reportDifferences(
        Facts->Whole, std::move(Found),
        analyze(Facts->Whole, *Supposed, Wishes), *If, *InForce,
        reportedFiles(*Facts, Sources.SourceRoot), Options);
  }
  return reportFindings(Facts->Whole, std::move(Found), *InForce,
                        reportedFiles(*Facts, Sources.SourceRoot), Options);
}

static llvm::Expected<int> check(const Invocation &Line) {
  llvm::Expected<CheckOptions> Options = readCheckOptions();
  if (!Options)
    return Options.takeError();
  llvm::Expected<ContractTable> Table = loadContracts();
  if (!Table)
    return Table.takeError();
  llvm::Expected<std::optional<Supposition>> If =
      readSupposition(*Table, *Options);
  if (!If)
    return If.takeError();
  llvm::Expected<Project> Sources =
      loadProject(Line, Options->Files, Options->Capture.Quiet);
  if (!Sources)
    return Sources.takeError();
  return checkProject(Line, *Options, *Table, *If, *Sources);
}

int qomlint::runCheck(const Invocation &Line) { return statusOf(check(Line)); }
