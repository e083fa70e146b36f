//===- Adoption.cpp - How a smart pointer gets its reference --------------===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "checks/Adoption.h"
#include "checks/Rule.h"
#include "llvm/ADT/STLExtras.h"

using namespace qomlint;
using llvm::StringRef;

StringRef Adoption::function() const {
  return Kind == AdoptionKind::TakesOver ? "from_raw" : "from";
}

std::optional<AdoptionKind> qomlint::adoptionBy(StringRef Callee) {
  auto [Class, Method] = Callee.rsplit("::");
  StringRef Template = Class.take_until([](char C) { return C == '<'; });
  if (Template == Class ||
      !(Template == "Owned" || Template.ends_with("::Owned")))
    return std::nullopt;
  if (Method == "from_raw")
    return AdoptionKind::TakesOver;
  if (Method == "from")
    return AdoptionKind::Adds;
  return std::nullopt;
}

static bool takesOver(const Event &E) {
  return E.Kind == EventKind::Call &&
         adoptionBy(plainName(E.Callee)) == AdoptionKind::TakesOver;
}

/// The call whose result is what the variable declared there is made of.
static const Event *adoptionInto(const Position &Declared, const Function &F) {
  const Event *Call = nullptr;
  for (const Block &B : F.Blocks)
    for (const Event &E : B.Events) {
      if (takesOver(E))
        Call = &E;
      bool Fills = E.Kind == EventKind::Store && E.Target &&
                   E.Target->Root == PlaceRoot::Variable && Call &&
                   E.Operands[0].Kind == OperandKind::Temporary &&
                   E.Operands[0].Index == Call->Result;
      if (Fills && F.Variables[E.Target->Index].At == Declared)
        return Call;
    }
  return nullptr;
}

/// Of several that take over one pointer the last is wrong.
static const Event *lastLike(const Event &Call, const Function &F) {
  const Event *Last = &Call;
  if (Call.Operands[0].Kind != OperandKind::Variable)
    return Last;
  for (const Block &B : F.Blocks)
    for (const Event &E : B.Events)
      if (takesOver(E) && E.Operands[0] == Call.Operands[0] &&
          Last->Where.At < E.Where.At)
        Last = &E;
  return Last;
}

std::optional<Adoption> qomlint::wrongAdoption(const Verdict &V) {
  if (V.Kind == VerdictKind::DropBelowZero) {
    const Event *Call = adoptionInto(V.At, *V.Where);
    if (!Call)
      return std::nullopt;
    return Adoption{AdoptionKind::TakesOver,
                    lastLike(*Call, *V.Where)->Where.At};
  }
  if (V.Kind != VerdictKind::Surplus || V.Lost != Loss::Always || !isOwn(V))
    return std::nullopt;
  const StoryStep &Source = lostReference(V);
  if (Source.Kind != StoryKind::Taken ||
      adoptionBy(Source.Subject) != AdoptionKind::Adds)
    return std::nullopt;
  return Adoption{AdoptionKind::Adds, Source.At};
}
