//===- Loops.cpp - The rounds of a loop -----------------------------------===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "analyzer/engine/Executor.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/MathExtras.h"

using namespace qomlint;

namespace {

/// A loop's body runs twice with the values of those rounds: the second time
/// meets what the first one left. The third round stands for all later ones.
constexpr uint32_t WidenedRound = 3;
/// Flags and states of a loop keep their values longer.
constexpr uint32_t BlurredRound = 7;

Range shifted(Range R, int64_t By) {
  // A bound that is none stays so.
  if (R.Low != Range::any().Low && llvm::AddOverflow(R.Low, By, R.Low))
    R.Low = Range::any().Low;
  if (R.High != Range::any().High && llvm::AddOverflow(R.High, By, R.High))
    R.High = Range::any().High;
  R.NonZero = false;
  return R;
}

} // namespace

/// Loops inside this one begin again with each of its rounds.
void Executor::beginRound(const std::vector<BlockId> &Inside) {
  for (BlockId Block : Inside) {
    VisitsBefore[Block] = Visits[Block];
    Heads.erase(Block);
  }
}

uint32_t Executor::visits(BlockId Block) const {
  return Visits[Block] - VisitsBefore[Block];
}

/// What the loop stores a computed value to.
const Executor::LoopCounts &Executor::countedIn(BlockId Head) {
  auto [Entry, New] = Counted.try_emplace(Head);
  LoopCounts &Counts = Entry->second;
  if (!New)
    return Counts;
  std::vector<BlockId> Blocks = *Order.loopAt(Head);
  Blocks.push_back(Head);
  // Conditions are 0 or 1, and of what calls return few constants are known.
  std::set<TemporaryId> Computed;
  for (BlockId Block : Blocks)
    for (const Event &E : F.Blocks[Block].Events)
      if (E.Result != NoId && E.Kind != EventKind::Call &&
          !(E.Kind == EventKind::Compute && isCondition(E.Callee)))
        Computed.insert(E.Result);
  auto IsCount = [&](const Operand &O) {
    switch (O.Kind) {
    case OperandKind::Integer:
    case OperandKind::Null:
      return false;
    case OperandKind::Variable:
      return Counts.Variables.count(O.Index) != 0;
    case OperandKind::Temporary:
      return Computed.count(O.Index) != 0;
    default:
      return true;
    }
  };
  auto Note = [&](const Event &E) {
    if (E.Kind != EventKind::Store || !IsCount(E.Operands[0]))
      return false;
    const Place &P = *E.Target;
    if (P.isVariable())
      return Counts.Variables.insert(P.Index).second;
    if (P.Steps.empty())
      return Counts.Slots.insert({Name(), P.Global}).second;
    const Step &Last = P.Steps.back();
    return Counts.Slots.insert({Last.Record, Last.Field}).second;
  };
  // A copy of a count is one.
  for (bool Changed = true; Changed;) {
    Changed = false;
    for (BlockId Block : Blocks)
      for (const Event &E : F.Blocks[Block].Events)
        Changed |= Note(E);
  }
  return Counts;
}

/// True if the loop only ever stores constants there.
bool Executor::isFlagOf(BlockId Head, ValueId Address) {
  const LoopCounts &Counts = countedIn(Head);
  const Value &A = Terms[Address];
  switch (A.Kind) {
  case ValueKind::LocalAddress:
    return !Counts.Variables.count(A.Number);
  case ValueKind::FieldAddress:
    return !Counts.Slots.count({A.Record, A.Text});
  case ValueKind::GlobalAddress:
    return !Counts.Slots.count({Name(), A.Text});
  default:
    return false;
  }
}

/// The flags of the loop that are not what they were at first, if the path has
/// anything that may depend on them.
std::optional<Executor::Flags> Executor::flagsOf(const State &S, BlockId Head) {
  if (llvm::none_of(S.Objects, [](const auto &E) {
        const ObjectState &O = E.second;
        return O.Silence == Silence::None &&
               (O.Frame != 0 || O.Origin != Origin::Foreign);
      }))
    return std::nullopt;
  const LoopHead &Seen = Heads[Head];
  Flags Result;
  if (Seen.States.empty())
    return Result;
  const State &First = Seen.States.front();
  auto Note = [&](ValueId Address, ValueId Now, ValueId Before) {
    if (Now != Before && Terms[Now].Kind == ValueKind::Integer &&
        isFlagOf(Head, Address))
      Result.push_back({Address, Now});
  };
  for (size_t I = 0; I != S.Variables.size(); ++I)
    if (S.Variables[I] != First.Variables[I])
      Note(Terms.localAddress(I), S.Variables[I], First.Variables[I]);
  for (const auto &[Address, Stored] : S.Memory)
    if (const ValueId *Before = First.Memory.find(Address))
      Note(Address, Stored, *Before);
  return Result;
}

/// True if one event made both, in different rounds.
bool Executor::areOfOneEvent(ValueId A, ValueId B) const {
  const Value &X = Terms[A], &Y = Terms[B];
  return X.Kind == ValueKind::Symbol && Y.Kind == ValueKind::Symbol &&
         X.Other == static_cast<ValueId>(SymbolKind::Result) &&
         Y.Other == X.Other && X.Number == Y.Number;
}

/// True if \p Later tells nothing that \p Earlier did not: it owns no more, and
/// what it owns is in the same state. What others own may differ; each round
/// of a loop meets and makes other objects.
bool Executor::isCovered(const State &Later, const State &Earlier) const {
  auto Owned = [&](ValueId Id) -> const ObjectState * {
    const ObjectState *O = Later.object(Id);
    return O && O->Frame != 0 && O->Origin != Origin::Foreign ? O : nullptr;
  };
  for (const auto &[Id, O] : Later.Objects) {
    if (!Owned(Id))
      continue;
    const ObjectState *Old = Earlier.object(Id);
    bool Known =
        Old ? Old->sameAs(O)
            : llvm::any_of(Earlier.Objects, [&](const auto &E) {
                return areOfOneEvent(E.first, Id) && E.second.sameAs(O);
              });
    if (!Known)
      return false;
  }
  // Where the pointer to a new one is, there was one to its predecessor.
  for (size_t I = 0; I != Later.Variables.size(); ++I) {
    ValueId Now = Later.Variables[I], Before = Earlier.Variables[I];
    if (Now != Before && Owned(Now) && !Earlier.object(Now) &&
        !areOfOneEvent(Now, Before))
      return false;
  }
  return true;
}

std::vector<State> Executor::unseen(std::vector<State> States, BlockId Block) {
  LoopHead &Seen = Heads[Block];
  if (visits(Block) > WidenedRound)
    doubtCounts(States, Block);
  if (visits(Block) >= WidenedRound)
    for (State &S : States)
      widen(S, Block);
  std::vector<State> New;
  std::vector<std::optional<Flags>> FlagsOfNew;
  for (State &S : States) {
    std::optional<Flags> Known = flagsOf(S, Block);
    if (visits(Block) > WidenedRound) {
      if (const State *Earlier = earlierOf(Known, Block))
        stopCounting(S, *Earlier);
      bool Covered = false;
      for (size_t I = 0; I != Seen.States.size() && !Covered; ++I)
        Covered = (!Known || Known == Seen.FlagsOf[I]) &&
                  isCovered(S, Seen.States[I]);
      if (Covered)
        continue;
    }
    New.push_back(std::move(S));
    FlagsOfNew.push_back(std::move(Known));
  }
  llvm::append_range(Seen.FlagsOf, FlagsOfNew);
  llvm::append_range(Seen.States, New);
  if (visits(Block) < WidenedRound)
    noteNumbers(New, Block);
  return New;
}

/// What places held in the rounds that are run as they are.
void Executor::noteNumbers(const std::vector<State> &States, BlockId Head) {
  FlatMap<ValueId, Range> &Numbers = Heads[Head].Numbers;
  auto Note = [&](ValueId Address, ValueId Stored) {
    const Value &V = Terms[Stored];
    if (V.Kind != ValueKind::Integer || isFlagOf(Head, Address))
      return;
    Range Now = Range::exactly(V.Number), *Known = Numbers.find(Address);
    Numbers[Address] = Known ? Known->unite(Now) : Now;
  };
  for (const State &S : States) {
    for (size_t I = 0; I != S.Variables.size(); ++I)
      Note(Terms.localAddress(I), S.Variables[I]);
    for (const auto &[Address, Stored] : S.Memory)
      Note(Address, Stored);
  }
}

/// A reference more with each round: how many in the end is not known.
void Executor::stopCounting(State &S, const State &Earlier) {
  for (auto &[Id, O] : S.Objects) {
    const ObjectState *Before = Earlier.object(Id);
    if (!Before || Before->Frame == O.Frame)
      continue;
    O.Frame = Before->Frame;
    if (O.Silence == Silence::None)
      O.Silence = Silence::Container;
  }
}

/// The last state with the same flags; null if there is none.
const State *Executor::earlierOf(const std::optional<Flags> &Known,
                                 BlockId Head) {
  const LoopHead &Seen = Heads[Head];
  for (size_t I = Seen.FlagsOf.size(); I != 0; --I)
    if (!Known || Known == Seen.FlagsOf[I - 1])
      return &Seen.States[I - 1];
  return nullptr;
}

/// True if the paths know the same of what the loop counts.
bool Executor::agreeOnRounds(const State &A, const State &B,
                             BlockId Head) const {
  auto Same = [](const Range &X, const Range &Y) {
    return X.Low == Y.Low && X.High == Y.High &&
           X.excludesZero() == Y.excludesZero();
  };
  auto Covers = [&](const State &X, const State &Y) {
    return llvm::all_of(X.Ranges, [&](const auto &E) {
      const Range *Other = Y.Ranges.find(E.first);
      return !Terms.isOfRounds(E.first, Head) ||
             (Other && Same(*Other, E.second));
    });
  };
  return Covers(A, B) && Covers(B, A);
}

/// A later round drops what the paths still own that have left the loop after
/// the third, which stands for it. That may be them, unless the round may as
/// well leave it, for all that is known of what the loop counts.
void Executor::doubtCounts(const std::vector<State> &States, BlockId Head) {
  for (const State &S : States) {
    const State *Earlier = earlierOf(flagsOf(S, Head), Head);
    if (!Earlier)
      continue;
    for (const auto &[Id, O] : S.Objects) {
      const ObjectState *Before = Earlier->object(Id);
      if (!Before || Before->Frame <= std::max(O.Frame, 0))
        continue;
      bool MayStay = llvm::any_of(States, [&](const State &T) {
        const ObjectState *Other = T.object(Id);
        return Other && Other->Frame == Before->Frame &&
               agreeOnRounds(S, T, Head);
      });
      if (!MayStay)
        doubtAfter(Head, Id, Before->Frame);
    }
  }
}

/// On the paths that have left the loop, and own as many references of the
/// object, nothing is known of them.
void Executor::doubtAfter(BlockId Head, ValueId Object, int Frame) {
  auto IsLater = [&](const State &S) {
    auto OfRounds = [&](ValueId Id) { return Terms.isOfRounds(Id, Head); };
    return llvm::any_of(S.Variables, OfRounds) ||
           llvm::any_of(S.Memory,
                        [&](const auto &E) { return OfRounds(E.second); });
  };
  for (auto &[Place, States] : Pending) {
    if (llvm::is_contained(*Order.loopAt(Head), Order.at(Place)))
      continue;
    for (State &S : States) {
      const ObjectState *O = S.object(Object);
      if (O && O->Frame == Frame && IsLater(S))
        escape(S, Object, Silence::Conflict);
    }
  }
}

/// What is known of a number that may be a sum.
Range Executor::rangeOfSum(const State &S, ValueId Id) const {
  const Value &V = Terms[Id];
  if (std::optional<int64_t> Step = stepOf(Id))
    return shifted(rangeOf(S, V.Base), *Step);
  return rangeOf(S, Id);
}

/// The constant that the value adds to another one.
std::optional<int64_t> Executor::stepOf(ValueId Id) const {
  const Value &V = Terms[Id];
  if (V.Kind != ValueKind::Compute || Terms[V.Other].Kind != ValueKind::Integer)
    return std::nullopt;
  int64_t Number = Terms[V.Other].Number;
  if (V.Text.str() == "+")
    return Number;
  if (V.Text.str() == "-" && Number != std::numeric_limits<int64_t>::min())
    return -Number;
  return std::nullopt;
}

/// What a number may be in this round and all later ones: what grew so far
/// goes on to grow. \p Held: what the place held in the first rounds.
Range Executor::rangeInRounds(const State &S, ValueId Now, ValueId First,
                              const Range *Held) const {
  Range Known = rangeOfSum(S, Now);
  Range AtLeast{Known.Low, Range::any().High, false};
  Range AtMost{Range::any().Low, Known.High, false};
  if (std::optional<int64_t> Step = stepOf(Now))
    return *Step > 0 ? AtLeast : AtMost;
  if (Terms[Now].Kind != ValueKind::Integer ||
      Terms[First].Kind != ValueKind::Integer)
    return Range::any();
  int64_t Start = Terms[First].Number;
  if (Terms[Now].Number > Start)
    return Held && Held->High <= Known.Low
               ? AtLeast
               : Range{Start, Range::any().High, false};
  return Held && Held->Low >= Known.High
             ? AtMost
             : Range{Range::any().Low, Start, false};
}

/// Numbers that the loop changes may be anything in its later rounds, but for
/// where they come from; else a loop of more rounds than these would have no
/// end. Flags are no such numbers: they have few values, and tell what the
/// frame owns. If there are more, nobody does.
void Executor::widen(State &S, BlockId Head) {
  const LoopHead &Seen = Heads[Head];
  const State &First = Seen.States.front();
  bool HasFlags = flagsOf(S, Head).has_value(), FlagLost = false;
  auto Changes = [&](ValueId Now, ValueId Before) {
    ValueKind Kind = Terms[Now].Kind;
    return Now != Before &&
           (Kind == ValueKind::Integer || Kind == ValueKind::Compute);
  };
  auto Widened = [&](ValueId Address, ValueId Now, ValueId Before) {
    if (HasFlags && Terms[Now].Kind == ValueKind::Integer &&
        isFlagOf(Head, Address)) {
      if (visits(Head) < BlurredRound)
        return Now;
      FlagLost = true;
    }
    Range R = rangeInRounds(S, Now, Before, Seen.Numbers.find(Address));
    ValueId Later = Terms.inRounds(Address, Head, Visits[Head]);
    if (!(R == Range::any()))
      S.Ranges[Later] = R;
    return Later;
  };
  for (size_t I = 0; I != S.Variables.size(); ++I)
    if (Changes(S.Variables[I], First.Variables[I]))
      S.Variables[I] =
          Widened(Terms.localAddress(I), S.Variables[I], First.Variables[I]);
  for (auto &[Address, Stored] : S.Memory) {
    const ValueId *Before = First.Memory.find(Address);
    if (Before && Changes(Stored, *Before))
      Stored = Widened(Address, Stored, *Before);
  }
  std::vector<ValueId> Lost;
  if (FlagLost)
    for (const auto &[Id, O] : S.Objects)
      Lost.push_back(Id);
  for (ValueId Id : Lost)
    escape(S, Id, Silence::Conflict);
  // Which elements of an array of this frame the later rounds fill or empty is
  // not known any more.
  std::vector<ValueId> Elements;
  for (const auto &[Address, Stored] : S.Memory)
    if (Terms[Address].Kind == ValueKind::ElementAddress &&
        !slotOf(S, Address) && S.Objects.find(Stored))
      Elements.push_back(Stored);
  for (ValueId Element : Elements)
    escape(S, Element, Silence::Container);
}
