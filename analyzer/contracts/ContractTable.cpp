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

static bool holds(const ContractRow &Row, Version V) {
  return Row.versions().empty() ||
         llvm::any_of(Row.versions(), [&](const VersionRange &Range) {
           return Range.contains(V);
         });
}

/// True if \p Later, rows of a layer, leave no version to \p Earlier.
static bool isReplaced(const ContractRow &Earlier,
                       const std::vector<ContractRow> &Later) {
  std::vector<VersionRange> Left(Earlier.versions());
  for (const ContractRow &Row : Later) {
    if (Row.function() != Earlier.function())
      continue;
    if (Row.versions().empty())
      return true;
    llvm::erase_if(Left, [&](const VersionRange &Range) {
      return llvm::any_of(Row.versions(), [&](const VersionRange &Other) {
        return Other.contains(Range);
      });
    });
    if (Left.empty() && !Earlier.versions().empty())
      return true;
  }
  return false;
}

ContractTable ContractTable::bundled() {
  // What changed between two of them, the rows date by QEMU's history.
  ContractTable Table(
      {{5, 2}, {6, 2}, {7, 2}, {8, 2}, {9, 2}, {10, 0}, {10, 2}});
  for (const BundledRow &Row : BundledRows)
    Table.Rows.emplace_back(Row);
  return Table;
}

llvm::Error ContractTable::add(StringRef Json, StringRef Origin) {
  auto Layer = readContracts(Json, Origin);
  if (!Layer)
    return Layer.takeError();
  std::vector<ContractRow> New;
  for (Contract &Row : *Layer)
    New.emplace_back(std::move(Row));
  llvm::erase_if(Rows, [&](const ContractRow &Earlier) {
    return isReplaced(Earlier, New);
  });
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

bool ContractTable::describes(Name Function, Version V) const {
  return llvm::any_of(Rows, [&](const ContractRow &Row) {
    return Row.function() == Function && holds(Row, V);
  });
}

/// The nearest of \p Listed, of which there are some, that is not greater than
/// \p Wanted; else the smallest.
static Version nearestVersion(const std::set<Version> &Listed, Version Wanted) {
  auto Above = Listed.upper_bound(Wanted);
  return Above == Listed.begin() ? *Above : *std::prev(Above);
}

/// The versions that \p Rows list one by one.
static std::set<Version> listed(llvm::ArrayRef<const ContractRow *> Rows) {
  std::set<Version> Listed;
  for (const ContractRow *Row : Rows)
    for (const VersionRange &Range : Row->versions())
      if (Range.isOne())
        Listed.insert(Range.Since);
  return Listed;
}

static const ContractRow *
lastThatHolds(llvm::ArrayRef<const ContractRow *> Rows, Version V) {
  const ContractRow *Last = nullptr;
  for (const ContractRow *Row : Rows)
    if (holds(*Row, V))
      Last = Row;
  return Last;
}

/// The row of one function's \p Rows that holds in \p Wanted.
static const ContractRow *select(llvm::ArrayRef<const ContractRow *> Rows,
                                 Version Wanted, bool Known) {
  if (const ContractRow *Row = lastThatHolds(Rows, Wanted); Row || Known)
    return Row;
  std::set<Version> Listed = listed(Rows);
  return Listed.empty() ? nullptr
                        : lastThatHolds(Rows, nearestVersion(Listed, Wanted));
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
