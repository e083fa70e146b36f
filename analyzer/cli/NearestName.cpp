//===- NearestName.cpp - "Did you mean" -----------------------------------===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "analyzer/cli/NearestName.h"
#include <algorithm>

std::string qomlint::didYouMean(llvm::StringRef Written,
                                llvm::ArrayRef<llvm::StringRef> Candidates) {
  // A third of the letters wrong is a slip; more is another word.
  unsigned Best = std::max<size_t>(2, Written.size() / 3) + 1;
  llvm::StringRef Nearest;
  for (llvm::StringRef Candidate : Candidates) {
    unsigned Distance = Written.edit_distance(Candidate, true, Best);
    if (Distance >= Best)
      continue;
    Best = Distance;
    Nearest = Candidate;
  }
  return Nearest.empty() ? "" : "; did you mean '" + Nearest.str() + "'?";
}
