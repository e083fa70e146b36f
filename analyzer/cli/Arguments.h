//===- Arguments.h - What is given besides options --------------*- C++ -*-===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Subcommands declare their arguments as a list of any length and check it
// here: the library's own complaint has numbers, and no names.
//
//===----------------------------------------------------------------------===//
#ifndef QOMLINT_CLI_ARGUMENTS_H
#define QOMLINT_CLI_ARGUMENTS_H

#include "llvm/ADT/ArrayRef.h"
#include "llvm/Support/Error.h"
#include <string>
#include <vector>

namespace qomlint {

struct WantedArguments {
  llvm::StringRef Subcommand;
  std::vector<llvm::StringRef> Names; ///< as --help writes them
  size_t Required;                    ///< of them, from the first
  llvm::StringRef Example;            ///< what to write after the subcommand
};

/// An error names the argument that is missing, or one too many.
llvm::Error checkArguments(llvm::ArrayRef<std::string> Given,
                           const WantedArguments &Wanted);

llvm::Error folderInsteadOfFile(llvm::StringRef Folder);
/// An error for the first of \p Files that is a folder.
llvm::Error refuseFolders(llvm::ArrayRef<std::string> Files);

} // namespace qomlint

#endif // QOMLINT_CLI_ARGUMENTS_H
