//===- EmbeddedRef.cpp - qom-embedded-ref ---------------------------------===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "checks/Rule.h"

using namespace qomlint;

namespace {

bool claims(const Verdict &V) {
  return V.Kind == VerdictKind::EmbeddedDrop ||
         V.Kind == VerdictKind::EmbeddedReinitialized ||
         V.Kind == VerdictKind::EmbeddedFreed;
}

std::string message(const Verdict &V) {
  if (V.Kind == VerdictKind::EmbeddedReinitialized)
    return "initializing the storage of " + objectName(V) +
           " again while its object lives";
  if (V.Kind == VerdictKind::EmbeddedFreed)
    return "freeing the storage of " + objectName(V) +
           " while its object lives";
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
