//===- FixExport.h - Fixes for clang-apply-replacements ---------*- C++ -*-===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef QOMLINT_REPORT_FIXEXPORT_H
#define QOMLINT_REPORT_FIXEXPORT_H

#include "analyzer/report/Fixes.h"
#include "analyzer/report/Report.h"

namespace qomlint {

/// Writes the findings and their fixes in the YAML of clang-tidy's
/// --export-fixes, with absolute paths.
void writeFixExport(const Report &R, llvm::StringRef SourceRoot,
                    bool WithLatent, TextOfFile Read, llvm::raw_ostream &OS);

} // namespace qomlint

#endif // QOMLINT_REPORT_FIXEXPORT_H
