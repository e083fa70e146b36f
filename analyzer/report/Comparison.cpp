//===- Comparison.cpp - What another contract would change ----------------===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "analyzer/report/Comparison.h"
#include "analyzer/report/Fingerprint.h"
#include <map>

using namespace qomlint;

llvm::StringRef qomlint::toString(DifferenceKind K) {
  switch (K) {
  case DifferenceKind::DropToDelete:
    return "drop_to_delete";
  case DifferenceKind::ReferenceNeeded:
    return "reference_needed";
  case DifferenceKind::NewLeak:
    return "new_leak";
  case DifferenceKind::OwnBody:
    return "own_body";
  case DifferenceKind::CuredLeak:
    return "cured_leak";
  case DifferenceKind::CuredRelease:
    return "cured_release";
  }
  return "";
}

bool qomlint::isNew(DifferenceKind K) {
  return K != DifferenceKind::CuredLeak && K != DifferenceKind::CuredRelease;
}

/// Both runs see the same text, so that positions tell findings apart which
/// fingerprints only number.
static std::pair<Position, std::string> keyOf(const Finding &F) {
  return {F.At, identity(F)};
}

OnlyInOne qomlint::compareFindings(std::vector<Finding> Before,
                                   std::vector<Finding> After) {
  OnlyInOne Result;
  std::map<std::pair<Position, std::string>, unsigned> Known;
  for (const Finding &F : Before)
    ++Known[keyOf(F)];
  for (Finding &F : After) {
    auto It = Known.find(keyOf(F));
    if (It == Known.end() || It->second == 0) {
      Result.After.push_back(std::move(F));
      continue;
    }
    --It->second;
    ++Result.Same;
  }
  for (Finding &F : Before)
    if (unsigned &Left = Known[keyOf(F)]) {
      --Left;
      Result.Before.push_back(std::move(F));
    }
  return Result;
}
