//===- OwnedFromRaw.cpp - qom-owned-from-raw ------------------------------===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "checks/Adoption.h"
#include "checks/Repairs.h"
#include "checks/Rule.h"
#include "llvm/ADT/STLExtras.h"

using namespace qomlint;

namespace {

bool names(const Place &P, llvm::StringRef Field) {
  return llvm::any_of(P.Steps, [&](const Step &S) {
    return S.Kind == StepKind::Field && S.Field.str() == Field;
  });
}

bool names(const Function &F, llvm::StringRef Field) {
  return llvm::any_of(F.Places,
                      [&](const Place &P) { return names(P, Field); }) ||
         llvm::any_of(F.Blocks, [&](const Block &B) {
           return llvm::any_of(B.Events, [&](const Event &E) {
             return E.Target && names(*E.Target, Field);
           });
         });
}

/// Readers know the smart pointer, not the member in which it keeps the object:
/// the function cannot name that.
std::string nameOf(const Verdict &V) {
  auto [Pointer, Member] = llvm::StringRef(V.Expression).rsplit('.');
  if (Member.empty() || names(*V.Where, Member))
    return objectName(V);
  return ("'" + Pointer + "'").str();
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
