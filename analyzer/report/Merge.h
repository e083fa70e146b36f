//===- Merge.h - One finding for what many units see ------------*- C++ -*-===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef QOMLINT_REPORT_MERGE_H
#define QOMLINT_REPORT_MERGE_H

#include "analyzer/facts/Finding.h"

namespace qomlint {

/// Findings of one identity at one position are one finding, seen in several
/// translation units or variants of a function: the most severe and most
/// certain of them stays. The result is sorted by position, check and identity
/// and does not depend on the order of the input.
std::vector<Finding> mergeFindings(std::vector<Finding> Findings);

} // namespace qomlint

#endif // QOMLINT_REPORT_MERGE_H
