//===- Explain.cpp - qomlint explain --------------------------------------===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "analyzer/cli/Arguments.h"
#include "analyzer/cli/CommandLine.h"
#include "analyzer/cli/NearestName.h"
#include "checks/Registry.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/raw_ostream.h"

using namespace qomlint;
namespace cl = llvm::cl;

static cl::list<std::string> Arguments(cl::Positional, cl::desc("CHECK|TOPIC"),
                                       cl::cat(optionCategory()),
                                       cl::sub(explainCommand()));

static llvm::Expected<int> explain() {
  std::string Topics =
      "see qomlint list-checks; topics: " + llvm::join(allTopics(), ", ");
  if (Arguments.empty())
    return llvm::createStringError("'qomlint explain' needs CHECK|TOPIC (" +
                                   Topics + ")");
  if (llvm::Error E = checkArguments(
          Arguments, {"explain", {"CHECK|TOPIC"}, 1, "qom-ref-leak"}))
    return E;
  const std::string &Subject = Arguments[0];
  if (llvm::StringRef Page = documentation(Subject); !Page.empty()) {
    llvm::outs() << Page << (Page.ends_with("\n") ? "" : "\n");
    return ExitClean;
  }
  std::vector<llvm::StringRef> Names = allTopics();
  for (const CheckInfo &C : allChecks())
    Names.push_back(C.Id);
  return llvm::createStringError("unknown check '" + Subject + "' (" + Topics +
                                 ")" + didYouMean(Subject, Names));
}

int qomlint::runExplain() { return statusOf(explain()); }
