//===- RefLeak.cpp - qom-ref-leak -----------------------------------------===//
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

/// A part of an object keeps it alive.
bool isPinned(const Verdict &V) {
  return V.Kind == VerdictKind::PinnedByPart ||
         V.Kind == VerdictKind::PinnedByLink;
}

bool claims(const Verdict &V) {
  bool Lost = V.Kind == VerdictKind::Surplus ||
              V.Kind == VerdictKind::Overwritten ||
              V.Kind == VerdictKind::ReturnedEither || isPinned(V);
  // The count that an embedded-style init leaves to whoever owns the storage.
  Lost |= V.Kind == VerdictKind::FieldSurplus &&
          V.Object.Origin == Origin::Embedded;
  return Lost && !wrongAdoption(V) &&
         (isPinned(V) || !(isOwn(V) && wasParented(V)));
}

std::string message(const Verdict &V) {
  if (V.Kind == VerdictKind::Overwritten)
    return "the last pointer to " + objectName(V) + " is overwritten while " +
           (V.Object.IsArray ? "the array" : "its reference") +
           " is owned here";
  if (V.Kind == VerdictKind::ReturnedEither)
    return returnedEither(V);
  if (V.Kind == VerdictKind::PinnedByPart)
    return "the address space in " + slotName(V.Slot) +
           " holds a reference to " + objectName(V) +
           ", which it is a part of, and " + whoDropsIt(V);
  if (V.Kind == VerdictKind::PinnedByLink)
    return "a link of the child in " + slotName(V.Slot) +
           " holds a reference to " + objectName(V) +
           ", which the child is a part of, and " + whoDropsIt(V);
  if (V.Kind == VerdictKind::FieldSurplus && V.Lost != Loss::Always)
    return "the reference to " + objectName(V) +
           " stays with its storage, and " + whoDropsIt(V);
  return ownedThing(V) + " is never " + everEnded(V) + promiseBroken(V);
}

std::vector<Edit> repair(const Verdict &V, const Repairs &Known) {
  return V.Kind == VerdictKind::Overwritten ? Known.dropBeforeOverwriting()
                                            : Known.dropBeforeReturns();
}

} // namespace

const Rule qomlint::RefLeak = {
    "qom-ref-leak",
    Severity::Warning,
    Confidence::Definite,
    "Finds owned references that are lost on some path: an error exit, an "
    "early return, an overwritten pointer, an ignored result.",
    claims,
    message,
    repair,
};
