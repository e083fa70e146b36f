//===- Fixes.h - Edits as bytes of a file -----------------------*- C++ -*-===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef QOMLINT_REPORT_FIXES_H
#define QOMLINT_REPORT_FIXES_H

#include "analyzer/facts/Finding.h"
#include "analyzer/report/SourceTexts.h"

namespace qomlint {

/// What \p E changes in \p Text, the content of its file. Nothing if the text
/// is not what the edit expects, if the statement shares its line with other
/// code, if a preprocessor line crosses it, or if braces would be left empty.
std::optional<Fix> locate(const Edit &E, llvm::StringRef Text);

/// The byte that stands at \p P in \p Text; nothing if there is no such place.
std::optional<size_t> offsetOf(const Position &P, llvm::StringRef Text);

/// Fills the fixes of the findings from their edits: all of a finding's edits,
/// or none. Of findings whose fixes touch, the first that is not latent keeps
/// its own. Returns the others, by their indices.
std::vector<size_t> locateFixes(std::vector<Finding> &Findings,
                                TextOfFile Read);

/// \p Text with the fixes, which do not touch, made.
std::string withFixes(llvm::StringRef Text, std::vector<Fix> Fixes);

} // namespace qomlint

#endif // QOMLINT_REPORT_FIXES_H
