//===- Words.h - Words that text forms share --------------------*- C++ -*-===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef QOMLINT_REPORT_WORDS_H
#define QOMLINT_REPORT_WORDS_H

#include "analyzer/facts/Finding.h"
#include "analyzer/facts/Silence.h"
#include <map>

namespace qomlint {

/// `1 file`, `2 files`.
std::string counted(int64_t Count, llvm::StringRef Thing);

/// What stands after `warning: `. Editors know `warning` and `error`; a latent
/// finding is a warning to them.
std::string headline(const Finding &F);

/// What stands after `note: `: the step, the count after it, and the function
/// where it is not the finding's own.
std::string noteText(const TraceStep &Step, const Finding &F);

/// The last note of a finding that is not definite: why; else empty.
std::string doubtText(const Finding &F);

/// What happened to objects that nothing is known of any more; empty for None.
/// No text has a comma: reports list them with commas.
std::string silenceText(Silence S);

/// In the order of the texts.
std::map<std::string, uint64_t>
countsInWords(const std::map<Silence, uint64_t> &Silences);

} // namespace qomlint

#endif // QOMLINT_REPORT_WORDS_H
