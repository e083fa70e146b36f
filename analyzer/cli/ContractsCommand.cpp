//===- ContractsCommand.cpp - qomlint contracts ---------------------------===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "analyzer/cli/NearestName.h"
#include "analyzer/cli/ProjectOptions.h"
#include "analyzer/cli/Terminal.h"
#include "analyzer/contracts/ContractPrinter.h"

using namespace qomlint;
namespace cl = llvm::cl;

static cl::opt<std::string> FunctionName(cl::Positional,
                                         cl::desc("[FUNCTION]   default: all"),
                                         cl::cat(optionCategory()),
                                         cl::sub(contractsCommand()));

static llvm::Error printContracts(const ContractTable &Table) {
  std::vector<llvm::StringRef> Names;
  bool Found = false;
  for (const Contract &Row : Table.rows()) {
    Names.push_back(Row.Function.str());
    if (!FunctionName.empty() && Row.Function.str() != FunctionName)
      continue;
    print(Row, llvm::outs());
    Found = true;
  }
  if (Found)
    return llvm::Error::success();
  return llvm::createStringError("no contract for '" + FunctionName + "'" +
                                 didYouMean(FunctionName, Names));
}

int qomlint::runContracts(const Invocation &Line) {
  llvm::Expected<ContractTable> Table = loadContracts();
  llvm::Error E = Table ? printContracts(*Table) : Table.takeError();
  if (!E)
    return ExitClean;
  sayError(toString(std::move(E)));
  return ExitBadInput;
}
