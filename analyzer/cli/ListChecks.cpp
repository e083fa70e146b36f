//===- ListChecks.cpp - qomlint list-checks -------------------------------===//
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
#include <nlohmann/json.hpp>

using namespace qomlint;
namespace cl = llvm::cl;

static cl::opt<std::string> Format("format",
                                   cl::desc("text or json (default: text)"),
                                   cl::value_desc("FORMAT"), cl::init("text"),
                                   cl::cat(optionCategory()),
                                   cl::sub(listChecksCommand()));

static void printText() {
  size_t Width = 0;
  for (const CheckInfo &C : allChecks())
    Width = std::max(Width, C.Id.size());
  for (const CheckInfo &C : allChecks()) {
    llvm::outs() << C.Id;
    llvm::outs().indent(Width - C.Id.size() + 2)
        << C.Severity << (C.Default ? "" : ", off by default") << ": "
        << C.Summary << '\n';
  }
}

static void printJson() {
  auto List = nlohmann::ordered_json::array();
  for (const CheckInfo &C : allChecks())
    List.push_back({{"id", C.Id.str()},
                    {"severity", C.Severity.str()},
                    {"confidence", C.Confidence.str()},
                    {"default", C.Default},
                    {"summary", C.Summary.str()}});
  llvm::outs() << List.dump(2) << '\n';
}

int qomlint::runListChecks() {
  if (Format != "text" && Format != "json") {
    sayError("--format=" + Format + ": expected text or json" +
             didYouMean(Format, {"text", "json"}));
    return ExitBadInput;
  }
  Format == "json" ? printJson() : printText();
  return ExitClean;
}
