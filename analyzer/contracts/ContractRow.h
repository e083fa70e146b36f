//===- ContractRow.h - A row that is read when needed -----------*- C++ -*-===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// More than a thousand rows ship with qomlint, and one translation unit asks
// for some dozens of them: to read them all would take a tenth of the time of
// its parse.
//
//===----------------------------------------------------------------------===//
#ifndef QOMLINT_CONTRACTS_CONTRACTROW_H
#define QOMLINT_CONTRACTS_CONTRACTROW_H

#include "analyzer/contracts/BundledContracts.h"
#include "analyzer/contracts/Contract.h"
#include "llvm/ADT/ArrayRef.h"
#include <memory>

namespace qomlint {

/// Not thread-safe, as all of a table.
class ContractRow {
public:
  explicit ContractRow(Contract Read);
  explicit ContractRow(const BundledRow &Shipped);

  Name function() const { return Function; }
  /// As Contract::Versions.
  llvm::ArrayRef<VersionRange> versions() const { return Versions; }

  /// Valid as long as this row, or a copy, lives unchanged.
  const Contract &get() const;

private:
  Name Function;
  std::vector<VersionRange> Versions;
  llvm::StringRef Text; ///< JSON; empty if the row came as a Contract
  mutable std::shared_ptr<const Contract> Read;
};

} // namespace qomlint

#endif // QOMLINT_CONTRACTS_CONTRACTROW_H
