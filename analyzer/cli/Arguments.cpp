//===- Arguments.cpp - What is given besides options ----------------------===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "analyzer/cli/Arguments.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/FileSystem.h"

using namespace qomlint;

llvm::Error qomlint::checkArguments(llvm::ArrayRef<std::string> Given,
                                    const WantedArguments &Wanted) {
  std::string Command = ("'qomlint " + Wanted.Subcommand + "'").str();
  if (Given.size() < Wanted.Required)
    return llvm::createStringError(
        Command + " needs " + Wanted.Names[Given.size()] + ", as in: qomlint " +
        Wanted.Subcommand + " " + Wanted.Example);
  if (Given.size() > Wanted.Names.size())
    return llvm::createStringError(
        Command + " takes " + llvm::join(Wanted.Names, " and ") + " only; '" +
        Given[Wanted.Names.size()] + "' is one too many");
  return llvm::Error::success();
}

llvm::Error qomlint::folderInsteadOfFile(llvm::StringRef Folder) {
  return llvm::createStringError(
      "'" + Folder + "' is a folder; name the files in it, as in: " +
      Folder.rtrim('/') + "/*.c");
}

llvm::Error qomlint::refuseFolders(llvm::ArrayRef<std::string> Files) {
  for (const std::string &File : Files)
    if (llvm::sys::fs::is_directory(File))
      return folderInsteadOfFile(File);
  return llvm::Error::success();
}
