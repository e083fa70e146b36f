//===- OwnedFromRaw.cpp - qom-owned-from-raw ------------------------------===//
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

/// Readers know the owner, not the member in which it keeps the pointer.
std::string nameOf(Verdict V) {
  llvm::StringRef Owner = llvm::StringRef(V.Expression).rsplit('.').first;
  V.Expression = Owner.str();
  return objectName(V);
}

bool claims(const Verdict &V) { return wrongAdoption(V).has_value(); }

std::string message(const Verdict &V) {
  if (wrongAdoption(V)->Kind == AdoptionKind::Adds)
    return "'from' adds a reference to " + nameOf(V) +
           ", and the one that came with it is never dropped";
  if (V.Object.Gone)
    return "'from_raw' takes over a reference to " + nameOf(V) +
           " that somebody else drops";
  return "'from_raw' takes over a reference to " + nameOf(V) +
         " that was only borrowed";
}

Position place(const Verdict &V) { return wrongAdoption(V)->At; }

std::vector<Edit> repair(const Verdict &V, const Repairs &Known) {
  return Known.adoptOtherwise();
}

} // namespace

const Rule qomlint::OwnedFromRaw = {
    "qom-owned-from-raw",
    Severity::Error,
    Confidence::Definite,
    "Finds smart pointers that take over a reference that nobody gave, or add "
    "one to a reference that was given.",
    claims,
    message,
    repair,
    place,
};
