//===- DetectVersion.cpp - Which QEMU a program was written for -----------===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "analyzer/contracts/ContractTable.h"
#include "llvm/ADT/STLExtras.h"

using namespace qomlint;

std::string qomlint::detectQemuVersion(llvm::StringRef VersionFileText,
                                       const std::vector<Name> &Declared) {
  if (std::optional<Version> V = parseVersion(VersionFileText))
    return toString(*V);
  ContractTable Table = ContractTable::bundled();
  std::string Best;
  size_t MostKnown = 0;
  for (Version Release : Table.checkedVersions()) {
    size_t Known = llvm::count_if(Declared, [&](Name Function) {
      return Table.describes(Function, Release);
    });
    if (Known < MostKnown)
      continue;
    Best = toString(Release);
    MostKnown = Known;
  }
  return Best;
}
