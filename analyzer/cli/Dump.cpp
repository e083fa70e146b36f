//===- Dump.cpp - qomlint dump --------------------------------------------===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "analyzer/capture/Capture.h"
#include "analyzer/cli/Arguments.h"
#include "analyzer/cli/FileSelection.h"
#include "analyzer/cli/NearestName.h"
#include "analyzer/cli/ProjectOptions.h"
#include "analyzer/cli/Terminal.h"
#include "analyzer/facts/Text.h"
#include "checks/Registry.h"
#include "llvm/ADT/STLExtras.h"

using namespace qomlint;
namespace cl = llvm::cl;

static cl::list<std::string>
    Arguments(cl::Positional,
              cl::desc("facts|summaries|states FILE[:FUNCTION]"),
              cl::cat(optionCategory()), cl::sub(dumpCommand()));

static cl::opt<unsigned> EntryNumber(
    "entry",
    cl::desc("which of the file's different entries in the database\n"
             "(default: 1)"),
    cl::value_desc("N"), cl::init(1), cl::cat(optionCategory()),
    cl::sub(dumpCommand()));

/// The file's entry that --entry names.
static llvm::Expected<const DatabaseEntry *> findEntry(const Project &Sources,
                                                       llvm::StringRef File) {
  SelectionRequest Request;
  Request.Files = {File.str()};
  Request.SourceRoot = Sources.SourceRoot;
  llvm::Expected<FileSelection> Selected = select(Sources.Commands, Request);
  if (!Selected)
    return Selected.takeError();
  if (Selected->Entries.empty())
    return llvm::createStringError(Selected->Faults.front()->Message);
  size_t Count = Selected->Entries.size();
  if (EntryNumber == 0 || EntryNumber > Count)
    return llvm::createStringError(
        File + " has " + llvm::Twine(Count) +
        " different entries in the compilation database, no number " +
        llvm::Twine(EntryNumber));
  return Selected->Entries[EntryNumber - 1];
}

static llvm::Expected<Unit> captureOne(const Project &Sources,
                                       llvm::StringRef File) {
  llvm::Expected<const DatabaseEntry *> Entry = findEntry(Sources, File);
  if (!Entry)
    return Entry.takeError();
  CaptureResult Result =
      Capturer(Sources.SourceRoot).capture((*Entry)->command());
  if (!Result.Facts)
    return llvm::createStringError(Result.Error);
  return std::move(*Result.Facts);
}

static llvm::Error dumpFacts(const Unit &Facts, llvm::StringRef Function) {
  if (Function.empty()) {
    print(Facts, llvm::outs());
    return llvm::Error::success();
  }
  std::vector<llvm::StringRef> Names;
  bool Found = false;
  for (const auto &F : Facts.Functions) {
    Names.push_back(F.plainName());
    if (F.plainName() != Function)
      continue;
    print(F, llvm::outs());
    Found = true;
  }
  if (Found)
    return llvm::Error::success();
  return llvm::createStringError("no facts of a function '" + Function + "'" +
                                 didYouMean(Function, Names));
}

static llvm::Error dumpAnalysis(const Project &Sources, Unit Facts,
                                llvm::StringRef Kind,
                                llvm::StringRef Function) {
  llvm::Expected<ContractTable> Table = loadContracts();
  if (!Table)
    return Table.takeError();
  llvm::Expected<Contracts> InForce =
      contractsInForce(*Table, readVersionFile(Sources.SourceRoot),
                       Facts.Declared, /*Quiet=*/false);
  if (!InForce)
    return InForce.takeError();
  Program Whole;
  Whole.add(std::move(Facts));
  std::string Text = Kind == "summaries"
                         ? dumpSummaries(Whole, *InForce, Function)
                         : dumpStates(Whole, *InForce, Function);
  if (Text.empty() && !Function.empty())
    return llvm::createStringError("no function '" + Function + "'");
  llvm::outs() << Text;
  return llvm::Error::success();
}

static llvm::Error dump(const Invocation &Line) {
  if (llvm::Error E = checkArguments(
          Arguments, {"dump",
                      {"facts|summaries|states", "FILE[:FUNCTION]"},
                      2,
                      "facts -p build hw/x.c:x_init"}))
    return E;
  llvm::StringRef Kind = Arguments[0];
  if (!llvm::is_contained({"facts", "summaries", "states"}, Kind))
    return llvm::createStringError(
        "cannot dump '" + Kind + "', only facts, summaries or states" +
        didYouMean(Kind, {"facts", "summaries", "states"}));
  auto [File, Function] = llvm::StringRef(Arguments[1]).split(':');
  llvm::Expected<Project> Sources =
      loadProject(Line, {File.str()}, /*Quiet=*/false);
  if (!Sources)
    return Sources.takeError();
  llvm::Expected<Unit> Facts = captureOne(*Sources, File);
  if (!Facts)
    return Facts.takeError();
  if (Kind == "facts")
    return dumpFacts(*Facts, Function);
  return dumpAnalysis(*Sources, std::move(*Facts), Kind, Function);
}

int qomlint::runDump(const Invocation &Line) {
  llvm::Error E = dump(Line);
  if (!E)
    return ExitClean;
  sayError(toString(std::move(E)));
  return ExitBadInput;
}
