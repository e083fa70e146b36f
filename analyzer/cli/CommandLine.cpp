//===- CommandLine.cpp - Subcommands and exit statuses --------------------===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "analyzer/cli/CommandLine.h"
#include "analyzer/cli/Terminal.h"

using namespace qomlint;
using llvm::cl::SubCommand;

llvm::cl::OptionCategory &qomlint::optionCategory() {
  static llvm::cl::OptionCategory Category("qomlint options");
  return Category;
}

SubCommand &qomlint::checkCommand() {
  static SubCommand Command("check", "find reference bugs");
  return Command;
}

SubCommand &qomlint::captureCommand() {
  static SubCommand Command(
      "capture", "write the facts of a project to a file, for merge");
  return Command;
}

SubCommand &qomlint::mergeCommand() {
  static SubCommand Command("merge", "find reference bugs in captured facts");
  return Command;
}

SubCommand &qomlint::refsCommand() {
  static SubCommand Command(
      "refs", "show who holds each reference, line by line, with the count");
  return Command;
}

SubCommand &qomlint::dumpCommand() {
  static SubCommand Command(
      "dump", "print facts, summaries or states of a file or a function");
  return Command;
}

SubCommand &qomlint::contractsCommand() {
  static SubCommand Command("contracts",
                            "print what known functions do to references");
  return Command;
}

SubCommand &qomlint::listChecksCommand() {
  static SubCommand Command("list-checks", "list the checks");
  return Command;
}

SubCommand &qomlint::explainCommand() {
  static SubCommand Command("explain",
                            "print the page of a check, or about a topic");
  return Command;
}

int qomlint::statusOf(llvm::Expected<int> Result) {
  if (Result)
    return *Result;
  sayError(toString(Result.takeError()));
  return ExitBadInput;
}
