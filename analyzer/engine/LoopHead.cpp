//===- LoopHead.cpp - The rounds of one loop ------------------------------===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "analyzer/engine/LoopHead.h"
#include "llvm/ADT/STLExtras.h"

using namespace qomlint;

//===----------------------------------------------------------------------===//
// Flags
//===----------------------------------------------------------------------===//

/// True if what the frame owns may depend on flags.
static bool mayOwn(const State &S) {
  return llvm::any_of(S.Objects, [](const auto &E) {
    const ObjectState &O = E.second;
    return O.Silence == Silence::None &&
           (O.Frame != 0 || O.Origin != Origin::Foreign);
  });
}

bool LoopHead::isFlagValue(ValueId Address, ValueId Stored) const {
  return Terms[Stored].Kind == ValueKind::Integer &&
         Flags.isFlag(Terms[Address]);
}

LoopHead::FlagValues LoopHead::changedFlags(const State &S) const {
  if (!mayOwn(S))
    return std::nullopt;
  FlagValues Result(std::in_place);
  if (Paths.empty())
    return Result;
  const State &First = Paths.front().Path;
  auto Note = [&](ValueId Address, ValueId Now, ValueId Before) {
    if (Now != Before && isFlagValue(Address, Now))
      Result->push_back({Address, Now});
  };
  for (size_t I = 0; I != S.Variables.size(); ++I)
    if (S.Variables[I] != First.Variables[I])
      Note(Terms.localAddress(I), S.Variables[I], First.Variables[I]);
  for (const auto &[Address, Stored] : S.Memory)
    if (const ValueId *Before = First.Memory.find(Address))
      Note(Address, Stored, *Before);
  return Result;
}

/// The last path that began a round with the same flags; null if none has.
const State *LoopHead::lastWith(const FlagValues &Changed) const {
  for (const Begun &B : llvm::reverse(Paths))
    if (!Changed || Changed == B.Changed)
      return &B.Path;
  return nullptr;
}

//===----------------------------------------------------------------------===//
// Paths that tell nothing new
//===----------------------------------------------------------------------===//

/// True if the frame owns a reference, or has dropped one that it did not own.
static bool isCounted(const ObjectState &O) {
  return O.Frame != 0 && O.Origin != Origin::Foreign;
}

/// True if one event made both, in different rounds.
static bool areOfOneEvent(const Values &Terms, ValueId A, ValueId B) {
  const Value &X = Terms[A], &Y = Terms[B];
  return X.Kind == ValueKind::Symbol && Y.Kind == ValueKind::Symbol &&
         X.Other == static_cast<ValueId>(SymbolKind::Result) &&
         Y.Other == X.Other && X.Number == Y.Number;
}

/// True if what \p Later owns \p Earlier does too, in the same state. Each
/// round makes other objects; that of the same event counts for a new one.
static bool ownsNothingNew(const Values &Terms, const State &Later,
                           const State &Earlier) {
  for (const auto &[Id, O] : Later.Objects) {
    if (!isCounted(O))
      continue;
    const ObjectState *Old = Earlier.object(Id);
    bool Known =
        Old ? Old->sameAs(O)
            : llvm::any_of(Earlier.Objects, [&](const auto &E) {
                return areOfOneEvent(Terms, E.first, Id) && E.second.sameAs(O);
              });
    if (!Known)
      return false;
  }
  return true;
}

/// True if a variable that holds a new object in \p Later holds that of the
/// same event in \p Earlier.
static bool keepsWhereItDid(const Values &Terms, const State &Later,
                            const State &Earlier) {
  for (size_t I = 0; I != Later.Variables.size(); ++I) {
    ValueId Now = Later.Variables[I], Before = Earlier.Variables[I];
    const ObjectState *O = Later.object(Now);
    if (Now != Before && O && isCounted(*O) && !Earlier.object(Now) &&
        !areOfOneEvent(Terms, Now, Before))
      return false;
  }
  return true;
}

/// True if some earlier round began with the same flags, and owned as much.
/// What others own may differ: each round meets other objects.
bool LoopHead::isCovered(const State &S, const FlagValues &Changed) const {
  return llvm::any_of(Paths, [&](const Begun &B) {
    return (!Changed || Changed == B.Changed) &&
           ownsNothingNew(Terms, S, B.Path) &&
           keepsWhereItDid(Terms, S, B.Path);
  });
}

/// A reference more or less with each round: how many in the end is not known.
static void stopCounting(State &S, const State &Earlier) {
  for (auto &[Id, O] : S.Objects) {
    const ObjectState *Before = Earlier.object(Id);
    if (!Before || Before->Frame == O.Frame)
      continue;
    O.Frame = Before->Frame;
    if (O.Silence == Silence::None)
      O.Silence = Silence::Container;
  }
}

std::vector<State> LoopHead::uncovered(std::vector<State> States) {
  std::vector<Begun> New;
  for (State &S : States) {
    FlagValues Changed = changedFlags(S);
    if (Round > WidenedRound) {
      if (const State *Earlier = lastWith(Changed))
        stopCounting(S, *Earlier);
      if (isCovered(S, Changed))
        continue;
    }
    New.push_back({std::move(S), std::move(Changed)});
  }
  std::vector<State> Result;
  for (Begun &B : New) {
    if (Round < WidenedRound)
      noteNumbers(B.Path);
    Result.push_back(B.Path);
    Paths.push_back(std::move(B));
  }
  return Result;
}

//===----------------------------------------------------------------------===//
// What holds for all later rounds
//===----------------------------------------------------------------------===//

void LoopHead::noteNumbers(const State &S) {
  auto Note = [&](ValueId Address, ValueId Stored) {
    if (!isFlagValue(Address, Stored))
      Numbers.note(Address, Stored);
  };
  for (size_t I = 0; I != S.Variables.size(); ++I)
    Note(Terms.localAddress(I), S.Variables[I]);
  for (const auto &[Address, Stored] : S.Memory)
    Note(Address, Stored);
}

bool LoopHead::widen(State &S, uint32_t Visit) const {
  const State &First = Paths.front().Path;
  const bool HasFlags = mayOwn(S);
  bool KeepsFlags = true;
  auto Widen = [&](ValueId Address, ValueId &Held, ValueId Before) {
    ValueKind Kind = Terms[Held].Kind;
    if (Held == Before ||
        (Kind != ValueKind::Integer && Kind != ValueKind::Compute))
      return;
    if (HasFlags && isFlagValue(Address, Held)) {
      if (Round < FlagsWidenedRound)
        return;
      KeepsFlags = false;
    }
    Range R = Numbers.inLaterRounds(S, Address, Held, Before);
    Held = Terms.inRounds(Address, Block, Visit);
    if (!(R == Range::any()))
      S.Ranges[Held] = R;
  };
  for (size_t I = 0; I != S.Variables.size(); ++I)
    if (S.Variables[I] != First.Variables[I])
      Widen(Terms.localAddress(I), S.Variables[I], First.Variables[I]);
  for (auto &[Address, Stored] : S.Memory)
    if (const ValueId *Before = First.Memory.find(Address))
      Widen(Address, Stored, *Before);
  return KeepsFlags;
}

/// True if the paths know the same of what the loop counts.
bool LoopHead::agreeOnCounts(const State &A, const State &B) const {
  auto Same = [](const Range &X, const Range &Y) {
    return X.Low == Y.Low && X.High == Y.High &&
           X.excludesZero() == Y.excludesZero();
  };
  auto Covers = [&](const State &X, const State &Y) {
    return llvm::all_of(X.Ranges, [&](const auto &E) {
      const Range *Other = Y.Ranges.find(E.first);
      return !Terms.isOfRounds(E.first, Block) ||
             (Other && Same(*Other, E.second));
    });
  };
  return Covers(A, B) && Covers(B, A);
}

/// What is dropped on some of these paths may be what a path owns that has left
/// the loop, unless the round may as well leave it, for all that is known of
/// what the loop counts.
std::vector<LoopHead::Doubt>
LoopHead::doubts(const std::vector<State> &States) const {
  std::vector<Doubt> Result;
  if (Round <= WidenedRound)
    return Result;
  for (const State &S : States) {
    const State *Earlier = lastWith(changedFlags(S));
    if (!Earlier)
      continue;
    for (const auto &[Id, O] : S.Objects) {
      const ObjectState *Before = Earlier->object(Id);
      if (!Before || Before->Frame <= std::max(O.Frame, 0))
        continue;
      bool MayStay = llvm::any_of(States, [&](const State &T) {
        const ObjectState *Other = T.object(Id);
        return Other && Other->Frame == Before->Frame && agreeOnCounts(S, T);
      });
      if (!MayStay)
        Result.push_back({Id, Before->Frame});
    }
  }
  return Result;
}
