//===- OverUnref.cpp - qom-over-unref -------------------------------------===//
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
  return (V.Kind == VerdictKind::DropBelowZero && !wrongAdoption(V)) ||
         V.Kind == VerdictKind::ReturnedBorrowed;
}

std::string message(const Verdict &V) {
  if (V.Kind == VerdictKind::ReturnedBorrowed)
    return "returning " + objectName(V) +
           " as owned, although it is only borrowed" + promiseBroken(V);
  if (V.Object.IsArray)
    return "freeing " + ownedThing(V) + ", which is not owned here any more";
  if (V.Object.Gone)
    return "dropping a reference to " + objectName(V) +
           " after the last one is gone";
  if (V.Object.Origin == Origin::Lent)
    return "dropping a reference to " + objectName(V) +
           " that was only borrowed" + promiseBroken(V);
  return "dropping a reference to " + objectName(V) +
         " that is not owned here any more";
}

std::vector<Edit> repair(const Verdict &V, const Repairs &Known) {
  return V.Kind == VerdictKind::DropBelowZero ? Known.dropNothing()
                                              : std::vector<Edit>();
}

} // namespace

const Rule qomlint::OverUnref = {
    "qom-over-unref",
    Severity::Error,
    Confidence::Definite,
    "Finds references that are dropped without being owned: borrowed ones, "
    "ones dropped twice, ones given away before.",
    claims,
    message,
    repair,
};
