//===- ContractPrinter.h - Contracts in plain words -----------*- C++ -*-===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef QOMLINT_CONTRACTS_CONTRACTPRINTER_H
#define QOMLINT_CONTRACTS_CONTRACTPRINTER_H

#include "analyzer/contracts/Contract.h"
#include "llvm/Support/raw_ostream.h"

namespace qomlint {

/// Explains one row over several lines: what comes back, what happens to each
/// argument, how failure is told, what is held by whom and until when.
void print(const Contract &Row, llvm::raw_ostream &OS);

} // namespace qomlint

#endif // QOMLINT_CONTRACTS_CONTRACTPRINTER_H
