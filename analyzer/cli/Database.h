//===- Database.h - compile_commands.json -----------------------*- C++ -*-===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Reads a compilation database and says exactly what is wrong with one. Faults
// of single entries leave the others usable.
//
//===----------------------------------------------------------------------===//
#ifndef QOMLINT_CLI_DATABASE_H
#define QOMLINT_CLI_DATABASE_H

#include "analyzer/capture/Capture.h"
#include "llvm/ADT/ArrayRef.h"
#include "llvm/Support/Error.h"

namespace qomlint {

/// One entry. The command line is split only when it is needed: thousands of
/// long ones would fill more memory than all the facts.
struct DatabaseEntry {
  std::string Directory; ///< absolute
  std::string File;      ///< absolute, without symbolic links in its folders
  std::string Shell;     ///< "command", if the entry has that form
  std::vector<std::string> Arguments; ///< "arguments", if it has this one

  CompileCommand command() const;
};

struct Database {
  /// An entry that cannot be used.
  struct Fault {
    std::string File; ///< as in DatabaseEntry; the database if it has none
    std::string Message;
    bool FileMissing = false;
  };

  std::string Path; ///< of the JSON file, absolute; empty: made from flags
  std::vector<DatabaseEntry> Entries;
  std::vector<Fault> Faults;

  /// What the directories that the compiler runs in have in common.
  std::string buildDirectory() const;
  /// The deepest directory that contains every file outside the build
  /// directory, for what lies inside is generated. If all files lie inside, the
  /// compiler runs in the project, and it is the build directory.
  std::string sourceRoot() const;
};

/// \p Path is the JSON file or the directory that it is in.
llvm::Expected<Database> loadDatabase(llvm::StringRef Path);

/// One entry per file, each with the same flags, run in this directory.
Database databaseOfFlags(llvm::ArrayRef<std::string> Files,
                         llvm::ArrayRef<std::string> Flags);

/// The compile_commands.json that is nearest upwards from \p Directory, or
/// nothing.
std::optional<std::string> findDatabase(llvm::StringRef Directory);

/// The working directory; `/` if it was removed.
std::string workingDirectory();

/// \p Path, absolute, with symbolic links in its folders resolved but the file
/// itself named as it was: a linked file is still the project's file.
std::string canonicalPath(llvm::StringRef Path, llvm::StringRef Directory);

/// True if \p Path is \p Directory or lies below it.
bool contains(llvm::StringRef Directory, llvm::StringRef Path);

/// \p Path without \p Root in front, if it lies below it.
std::string relativeTo(llvm::StringRef Root, llvm::StringRef Path);

} // namespace qomlint

#endif // QOMLINT_CLI_DATABASE_H
