//===- MergeCommand.cpp - qomlint merge -----------------------------------===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "analyzer/cli/CaptureFile.h"
#include "analyzer/cli/ProjectCapture.h"
#include "analyzer/cli/ReportRun.h"
#include "analyzer/cli/Terminal.h"
#include "analyzer/cli/UselessRows.h"
#include "analyzer/cli/WhatIf.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/MemoryBuffer.h"

using namespace qomlint;
namespace cl = llvm::cl;

static cl::list<std::string> Captures(cl::Positional, cl::desc("CAPTURE..."),
                                      cl::cat(optionCategory()),
                                      cl::sub(mergeCommand()));

namespace {

/// Captures, put together again.
struct MergedFacts {
  Program Whole;
  ReportedFiles Files;
  std::string VersionFile;
};

} // namespace

static llvm::Error add(MergedFacts &Facts, const std::string &Path) {
  auto Fail = [&](const llvm::Twine &Why) {
    return llvm::createStringError(Path + ": " + Why);
  };
  auto Buffer = llvm::MemoryBuffer::getFile(Path);
  if (!Buffer)
    return Fail(Buffer.getError().message());
  llvm::Expected<CaptureManifest> Manifest =
      readCapture((*Buffer)->getBuffer(),
                  [&](Unit Captured) { Facts.Whole.add(std::move(Captured)); });
  if (!Manifest)
    return Fail(toString(Manifest.takeError()));
  if (Facts.Files.SourceRoot.empty())
    Facts.Files.SourceRoot = Manifest->SourceRoot;
  if (Facts.VersionFile.empty())
    Facts.VersionFile = Manifest->VersionFile;
  Facts.Files.All.insert(Manifest->Files.begin(), Manifest->Files.end());
  llvm::append_range(Facts.Files.Errors, errorsOf(*Manifest));
  return llvm::Error::success();
}

static llvm::Expected<int> merge() {
  if (Captures.empty())
    return llvm::createStringError(
        "'qomlint merge' needs CAPTURE..., files that qomlint capture -o made");
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
  MergedFacts Facts;
  for (const std::string &Path : Captures)
    if (llvm::Error E = add(Facts, Path))
      return E;
  if (llvm::Error E = overrideSourceRoot(Facts.Files.SourceRoot))
    return E;
  llvm::Expected<Contracts> InForce =
      contractsInForce(*Table, Facts.VersionFile, Facts.Whole.declared(),
                       Options->Capture.Quiet);
  if (!InForce)
    return InForce.takeError();
  if (!Options->Capture.Quiet)
    tellUselessRows(contractFiles(), *InForce, Facts.Whole);
  AnalysisOptions Wishes;
  Wishes.Pedantic = Options->Pedantic;
  Wishes.EnabledChecks = Options->EnabledChecks;
  Wishes.CountsArgumentDrops = If->has_value();
  AnalysisResult Found = analyze(Facts.Whole, *InForce, Wishes);
  if (*If) {
    tellUncalled("--what-if", (*If)->Functions, Facts.Whole);
    Contracts Supposed((*If)->Table, InForce->qemuVersion());
    return reportDifferences(Facts.Whole, std::move(Found),
                             analyze(Facts.Whole, Supposed, Wishes), **If,
                             *InForce, Facts.Files, *Options);
  }
  return reportFindings(Facts.Whole, std::move(Found), *InForce, Facts.Files,
                        *Options);
}

int qomlint::runMerge() { return statusOf(merge()); }
