//===- DetectVersion.cpp - Which QEMU a program was written for -----------===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "analyzer/contracts/ContractTable.h"
#include "analyzer/contracts/Version.h"
#include <map>
#include <set>

using namespace qomlint;

/// For each function that only one version has, that version: all rows of the
/// function list it alone.
static std::map<Name, Version> probes(const ContractTable &Table) {
  std::map<Name, std::set<std::string>> Listed;
  std::set<Name> Everywhere;
  for (const ContractRow &Row : Table.rows()) {
    if (Row.Versions.empty())
      Everywhere.insert(Row.function());
    Listed[Row.function()].insert(Row.Versions.begin(), Row.Versions.end());
  }
  std::map<Name, Version> Probes;
  for (const auto &[Function, Versions] : Listed)
    if (!Everywhere.count(Function) && Versions.size() == 1)
      if (std::optional<Version> V = parseVersion(*Versions.begin()))
        Probes.emplace(Function, *V);
  return Probes;
}

/// The version with most of its own functions declared; the newest listed one
/// if none is.
std::string qomlint::detectQemuVersion(llvm::StringRef VersionFileText,
                                       const std::vector<Name> &Declared) {
  if (std::optional<Version> V = parseVersion(VersionFileText))
    return toString(*V);
  std::map<Version, unsigned> Seen;
  std::map<Name, Version> Probes = probes(ContractTable::bundled());
  for (const auto &[Function, V] : Probes)
    Seen[V];
  for (Name Function : Declared)
    if (auto It = Probes.find(Function); It != Probes.end())
      ++Seen[It->second];
  if (Seen.empty())
    return "";
  auto Best = Seen.begin();
  for (auto It = Seen.begin(); It != Seen.end(); ++It)
    if (It->second >= Best->second)
      Best = It;
  return toString(Best->first);
}
