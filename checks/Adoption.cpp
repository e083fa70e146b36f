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
  return E.Kind == EventKind::Call && !E.Operands.empty() &&
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

static bool isStoredOnce(VariableId Variable, const Function &F) {
  unsigned Stores = 0;
  for (const Block &B : F.Blocks)
    Stores += llvm::count_if(B.Events, [&](const Event &E) {
      return E.Kind == EventKind::Store && E.Target->isVariable() &&
             E.Target->Index == Variable;
    });
  return Stores == 1;
}

/// Of several that take over the one reference of a new object the last is
/// wrong.
static const Event *lastLike(const Event &Call, const Function &F) {
  const Operand &Pointer = Call.Operands[0];
  const Event *Last = &Call;
  if (Pointer.Kind != OperandKind::Variable || !isStoredOnce(Pointer.Index, F))
    return Last;
  for (const Block &B : F.Blocks)
    for (const Event &E : B.Events)
      if (takesOver(E) && E.Operands[0] == Pointer &&
          Last->Where.At < E.Where.At)
        Last = &E;
  return Last;
}

std::optional<Adoption> qomlint::wrongAdoption(const Verdict &V) {
  if (V.Kind == VerdictKind::DropBelowZero) {
    const Event *Call = adoptionInto(V.At, *V.Where);
    if (!Call)
      return std::nullopt;
    if (V.Object.Origin == Origin::Created)
      Call = lastLike(*Call, *V.Where);
    return Adoption{AdoptionKind::TakesOver, Call->Where.At};
  }
  if (V.Kind != VerdictKind::Surplus || V.Lost != Loss::Always || !isOwn(V))
    return std::nullopt;
  const StoryStep &Source = lostReference(V);
  if (Source.Kind != StoryKind::Taken ||
      adoptionBy(Source.Subject) != AdoptionKind::Adds)
    return std::nullopt;
  return Adoption{AdoptionKind::Adds, Source.At};
}
