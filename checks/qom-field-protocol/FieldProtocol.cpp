//===- FieldProtocol.cpp - qom-field-protocol -----------------------------===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "checks/Repairs.h"
#include "checks/Rule.h"

using namespace qomlint;

namespace {

bool claims(const Verdict &V) {
  switch (V.Kind) {
  case VerdictKind::FieldSurplus:
    return V.Object.Origin != Origin::Embedded && !(isOwn(V) && wasParented(V));
  case VerdictKind::FieldDrop:
  case VerdictKind::FieldDroppedTwice:
  case VerdictKind::LinkStored:
  case VerdictKind::LinkDrop:
  case VerdictKind::FieldOverwritten:
    return true;
  default:
    return false;
  }
}

std::string arrayMessage(const Verdict &V, const std::string &Field) {
  if (V.Kind == VerdictKind::FieldDrop)
    return "freeing an array that " + Field + " only borrows";
  if (V.Kind == VerdictKind::FieldOverwritten)
    return "filling " + Field +
           " again without freeing the array that it may own";
  return "freeing the array of " + Field + " a second time";
}

std::string message(const Verdict &V) {
  std::string Field = slotName(V.Slot);
  if (V.Object.IsArray && V.Kind != VerdictKind::FieldSurplus)
    return arrayMessage(V, Field);
  if (V.Kind == VerdictKind::FieldDrop)
    return "dropping a reference that " + Field + " only borrows";
  if (V.Kind == VerdictKind::FieldDroppedTwice && V.Again)
    return "dropping the one reference of " + Field + " a second time";
  if (V.Kind == VerdictKind::FieldDroppedTwice)
    return "dropping the reference of " + Field +
           " again: unrealize has dropped it and left the pointer in place";
  if (V.Kind == VerdictKind::LinkStored)
    return "storing a borrowed pointer in " + Field +
           ", whose link property drops a reference in the end";
  if (V.Kind == VerdictKind::LinkDrop)
    return "dropping the reference of " + Field +
           ", which its link property has dropped before";
  if (V.Kind == VerdictKind::FieldOverwritten)
    return "filling " + Field +
           " again without dropping the reference that it may own";
  return ownedThing(V) + " stays in " + Field + ", and " + whoDropsIt(V);
}

/// A link's own reference is the one wrong drop that has only one cure.
std::vector<Edit> repair(const Verdict &V, const Repairs &Known) {
  return V.Kind == VerdictKind::LinkDrop ? Known.dropNothing()
                                         : std::vector<Edit>();
}

} // namespace

const Rule qomlint::FieldProtocol = {
    "qom-field-protocol",
    Severity::Warning,
    Confidence::Likely,
    "Finds fields whose references do not balance: filled and never dropped, "
    "dropped and never filled, filled twice.",
    claims,
    message,
    repair,
};
