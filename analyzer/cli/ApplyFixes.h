//===- ApplyFixes.h - Changes the sources -----------------------*- C++ -*-===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef QOMLINT_CLI_APPLYFIXES_H
#define QOMLINT_CLI_APPLYFIXES_H

#include "analyzer/cli/SourceReader.h"
#include "analyzer/facts/Finding.h"
#include "llvm/Support/Error.h"

namespace qomlint {

/// Makes the fixes of \p Findings, which do not touch, in the sources. Each
/// file is replaced in one step, and only if it is still what was captured.
/// Says on the error stream what was changed and what was not.
llvm::Error applyFixes(llvm::ArrayRef<const Finding *> Findings,
                       SourceReader &Sources);

} // namespace qomlint

#endif // QOMLINT_CLI_APPLYFIXES_H
