//===- FieldProtocol.cpp - qom-field-protocol -----------------------------===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "checks/Rule.h"

using namespace qomlint;

namespace {

bool claims(const Verdict &V) {
  return V.Kind == VerdictKind::FieldSurplus &&
         !(V.Object.Origin == Origin::Created && wasParented(V));
}

std::string message(const Verdict &V) {
  return "the reference to " + objectName(V) + " stays in field '" +
         V.Slot.Field.str().str() + "', and nothing ever drops it";
}

} // namespace

const Rule qomlint::FieldProtocol = {
    "qom-field-protocol",
    Severity::Warning,
    Confidence::Likely,
    "Finds fields that own references which nothing in the program releases.",
    claims,
    message,
};
