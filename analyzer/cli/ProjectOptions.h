//===- ProjectOptions.h - The options that say what to read -----*- C++ -*-===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Options that several subcommands share: the compilation database, the source
// root, contracts and the QEMU version.
//
//===----------------------------------------------------------------------===//
#ifndef QOMLINT_CLI_PROJECTOPTIONS_H
#define QOMLINT_CLI_PROJECTOPTIONS_H

#include "analyzer/cli/CommandLine.h"
#include "analyzer/cli/Database.h"
#include "analyzer/contracts/ContractTable.h"

namespace qomlint {

/// A compilation database and where its project is.
struct Project {
  Database Commands;
  std::string SourceRoot;
};

/// From -p, else from the flags after `--`, else the nearest database upwards
/// from the first file or from here. \p Quiet: does not say which was taken.
llvm::Expected<Project> loadProject(const Invocation &Line,
                                    llvm::ArrayRef<std::string> Files,
                                    bool Quiet);

/// Replaces \p Root by what --source-root names, if it is given.
llvm::Error overrideSourceRoot(std::string &Root);

/// The bundled contracts and those of --contracts.
llvm::Expected<ContractTable> loadContracts();
/// The files that --contracts names.
llvm::ArrayRef<std::string> contractFiles();

/// The text of QEMU's VERSION file; empty if there is none.
std::string readVersionFile(llvm::StringRef SourceRoot);

/// The rows of the version that --qemu-version names, else of the version that
/// the VERSION file and the declared functions tell. Says which, and warns of
/// one beyond those that the bundled rows were checked against, unless \p
/// Quiet.
llvm::Expected<Contracts> contractsInForce(const ContractTable &Table,
                                           llvm::StringRef VersionFile,
                                           const std::vector<Name> &Declared,
                                           bool Quiet);

} // namespace qomlint

#endif // QOMLINT_CLI_PROJECTOPTIONS_H
