//===- Check.cpp - qomlint check ------------------------------------------===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "analyzer/cli/OpenQuestions.h"
#include "analyzer/cli/ProjectCapture.h"
#include "analyzer/cli/ReportRun.h"
#include "analyzer/cli/Terminal.h"
#include "analyzer/cli/UselessRows.h"
#include "analyzer/cli/WhatIf.h"

using namespace qomlint;

static AnalysisOptions analysisOptions(const CheckOptions &Options) {
  AnalysisOptions Wishes;
  Wishes.Pedantic = Options.Pedantic;
  Wishes.WholeProgram = Options.Files.empty();
  Wishes.EnabledChecks = Options.EnabledChecks;
  return Wishes;
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
    if (llvm::Error E = answerOpenQuestions(Sources, Options.Capture, *InForce,
                                            Open, Wishes, *Facts, Found))
      return E;
  if (int Signal = Facts->Trouble.Signal)
    return ExitSignal + Signal;
  tellTrouble(*Facts, Line, Sources, Quiet);
  if (Options.Files.empty() && !Quiet)
    tellUselessRows(contractFiles(), *InForce, Facts->Whole);
  if (Supposed) {
    tellUncalled("--what-if", If->Functions, Facts->Whole);
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
