//===- ChildLeak.cpp - qom-child-leak -------------------------------------===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "checks/Rule.h"

using namespace qomlint;

namespace {

bool claims(const Verdict &V) {
  switch (V.Kind) {
  case VerdictKind::Surplus:
  case VerdictKind::Overwritten:
  case VerdictKind::FieldSurplus:
    return V.Object.Origin == Origin::Created && wasParented(V);
  default:
    return false;
  }
}

std::string message(const Verdict &V) {
  return "the creation reference to " + objectName(V) +
         " is never dropped, although its parent holds its own" +
         promiseBroken(V);
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
};
