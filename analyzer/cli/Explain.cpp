//===- Explain.cpp - qomlint explain --------------------------------------===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "analyzer/cli/CommandLine.h"
#include "analyzer/cli/NearestName.h"
#include "analyzer/cli/Terminal.h"
#include "checks/Registry.h"
#include "llvm/Support/raw_ostream.h"

using namespace qomlint;
namespace cl = llvm::cl;

static cl::opt<std::string> Check(cl::Positional, cl::desc("CHECK"),
                                  cl::Required, cl::cat(optionCategory()),
                                  cl::sub(explainCommand()));

int qomlint::runExplain() {
  std::vector<llvm::StringRef> Ids;
  for (const CheckInfo &C : allChecks()) {
    Ids.push_back(C.Id);
    if (C.Id != Check)
      continue;
    llvm::StringRef Page = documentation(C.Id);
    llvm::outs() << Page << (Page.ends_with("\n") ? "" : "\n");
    return ExitClean;
  }
  sayError("unknown check '" + Check + "' (see qomlint list-checks)" +
           didYouMean(Check, Ids));
  return ExitBadInput;
}
