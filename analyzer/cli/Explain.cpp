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
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/raw_ostream.h"

using namespace qomlint;
namespace cl = llvm::cl;

static cl::opt<std::string> Subject(cl::Positional, cl::desc("CHECK|TOPIC"),
                                    cl::Required, cl::cat(optionCategory()),
                                    cl::sub(explainCommand()));

int qomlint::runExplain() {
  if (llvm::StringRef Page = documentation(Subject); !Page.empty()) {
    llvm::outs() << Page << (Page.ends_with("\n") ? "" : "\n");
    return ExitClean;
  }
  std::vector<llvm::StringRef> Names = allTopics();
  std::string Topics = llvm::join(Names, ", ");
  for (const CheckInfo &C : allChecks())
    Names.push_back(C.Id);
  sayError("unknown check '" + Subject +
           "' (see qomlint list-checks; topics: " + Topics + ")" +
           didYouMean(Subject, Names));
  return ExitBadInput;
}
