//===- ContractTable.h - The contracts in force ---------------*- C++ -*-===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef QOMLINT_CONTRACTS_CONTRACTTABLE_H
#define QOMLINT_CONTRACTS_CONTRACTTABLE_H

#include "analyzer/contracts/ContractRow.h"
#include "analyzer/contracts/Version.h"
#include "llvm/Support/Error.h"
#include <map>
#include <set>

namespace qomlint {

/// All rows, of every version, in layers. A row of a later layer replaces the
/// earlier rows of its function in the versions that it is about.
class ContractTable {
public:
  ContractTable() = default;
  explicit ContractTable(std::set<Version> Checked)
      : Checked(std::move(Checked)) {}

  /// The rows that ship with qomlint (analyzer/contracts/qom.json).
  static ContractTable bundled();

  /// Adds the rows of a JSON text. An error names \p Origin, the record and
  /// the key, and leaves the table unchanged.
  llvm::Error add(llvm::StringRef Json, llvm::StringRef Origin);
  /// Adds the rows of a file.
  llvm::Error addFile(llvm::StringRef Path);

  const std::vector<ContractRow> &rows() const { return Rows; }
  std::vector<const Contract *> rowsFor(llvm::StringRef Function) const;
  /// True if there is a row for just this function that says so of \p V.
  bool describes(Name Function, Version V) const;
  /// The releases of QEMU that the bundled rows were checked against. Other
  /// layers know the functions that they name, and say nothing of what else
  /// there is in their versions.
  const std::set<Version> &checkedVersions() const { return Checked; }

private:
  std::vector<ContractRow> Rows;
  std::set<Version> Checked;
};

/// True if the row with the name \p Family, which has a star, speaks for the
/// function.
bool isOfFamily(llvm::StringRef Function, llvm::StringRef Family);

/// The rows that hold in one QEMU version, one per function.
///
/// Of the rows of a function that say so of themselves, the last. Where none
/// does, and the table was not checked against the version, rows that list
/// single versions stand in: those of the nearest one that is not greater, and
/// if there is none, those of the smallest. A tree between two releases is more
/// like the older one.
class Contracts {
public:
  Contracts(const ContractTable &Table, llvm::StringRef QemuVersion);

  /// Null if there is no contract. \p Function is a plain name. A row of its
  /// own comes before one for all names with its end.
  const Contract *find(Name Function) const;
  llvm::StringRef qemuVersion() const { return QemuVersion; }
  /// In the order of their names.
  std::vector<const Contract *> all() const;

private:
  std::string QemuVersion;
  std::map<Name, ContractRow> Rows;
  std::vector<Name> Families; ///< rows with a star
};

/// The QEMU version that a program was written for, as `7.2` or `10.2`. Taken
/// from the text of the VERSION file if there is one, else from which functions
/// are declared: the last checked release that has most of them.
std::string detectQemuVersion(llvm::StringRef VersionFileText,
                              const std::vector<Name> &Declared);

} // namespace qomlint

#endif // QOMLINT_CONTRACTS_CONTRACTTABLE_H
