//===- EmbeddedRef.cpp - qom-embedded-ref ---------------------------------===//
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
  return V.Kind == VerdictKind::EmbeddedDrop ||
         V.Kind == VerdictKind::EmbeddedReinitialized ||
         V.Kind == VerdictKind::EmbeddedFreed ||
         V.Kind == VerdictKind::InstanceFreed ||
         V.Kind == VerdictKind::EmbeddedOutlived ||
         V.Kind == VerdictKind::BlockLost ||
         V.Kind == VerdictKind::FieldBlockLost;
}

std::string message(const Verdict &V) {
  if (V.Kind == VerdictKind::EmbeddedReinitialized)
    return "initializing the storage of " + objectName(V) +
           " again while its object lives";
  if (V.Kind == VerdictKind::EmbeddedFreed)
    return "freeing the storage of " + objectName(V) +
           " while its object lives";
  if (V.Kind == VerdictKind::InstanceFreed)
    return "freeing " + objectName(V) +
           " in its own finalizer: who drops its last reference frees it again";
  if (V.Kind == VerdictKind::EmbeddedOutlived)
    return objectName(V) + " becomes a child of /machine/unattached, which "
                           "keeps it when its storage is gone";
  if (V.Kind == VerdictKind::BlockLost)
    return "the heap block around " + objectName(V) +
           " is lost: its object has no free hook, and no pointer is left";
  if (V.Kind == VerdictKind::FieldBlockLost)
    return "the heap block that " + slotName(V.Slot) +
           " points to is never freed: its object has no free hook";
  return "dropping a reference to embedded " + objectName(V) +
         " that only its parent holds";
}

std::vector<Edit> repair(const Verdict &V, const Repairs &Known) {
  return V.Kind == VerdictKind::EmbeddedDrop ? Known.dropNothing()
                                             : std::vector<Edit>();
}

} // namespace

const Rule qomlint::EmbeddedRef = {
    "qom-embedded-ref",
    Severity::Error,
    Confidence::Definite,
    "Finds embedded objects that end before their holders or after their "
    "storage: dropped by someone other than their parent, freed or initialized "
    "again while they live, held by who outlives them, in blocks that nobody "
    "frees.",
    claims,
    message,
    repair,
};
