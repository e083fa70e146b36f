//===- Version.cpp - qomlint --version ------------------------------------===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "analyzer/cli/Version.h"
#include "analyzer/contracts/BundledContracts.h"
#include "analyzer/report/Report.h"
#include "clang/Basic/Version.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/xxhash.h"

using namespace qomlint;

/// The rows change more often than the tool, and decide as much.
static std::string contractsVersion() {
  uint32_t Hash = llvm::xxh3_64bits(BundledContracts);
  return llvm::utohexstr(Hash, /*LowerCase=*/true, /*Width=*/8);
}

llvm::StringRef qomlint::toolVersion() { return QOMLINT_VERSION; }

void qomlint::printVersion(llvm::raw_ostream &OS) {
  OS << "qomlint " << toolVersion() << '\n'
     << clang::getClangFullVersion() << '\n'
     << "report schema " << ReportSchemaVersion << '\n'
     << "contracts " << contractsVersion() << '\n';
}
