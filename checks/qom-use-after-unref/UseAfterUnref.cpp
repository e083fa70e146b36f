//===- UseAfterUnref.cpp - qom-use-after-unref ----------------------------===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "checks/Rule.h"

using namespace qomlint;

namespace {

bool claims(const Verdict &V) {
  return V.Kind == VerdictKind::UseAfterLast ||
         V.Kind == VerdictKind::FieldUsedAfterDrop;
}

std::string message(const Verdict &V) {
  if (V.Object.IsArray)
    return "using " + ownedThing(V) + " after it was freed";
  if (V.Kind == VerdictKind::FieldUsedAfterDrop)
    return "using " + objectName(V) + " after the reference of " +
           slotName(V.Slot) + " was dropped";
  return "using " + objectName(V) + " after its last known holder is gone";
}

} // namespace

const Rule qomlint::UseAfterUnref = {
    "qom-use-after-unref",
    Severity::Error,
    Confidence::Definite,
    "Finds uses of an object after its last known holder is gone: an unref, an "
    "unparent, a failed realize that was given the reference.",
    claims,
    message,
};
