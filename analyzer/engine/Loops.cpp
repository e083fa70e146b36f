//===- Loops.cpp - What the rounds of loops do to paths -------------------===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "analyzer/engine/Executor.h"
#include "llvm/ADT/STLExtras.h"

using namespace qomlint;

/// The states that the next round of the loop is to be run with, of those that
/// have reached its head. None: the loop is done.
std::vector<State> Executor::beginRound(std::vector<State> States,
                                        BlockId Head) {
  LoopHead &Loop = Rounds.beginRound(Head);
  for (const LoopHead::Doubt &D : Loop.doubts(States))
    doubtAfter(Head, D);
  if (Loop.isWidened())
    for (State &S : States) {
      if (!Loop.widen(S, Visits[Head]))
        doubtAll(S);
      doubtElements(S);
    }
  States = Loop.uncovered(std::move(States));
  if (!States.empty())
    Rounds.beginInnerLoops(Head);
  return States;
}

/// On the paths that have left the loop in later rounds, and own as many
/// references of the object, nothing is known of them.
void Executor::doubtAfter(BlockId Head, const LoopHead::Doubt &Doubtful) {
  auto OfRounds = [&](ValueId Id) { return Terms.isOfRounds(Id, Head); };
  auto IsLater = [&](const State &S) {
    return llvm::any_of(S.Variables, OfRounds) ||
           llvm::any_of(S.Memory,
                        [&](const auto &E) { return OfRounds(E.second); });
  };
  for (auto &[Place, States] : Pending) {
    if (llvm::is_contained(*Order.loopAt(Head), Order.at(Place)))
      continue;
    for (State &S : States) {
      const ObjectState *O = S.object(Doubtful.Object);
      if (O && O->Frame == Doubtful.Frame && IsLater(S))
        escape(S, Doubtful.Object, Silence::Conflict);
    }
  }
}

void Executor::doubtAll(State &S) {
  std::vector<ValueId> Objects;
  for (const auto &[Id, O] : S.Objects)
    Objects.push_back(Id);
  for (ValueId Id : Objects)
    escape(S, Id, Silence::Conflict);
}

/// Which elements of an array of this frame the later rounds fill or empty is
/// not known.
void Executor::doubtElements(State &S) {
  std::vector<ValueId> Elements;
  for (const auto &[Address, Stored] : S.Memory)
    if (Terms[Address].Kind == ValueKind::ElementAddress &&
        !slotOf(S, Address) && S.Objects.find(Stored))
      Elements.push_back(Stored);
  for (ValueId Element : Elements)
    escape(S, Element, Silence::Container);
}
