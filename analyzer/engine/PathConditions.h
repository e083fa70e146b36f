//===- PathConditions.h - What tells paths apart ---------------*- C++ -*-===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef QOMLINT_ENGINE_PATHCONDITIONS_H
#define QOMLINT_ENGINE_PATHCONDITIONS_H

#include "analyzer/engine/Summary.h"
#include "analyzer/facts/ReferenceHistory.h"
#include "llvm/ADT/ArrayRef.h"
#include <map>

namespace qomlint {

/// A thing that paths know something about.
struct ConditionSubject {
  PathCondition Named; ///< without the range
  /// Result: the ranges that mean failure and success, if they tell.
  std::optional<Range> Failure, Success;
  unsigned Rank = 0; ///< the lowest is named first
  Range Known;
};

/// What one path has shown, by the subject's identity.
using PathKnowledge = std::map<std::string, ConditionSubject>;

/// What holds on all paths of a group and on none of the others: one element
/// for each group. Sets When, Otherwise and SomePaths and nothing else.
std::vector<ReferenceState>
tellApart(llvm::ArrayRef<std::vector<PathKnowledge>> Groups);

} // namespace qomlint

#endif // QOMLINT_ENGINE_PATHCONDITIONS_H
