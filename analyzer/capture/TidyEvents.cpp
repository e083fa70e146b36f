//===- TidyEvents.cpp - Removes events that nobody wants ------------------===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "analyzer/capture/Body.h"
#include "analyzer/capture/Reads.h"
#include "analyzer/capture/Tidy.h"
#include "llvm/ADT/STLExtras.h"

using namespace qomlint;

namespace {

/// A variable that nobody reads and whose address nobody has, and that cannot
/// hold an object.
bool isDeadStore(const Function &F, const Event &E, const Reads &Counts) {
  if (E.Kind != EventKind::Store || !E.Target->isVariable())
    return false;
  const Variable &V = F.Variables[E.Target->Index];
  bool IsHidden = V.Identifier.str().starts_with("$");
  return Counts.OfVariable[E.Target->Index] == 0 && !V.Slot &&
         (IsHidden || (!V.Pointer && V.Type.empty()));
}

/// What is left of an event whose result nobody reads.
enum class Fate { Keep, ToUse, Remove };

Fate fateOf(const Function &F, const Event &E, const Reads &Counts) {
  if (isDeadStore(F, E, Counts))
    return Fate::Remove;
  if (E.Result == NoId || Counts.OfTemporary[E.Result])
    return Fate::Keep;
  switch (E.Kind) {
  case EventKind::Load:
    return hasDereference(*E.Target) ? Fate::ToUse : Fate::Remove;
  case EventKind::Compute:
  case EventKind::ContainerOf:
    return Fate::Remove;
  default:
    return Fate::Keep;
  }
}

void toUse(Event &E) {
  E.Kind = EventKind::Use;
  E.Result = NoId;
}

/// Backwards, so that what only fed a removed event goes in the same pass.
/// True if a pass over the whole function may find more.
bool removeUnread(Function &F) {
  Reads Counts(F);
  bool Changed = false;
  for (Block &B : llvm::reverse(F.Blocks)) {
    std::vector<Event> Kept;
    for (Event &E : llvm::reverse(B.Events)) {
      Fate Result = fateOf(F, E, Counts);
      Changed |= Result == Fate::Remove;
      if (Result == Fate::ToUse)
        toUse(E);
      if (Result == Fate::Remove)
        Counts.forget(E);
      else
        Kept.push_back(std::move(E));
    }
    std::reverse(Kept.begin(), Kept.end());
    B.Events = std::move(Kept);
  }
  return Changed;
}

/// One use of a place says as much as several in a row.
void mergeUses(Function &F) {
  for (Block &B : F.Blocks) {
    std::vector<Place> Used;
    llvm::erase_if(B.Events, [&](const Event &E) {
      if (E.Kind != EventKind::Use && E.Kind != EventKind::Load &&
          E.Kind != EventKind::Compute) {
        Used.clear();
        return false;
      }
      if (E.Kind == EventKind::Compute)
        return false;
      bool Known = llvm::is_contained(Used, *E.Target);
      if (!Known)
        Used.push_back(*E.Target);
      return Known && E.Kind == EventKind::Use;
    });
  }
}

} // namespace

void qomlint::tidyEvents(Function &F) {
  while (removeUnread(F))
    ;
  mergeUses(F);
}
