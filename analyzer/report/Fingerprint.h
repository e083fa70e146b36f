//===- Fingerprint.h - The identity of a finding ----------------*- C++ -*-===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef QOMLINT_REPORT_FINGERPRINT_H
#define QOMLINT_REPORT_FINGERPRINT_H

#include "analyzer/facts/Finding.h"

namespace qomlint {

/// What stays the same when code moves and messages are reworded: check, file,
/// function, object and API. Findings may share it.
std::string identity(const Finding &F);

/// Gives each finding a fingerprint, `sha256:` and 32 digits: the hash of its
/// identity and of its number among the findings that share it. They must be
/// sorted as mergeFindings does, and be all findings of the run, so that the
/// numbers do not depend on what is shown.
void assignFingerprints(std::vector<Finding> &Findings);

} // namespace qomlint

#endif // QOMLINT_REPORT_FINGERPRINT_H
