//===- BundledContracts.h - qom.json in the binary ------------*- C++ -*-===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef QOMLINT_CONTRACTS_BUNDLEDCONTRACTS_H
#define QOMLINT_CONTRACTS_BUNDLEDCONTRACTS_H

#include "llvm/ADT/StringRef.h"

namespace qomlint {

/// The text of qom.json. The build writes its definition.
extern const llvm::StringLiteral BundledContracts;

} // namespace qomlint

#endif // QOMLINT_CONTRACTS_BUNDLEDCONTRACTS_H
