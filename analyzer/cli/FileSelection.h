//===- FileSelection.h - Which translation units to read --------*- C++ -*-===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef QOMLINT_CLI_FILESELECTION_H
#define QOMLINT_CLI_FILESELECTION_H

#include "analyzer/cli/Database.h"

namespace qomlint {

struct SelectionRequest {
  /// As given on the command line: relative to this directory or to the source
  /// root. Empty: the whole database.
  std::vector<std::string> Files;
  /// Globs on paths relative to the source root, in which `*` and `?` match any
  /// character; one that ends in `/` means all below that folder. An empty one
  /// cancels those before it. Not applied to Files.
  std::vector<std::string> Exclude;
  std::string SourceRoot;
};

struct FileSelection {
  /// In the order of the database. Entries that would give the same facts as an
  /// earlier one are left out.
  std::vector<const DatabaseEntry *> Entries;
  std::vector<const Database::Fault *> Faults;
  /// Files, relative to the source root.
  std::vector<std::string> Files;
  /// Globs that could have excluded something and did not.
  std::vector<std::string> UselessGlobs;
};

/// The selection points into \p From. An error names the file or the glob.
llvm::Expected<FileSelection> select(const Database &From,
                                     const SelectionRequest &Request);

/// Equal for commands that differ in nothing that the parser sees: output and
/// dependency files, warnings, debug information.
std::string factsKey(const CompileCommand &Command);

} // namespace qomlint

#endif // QOMLINT_CLI_FILESELECTION_H
