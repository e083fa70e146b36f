//===- UselessRows.h - Contracts of what nobody calls ----------*- C++ -*-===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef QOMLINT_CLI_USELESSROWS_H
#define QOMLINT_CLI_USELESSROWS_H

#include "analyzer/contracts/ContractTable.h"
#include "analyzer/engine/Program.h"

namespace qomlint {

/// Warns of each of \p Functions that nothing in the program calls or passes
/// on: the name may be wrong. \p Source, the option or file that names them,
/// begins the message.
void tellUncalled(llvm::StringRef Source, llvm::ArrayRef<std::string> Functions,
                  const Program &Whole);

/// The same of the rows in force that come from \p Files.
void tellUselessRows(llvm::ArrayRef<std::string> Files,
                     const Contracts &InForce, const Program &Whole);

} // namespace qomlint

#endif // QOMLINT_CLI_USELESSROWS_H
