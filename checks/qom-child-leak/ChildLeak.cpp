//===- ChildLeak.cpp - qom-child-leak -------------------------------------===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "checks/Adoption.h"
#include "checks/Repairs.h"
#include "checks/Rule.h"

using namespace qomlint;

namespace {

bool claims(const Verdict &V) {
  switch (V.Kind) {
  case VerdictKind::Surplus:
  case VerdictKind::Overwritten:
  case VerdictKind::FieldSurplus:
  case VerdictKind::ReturnedEither:
    return isOwn(V) && wasParented(V) && !wrongAdoption(V);
  default:
    return false;
  }
}

std::string message(const Verdict &V) {
  if (V.Kind == VerdictKind::ReturnedEither)
    return returnedEither(V);
  std::string Subject = "the creation reference to " + objectName(V);
  if (V.Kind == VerdictKind::FieldSurplus && V.Lost != Loss::Always)
    return Subject + " stays beside the parent's own, and " + whoDropsIt(V);
  return Subject + " is never dropped, although its parent holds its own" +
         promiseBroken(V);
}

/// The shortest first: a consuming call instead of the plain one.
std::vector<Edit> repair(const Verdict &V, const Repairs &Known) {
  std::vector<Edit> Edits = Known.consume();
  if (Edits.empty())
    Edits = Known.dropAfterHold();
  return Edits.empty() ? Known.dropBeforeReturns() : Edits;
}

} // namespace

const Rule qomlint::ChildLeak = {
    "qom-child-leak",
    Severity::Warning,
    Confidence::Definite,
    "Finds objects whose creation reference is kept after a child property (or "
    "realize) took its own.",
    claims,
    message,
    repair,
};
