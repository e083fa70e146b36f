//===- Report.cpp - What one run found ------------------------------------===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "analyzer/report/Report.h"
#include "analyzer/report/Fingerprint.h"
#include "analyzer/report/Merge.h"
#include "analyzer/report/Suppression.h"

using namespace qomlint;

uint64_t qomlint::prepareFindings(std::vector<Finding> &Findings,
                                  const std::vector<NoLint> &NoLints) {
  Findings = mergeFindings(std::move(Findings));
  assignFingerprints(Findings);
  size_t Before = Findings.size();
  Findings = filterSuppressed(std::move(Findings), NoLints);
  return Before - Findings.size();
}
