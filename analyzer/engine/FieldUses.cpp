//===- FieldUses.cpp - What the program does to a field -------------------===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "analyzer/engine/Analysis.h"
#include "analyzer/engine/ReferenceTracer.h"
#include "llvm/ADT/STLExtras.h"

using namespace qomlint;

/// None for what says nothing of who has the reference, or says it again.
static std::optional<FieldUseKind> useOf(SlotEventKind K) {
  switch (K) {
  case SlotEventKind::Surplus:
    return FieldUseKind::Owns;
  case SlotEventKind::UnknownStore:
    return FieldUseKind::Stores;
  case SlotEventKind::BlockFreed:
    return FieldUseKind::Frees;
  case SlotEventKind::LeftDropped:
    return FieldUseKind::LeavesDropped;
  case SlotEventKind::Release:
    return FieldUseKind::Drops;
  case SlotEventKind::BorrowedStore:
    return FieldUseKind::Borrows;
  case SlotEventKind::Exit:
    return FieldUseKind::Escapes;
  case SlotEventKind::AliasTo:
    return FieldUseKind::Copies;
  case SlotEventKind::Embedded:
    return FieldUseKind::Embeds;
  case SlotEventKind::EmbeddedOwned:
    return FieldUseKind::EmbedsOwned;
  case SlotEventKind::Unparented:
    return FieldUseKind::Unparents;
  case SlotEventKind::Taken:
    return FieldUseKind::Takes;
  case SlotEventKind::BlockKept:
  case SlotEventKind::Overwrite:
  case SlotEventKind::UsedDropped:
  case SlotEventKind::Held:
  case SlotEventKind::Unlinked:
    return std::nullopt;
  }
  return std::nullopt;
}

static std::string text(const SlotKey &Slot) {
  if (Slot.Record.empty())
    return plainName(Slot.Field).str();
  return Slot.Record.str().str() + "." + Slot.Field.str().str();
}

static Position positionOf(const SlotEvent &E) {
  if (E.Kind == SlotEventKind::Release && E.Details.At.valid())
    return E.Details.At;
  bool Stores = E.Kind == SlotEventKind::Surplus ||
                E.Kind == SlotEventKind::BorrowedStore ||
                E.Kind == SlotEventKind::UnknownStore;
  Position At = Stores ? storeTo(*E.In, E.Slot) : Position();
  return At.valid() ? At : E.In->At;
}

/// Its facts name the slot, so that it, or a callee on its account, can do
/// something about it.
static bool mentions(const Function &F, const SlotKey &Slot) {
  auto InPlace = [&](const Place &P) {
    if (P.Root == PlaceRoot::Global && Slot.Record.empty())
      return P.Global == Slot.Field;
    return llvm::any_of(P.Steps, [&](const Step &X) {
      return X.Kind == StepKind::Field && X.Field == Slot.Field;
    });
  };
  return llvm::any_of(F.Places, InPlace) ||
         llvm::any_of(F.Blocks, [&](const Block &B) {
           return llvm::any_of(B.Events, [&](const Event &E) {
             return E.Target && InPlace(*E.Target);
           });
         });
}

/// A slot that a callee may have written to holds something unknown: that is
/// told where it is written.
static bool isAbout(const SlotEvent &E, const SlotKey &Slot) {
  std::optional<FieldUseKind> Use = useOf(E.Kind);
  if (!(E.Slot == Slot) || !Use)
    return false;
  return Use != FieldUseKind::Stores || storeTo(*E.In, Slot).valid();
}

static void add(FieldHistory &To, FieldUse Use) {
  if (!llvm::is_contained(To.Uses, Use))
    To.Uses.push_back(std::move(Use));
}

FieldHistory Analysis::fieldHistory(const SlotKey &Slot) const {
  FieldHistory Result;
  Result.Record = Slot.Record.str().str();
  Result.Field = plainName(Slot.Field).str();
  if (const Links::Makers *Makers = Linked.makers(Slot))
    for (const Links::Maker &M : *Makers)
      add(Result, {FieldUseKind::Links,
                   Name(M.By ? M.By->plainName() : llvm::StringRef()),
                   M.At,
                   {}});
  for (const ProgramFunction *F : P.functions())
    for (const Function &Body : F->Variants) {
      if (!mentions(Body, Slot))
        continue;
      for (const SlotEvent &E : Executor(Body, *this).run().SlotEvents)
        if (isAbout(E, Slot))
          add(Result, {*useOf(E.Kind), Name(Body.plainName()), positionOf(E),
                       E.Kind == SlotEventKind::AliasTo ? text(E.Other) : ""});
    }
  // A store of which one path says more.
  const std::vector<FieldUse> All = Result.Uses;
  auto SaysLess = [&](const FieldUse &Use) {
    return Use.Kind == FieldUseKind::Stores &&
           llvm::any_of(All, [&](const FieldUse &More) {
             return (More.Kind == FieldUseKind::Owns ||
                     More.Kind == FieldUseKind::Borrows) &&
                    More.Function == Use.Function && More.At == Use.At;
           });
  };
  llvm::erase_if(Result.Uses, SaysLess);
  llvm::sort(Result.Uses, [](const FieldUse &A, const FieldUse &B) {
    return std::tie(A.Kind, A.At, A.Function, A.Other) <
           std::tie(B.Kind, B.At, B.Function, B.Other);
  });
  return Result;
}
