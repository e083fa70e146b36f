//===- ContractTable.cpp - The contracts in force -------------------------===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "analyzer/contracts/ContractTable.h"
#include "analyzer/contracts/BundledContracts.h"
#include "analyzer/contracts/ContractReader.h"
#include "analyzer/contracts/Version.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/MemoryBuffer.h"
#include <set>

using namespace qomlint;
using llvm::StringRef;

/// True if \p Row says of itself that it holds in \p V.
static bool lists(const ContractRow &Row, Version V) {
  return llvm::any_of(Row.Versions, [&](const std::string &Text) {
    return parseVersion(Text) == V;
  });
}

/// Takes from \p Earlier the versions that \p Later is about. True if nothing
/// is left of it.
static bool shadow(ContractRow &Earlier, const ContractRow &Later) {
  if (Earlier.function() != Later.function())
    return false;
  if (Later.Versions.empty())
    return true;
  if (Earlier.Versions.empty())
    return false;
  llvm::erase_if(Earlier.Versions, [&](const std::string &Text) {
    std::optional<Version> V = parseVersion(Text);
    return V && lists(Later, *V);
  });
  return Earlier.Versions.empty();
}

static void addVersions(std::set<Version> &Listed, const ContractRow &Row) {
  for (const std::string &Text : Row.Versions)
    if (std::optional<Version> V = parseVersion(Text))
      Listed.insert(*V);
}

ContractTable ContractTable::bundled() {
  ContractTable Table;
  for (const BundledRow &Row : BundledRows)
    Table.Rows.emplace_back(Row);
  for (const ContractRow &Row : Table.Rows)
    addVersions(Table.Checked, Row);
  return Table;
}

llvm::Error ContractTable::add(StringRef Json, StringRef Origin) {
  auto Layer = readContracts(Json, Origin);
  if (!Layer)
    return Layer.takeError();
  std::vector<ContractRow> New;
  for (Contract &Row : *Layer)
    New.emplace_back(std::move(Row));
  if (Rows.empty())
    for (const ContractRow &Row : New)
      addVersions(Checked, Row);
  for (const ContractRow &Later : New)
    llvm::erase_if(
        Rows, [&](ContractRow &Earlier) { return shadow(Earlier, Later); });
  llvm::append_range(Rows, std::move(New));
  return llvm::Error::success();
}

llvm::Error ContractTable::addFile(StringRef Path) {
  auto Buffer = llvm::MemoryBuffer::getFile(Path, /*IsText=*/true);
  if (!Buffer)
    return llvm::createStringError(Buffer.getError(),
                                   Path + ": " + Buffer.getError().message());
  return add((*Buffer)->getBuffer(), Path);
}

std::vector<const Contract *> ContractTable::rowsFor(StringRef Function) const {
  std::vector<const Contract *> Found;
  for (const ContractRow &Row : Rows)
    if (Row.function().str() == Function)
      Found.push_back(&Row.get());
  return Found;
}

Version qomlint::nearestVersion(const std::set<Version> &Listed,
                                Version Wanted) {
  auto Above = Listed.upper_bound(Wanted);
  return Above == Listed.begin() ? *Above : *std::prev(Above);
}

/// The row of one function's \p Rows that holds in \p Wanted.
static const ContractRow *select(llvm::ArrayRef<const ContractRow *> Rows,
                                 Version Wanted, bool Known) {
  const ContractRow *Chosen = nullptr;
  for (const ContractRow *Row : Rows)
    if (Row->Versions.empty() || lists(*Row, Wanted))
      Chosen = Row;
  if (Chosen || Known)
    return Chosen;
  std::set<Version> Listed;
  for (const ContractRow *Row : Rows)
    addVersions(Listed, *Row);
  Version Near = nearestVersion(Listed, Wanted);
  for (const ContractRow *Row : Rows)
    if (lists(*Row, Near))
      Chosen = Row;
  return Chosen;
}

Contracts::Contracts(const ContractTable &Table, StringRef QemuVersion)
    : QemuVersion(QemuVersion) {
  std::map<Name, std::vector<const ContractRow *>> ByFunction;
  for (const ContractRow &Row : Table.rows())
    ByFunction[Row.function()].push_back(&Row);
  const std::set<Version> &Checked = Table.checkedVersions();
  std::optional<Version> Wanted = parseVersion(QemuVersion);
  if (!Wanted)
    Wanted = Checked.empty() ? Version() : *Checked.rbegin();
  for (const auto &[Function, Candidates] : ByFunction)
    if (const ContractRow *Row =
            select(Candidates, *Wanted, Checked.count(*Wanted) != 0))
      Rows.emplace(Function, *Row);
  for (const auto &[Function, Row] : Rows)
    if (Function.str().contains('*'))
      Families.push_back(Function);
}

bool qomlint::isOfFamily(llvm::StringRef Function, llvm::StringRef Family) {
  auto [Prefix, Suffix] = Family.split('*');
  return Family.contains('*') && Function.starts_with(Prefix) &&
         Function.ends_with(Suffix);
}

const Contract *Contracts::find(Name Function) const {
  auto It = Rows.find(Function);
  if (It != Rows.end())
    return &It->second.get();
  for (Name Family : Families)
    if (isOfFamily(Function.str(), Family.str()))
      return &Rows.find(Family)->second.get();
  return nullptr;
}

std::vector<const Contract *> Contracts::all() const {
  std::vector<const Contract *> Sorted;
  for (const auto &[Function, Row] : Rows)
    Sorted.push_back(&Row.get());
  return Sorted;
}
