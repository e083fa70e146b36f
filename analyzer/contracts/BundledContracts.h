//===- BundledContracts.h - qom.json in the binary ------------*- C++ -*-===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef QOMLINT_CONTRACTS_BUNDLEDCONTRACTS_H
#define QOMLINT_CONTRACTS_BUNDLEDCONTRACTS_H

#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/StringRef.h"

namespace qomlint {

/// The text of qom.json. The build writes its definition.
extern const llvm::StringLiteral BundledContracts;

/// Where in the text a row stands.
struct BundledRow {
  const char *Function;
  const char *Since, *Before; ///< versions; empty: no bound
  uint32_t Begin, Length;
};

/// In the order of the text.
extern const llvm::ArrayRef<BundledRow> BundledRows;

} // namespace qomlint

#endif // QOMLINT_CONTRACTS_BUNDLEDCONTRACTS_H
