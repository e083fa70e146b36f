//===- ContractsCommand.cpp - qomlint contracts ---------------------------===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "analyzer/cli/Arguments.h"
#include "analyzer/cli/NearestName.h"
#include "analyzer/cli/ProjectCapture.h"
#include "analyzer/cli/Terminal.h"
#include "analyzer/contracts/ContractPrinter.h"
#include "analyzer/contracts/ContractWords.h"
#include "analyzer/engine/ContractComparison.h"
#include "analyzer/report/Words.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"

using namespace qomlint;
namespace cl = llvm::cl;

static cl::list<std::string> Arguments(cl::Positional, cl::desc("[FUNCTION]"),
                                       cl::cat(optionCategory()),
                                       cl::sub(contractsCommand()));

static cl::opt<bool>
    CheckBodies("check",
                cl::desc("compare the contracts with the bodies of their "
                         "functions; status 1 if one differs"),
                cl::cat(optionCategory()), cl::sub(contractsCommand()));

/// Empty: all.
static llvm::StringRef functionName() {
  return Arguments.empty() ? llvm::StringRef() : Arguments[0];
}

static bool isWanted(llvm::StringRef Function) {
  return Arguments.empty() || Function == functionName();
}

/// Returns whether there were any.
static bool printRows(const ContractTable &Table,
                      llvm::function_ref<bool(llvm::StringRef)> IsWanted) {
  bool Found = false;
  for (const ContractRow &Row : Table.rows())
    if (IsWanted(Row.function().str())) {
      print(Row.get(), llvm::outs());
      Found = true;
    }
  return Found;
}

/// All rows, of every version: who said what stands in each. A row for all
/// names of a kind answers where there is none of the function's own.
static llvm::Error printContracts(const ContractTable &Table) {
  if (printRows(Table, isWanted) || printRows(Table, [](llvm::StringRef Row) {
        return isOfFamily(functionName(), Row);
      }))
    return llvm::Error::success();
  std::vector<llvm::StringRef> Names;
  for (const ContractRow &Row : Table.rows())
    Names.push_back(Row.function().str());
  return llvm::createStringError("no contract for '" + functionName() + "'" +
                                 didYouMean(functionName(), Names));
}

/// For those who did not expect that many.
static void sayWhatThereIs(const ContractTable &Table) {
  std::string Text = std::to_string(Table.rows().size()) + " contracts: ";
  llvm::ListSeparator Comma;
  for (const Word<ContractKind> &Kind : words<ContractKind>()) {
    size_t Count = llvm::count_if(Table.rows(), [&](const ContractRow &Row) {
      return Row.get().Kind == Kind.Value;
    });
    if (Count)
      Text += (llvm::StringRef(Comma) + counted(Count, Kind.Meaning)).str();
  }
  sayNote(Text + "; 'qomlint contracts FUNCTION' prints those of one, and "
                 "'qomlint explain contracts' says how to write more");
}

static void print(const Disagreement &D) {
  llvm::raw_ostream &OS = llvm::outs();
  OS << D.At.File.str() << ':' << D.At.Line << ':' << D.At.Column << ": "
     << D.Function.str() << ": ";
  if (D.Argument)
    OS << "argument " << *D.Argument;
  else
    OS << "result";
  OS << ": contract says " << D.Stated << ", body does ";
  llvm::ListSeparator Or(" or ");
  for (int Count : D.Inferred)
    OS << Or << Count;
  OS << '\n';
}

static llvm::Expected<int> checkContracts(const Invocation &Line,
                                          const ContractTable &Table) {
  llvm::Expected<CaptureOptions> Options = readCaptureOptions();
  if (!Options)
    return Options.takeError();
  llvm::Expected<Project> Sources = loadProject(Line, {}, Options->Quiet);
  if (!Sources)
    return Sources.takeError();
  llvm::Expected<ProjectFacts> Facts = captureProject(*Sources, {}, *Options);
  if (!Facts)
    return Facts.takeError();
  if (int Signal = Facts->Trouble.Signal)
    return ExitSignal + Signal;
  tellTrouble(*Facts, Line, *Sources, Options->Quiet);
  llvm::Expected<Contracts> InForce =
      contractsInForce(Table, readVersionFile(Sources->SourceRoot),
                       Facts->Whole.declared(), Options->Quiet);
  if (!InForce)
    return InForce.takeError();
  Analysis Bodies(Facts->Whole, *InForce);
  Bodies.run();
  bool Differs = false;
  for (const Disagreement &D : compareContracts(Bodies)) {
    if (!isWanted(D.Function.str()))
      continue;
    print(D);
    Differs = true;
  }
  if (Differs)
    return ExitFindings;
  return Facts->incomplete() ? ExitIncomplete : ExitClean;
}

static llvm::Expected<int> contracts(const Invocation &Line) {
  if (llvm::Error E = checkArguments(
          Arguments, {"contracts", {"FUNCTION"}, 0, "object_ref"}))
    return E;
  llvm::Expected<ContractTable> Table = loadContracts();
  if (!Table)
    return Table.takeError();
  if (CheckBodies)
    return checkContracts(Line, *Table);
  llvm::Expected<CaptureOptions> Options = readCaptureOptions();
  if (!Options)
    return Options.takeError();
  if (llvm::Error E = printContracts(*Table))
    return E;
  if (Arguments.empty() && !Options->Quiet)
    sayWhatThereIs(*Table);
  return ExitClean;
}

int qomlint::runContracts(const Invocation &Line) {
  return statusOf(contracts(Line));
}
