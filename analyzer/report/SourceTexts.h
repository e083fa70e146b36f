//===- SourceTexts.h - Where sources are, and their texts -------*- C++ -*-===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef QOMLINT_REPORT_SOURCETEXTS_H
#define QOMLINT_REPORT_SOURCETEXTS_H

#include "llvm/ADT/StringRef.h"
#include <string>

namespace qomlint {

/// Where a file of a report is: absolute, or below the source root.
std::string fullPath(llvm::StringRef SourceRoot, llvm::StringRef File);

} // namespace qomlint

#endif // QOMLINT_REPORT_SOURCETEXTS_H
