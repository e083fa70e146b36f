//===- OpenQuestions.cpp - What a few files leave open --------------------===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "analyzer/cli/OpenQuestions.h"
#include "analyzer/cli/RelatedFiles.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"

using namespace qomlint;

void qomlint::addTo(OpenQuestions &All, const OpenQuestions &More) {
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

/// The records that code may name on the way to a field of \p Record: those
/// known to the files that were read, and what else its header defines.
static std::set<Name> waysTo(Name Record, const Program &Read,
                             const std::string &SourceRoot) {
  std::set<Name> Result = Read.waysTo(Record);
  auto Definition = Read.records().find(Record);
  if (Definition == Read.records().end())
    return Result;
  llvm::SmallString<256> Header(Definition->second.At.File.str());
  llvm::sys::path::make_absolute(SourceRoot, Header);
  if (auto Text = llvm::MemoryBuffer::getFile(Header))
    Result.merge(structsIn((*Text)->getBuffer()));
  return Result;
}

/// For the fields that \p Related leaves open, as their names are common.
static void addRecordUsers(RelatedFiles &Related, const Project &Sources,
                           const Program &Read, const OpenQuestions &Open,
                           std::set<std::string> Files) {
  std::map<SlotKey, std::set<Name>> Common;
  for (const SlotKey &Slot : Open.Fields)
    if (!Related.KnownFields.count(Slot) && !Slot.isGlobal())
      Common[Slot] = waysTo(Slot.Record, Read, Sources.SourceRoot);
  Files.insert(Related.Files.begin(), Related.Files.end());
  RecordUsers Users = findRecordUsers(Sources.Commands, Common, Files);
  llvm::append_range(Related.Files, Users.Files);
  Related.KnownFields.merge(Users.Complete);
}

llvm::Error qomlint::answerOpenQuestions(
    const Project &Sources, const CaptureOptions &Options,
    const Contracts &InForce, OpenQuestions Open, AnalysisOptions &Wishes,
    ProjectFacts &Facts, AnalysisResult &Found) {
  OpenQuestions Asked;
  for (unsigned Round = 0; Round != MaximumRounds && !Open.empty(); ++Round) {
    std::set<std::string> Read;
    for (const DatabaseEntry *E : Facts.Selected.Entries)
      Read.insert(E->File);
    RelatedFiles Related = findRelatedFiles(Sources.Commands, Open, Read);
    addRecordUsers(Related, Sources, Facts.Whole, Open, std::move(Read));
    if (!Related.Files.empty())
      if (llvm::Error E = captureMore(Facts, Sources, Related.Files, Options))
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
