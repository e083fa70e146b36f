//===- Settings.cpp - What a clang-tidy configuration says ----------------===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "checks/tidy/Settings.h"
#include "analyzer/contracts/Version.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"

using namespace qomlint;
using llvm::StringRef;
namespace path = llvm::sys::path;

/// Calls \p Visit with \p Relative below each directory above \p File, the
/// nearest first, until it says true.
static bool searchUpwards(StringRef File, StringRef Relative,
                          llvm::function_ref<bool(StringRef)> Visit) {
  for (StringRef Folder = path::parent_path(File); !Folder.empty();
       Folder = path::parent_path(Folder)) {
    llvm::SmallString<256> Candidate(Folder);
    path::append(Candidate, Relative);
    if (Visit(Candidate))
      return true;
  }
  return false;
}

static llvm::Error addContracts(ContractTable &Table, StringRef File,
                                StringRef MainFile) {
  std::string Found = File.str();
  bool Exists = path::is_absolute(File) ||
                searchUpwards(MainFile, File, [&](StringRef Candidate) {
                  Found = Candidate.str();
                  return llvm::sys::fs::exists(Candidate);
                });
  if (!Exists)
    return llvm::createStringError(File +
                                   ": no such file in the directory of " +
                                   path::filename(MainFile) + " or above it");
  return Table.addFile(Found);
}

llvm::Expected<ContractTable>
qomlint::loadContracts(const TidySettings &Settings, StringRef MainFile) {
  ContractTable Table = ContractTable::bundled();
  llvm::SmallVector<StringRef, 4> Files;
  StringRef(Settings.Contracts).split(Files, ';', -1, /*KeepEmpty=*/false);
  for (StringRef File : Files)
    if (llvm::Error E = addContracts(Table, File.trim(), MainFile))
      return llvm::createStringError("Contracts: " + toString(std::move(E)));
  return Table;
}

llvm::Expected<std::string>
qomlint::qemuVersion(const TidySettings &Settings, StringRef MainFile,
                     const std::vector<Name> &Declared) {
  if (!Settings.QemuVersion.empty()) {
    if (std::optional<Version> V = parseVersion(Settings.QemuVersion))
      return toString(*V);
    return llvm::createStringError("QemuVersion: " + Settings.QemuVersion +
                                   ": expected a version such as 7.2");
  }
  std::string Text;
  searchUpwards(MainFile, "VERSION", [&](StringRef Candidate) {
    auto File = llvm::MemoryBuffer::getFile(Candidate);
    if (!File || !parseVersion((*File)->getBuffer()))
      return false;
    Text = (*File)->getBuffer().str();
    return true;
  });
  return detectQemuVersion(Text, Declared);
}
