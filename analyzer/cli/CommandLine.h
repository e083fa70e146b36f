//===- CommandLine.h - Subcommands and exit statuses ------------*- C++ -*-===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef QOMLINT_CLI_COMMANDLINE_H
#define QOMLINT_CLI_COMMANDLINE_H

#include "llvm/Support/CommandLine.h"
#include "llvm/Support/Error.h"
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace qomlint {

/// The same for every subcommand; --help prints them.
enum ExitStatus : uint8_t {
  ExitClean = 0,
  ExitFindings = 1,
  ExitBadInput = 2,
  ExitIncomplete = 3,
  ExitSignal = 128, ///< plus the signal's number
};

/// What the options cannot hold.
struct Invocation {
  /// The flags after `--`; nothing if there is no `--`.
  std::optional<std::vector<std::string>> CompilerFlags;
};

/// All options belong to it: those of the LLVM libraries do not show.
llvm::cl::OptionCategory &optionCategory();

llvm::cl::SubCommand &checkCommand();
llvm::cl::SubCommand &captureCommand();
llvm::cl::SubCommand &mergeCommand();
llvm::cl::SubCommand &refsCommand();
llvm::cl::SubCommand &dumpCommand();
llvm::cl::SubCommand &contractsCommand();
llvm::cl::SubCommand &listChecksCommand();
llvm::cl::SubCommand &explainCommand();

/// Each returns the exit status. Called after the options are parsed.
int runCheck(const Invocation &Line);
int runCapture(const Invocation &Line);
int runMerge();
int runRefs(const Invocation &Line);
int runDump(const Invocation &Line);
int runContracts(const Invocation &Line);
int runListChecks();
int runExplain();

/// The exit status of a command: its own, or bad input, whose reason is said.
int statusOf(llvm::Expected<int> Result);

} // namespace qomlint

#endif // QOMLINT_CLI_COMMANDLINE_H
