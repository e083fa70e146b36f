//===- Version.h - qomlint --version ----------------------------*- C++ -*-===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef QOMLINT_CLI_VERSION_H
#define QOMLINT_CLI_VERSION_H

#include "llvm/Support/raw_ostream.h"

namespace qomlint {

/// The tool's own version number.
llvm::StringRef toolVersion();

/// The versions of everything that decides what a run reports.
void printVersion(llvm::raw_ostream &OS);

} // namespace qomlint

#endif // QOMLINT_CLI_VERSION_H
