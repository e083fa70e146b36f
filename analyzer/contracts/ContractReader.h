//===- ContractReader.h - Contracts from JSON -----------------*- C++ -*-===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef QOMLINT_CONTRACTS_CONTRACTREADER_H
#define QOMLINT_CONTRACTS_CONTRACTREADER_H

#include "analyzer/contracts/Contract.h"
#include "llvm/Support/Error.h"

namespace qomlint {

/// Reads the rows of a contract file (contracts.schema.json describes the
/// form). \p Origin names the file in errors and in Contract::Origin.
///
/// An error is about the first thing that is wrong. It names the file, the
/// record (its function, or its number from 0), the key, and what was expected
/// there; for an unknown key or word also the nearest known one.
llvm::Expected<std::vector<Contract>> readContracts(llvm::StringRef Json,
                                                    llvm::StringRef Origin);

} // namespace qomlint

#endif // QOMLINT_CONTRACTS_CONTRACTREADER_H
