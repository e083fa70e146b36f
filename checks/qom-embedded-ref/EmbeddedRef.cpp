//===- EmbeddedRef.cpp - qom-embedded-ref ---------------------------------===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "checks/Rule.h"

using namespace qomlint;

namespace {

bool claims(const Verdict &V) { return V.Kind == VerdictKind::EmbeddedDrop; }

std::string message(const Verdict &V) {
  return "dropping a reference to embedded " + objectName(V) +
         " that only its parent holds";
}

} // namespace

const Rule qomlint::EmbeddedRef = {
    "qom-embedded-ref",
    Severity::Error,
    Confidence::Definite,
    "Finds references to embedded objects that are dropped by someone other "
    "than the parent that holds them.",
    claims,
    message,
};
