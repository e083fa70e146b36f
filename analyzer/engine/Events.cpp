//===- Events.cpp - What one event does -----------------------------------===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "analyzer/engine/Executor.h"
#include "llvm/ADT/STLExtras.h"

using namespace qomlint;

/// A value that arises at this event; paths that pass it in the same visit of
/// its block share it.
ValueId Executor::resultSymbol(const Event &E) {
  uint32_t Number =
      FirstEvent[CurrentBlock] +
      static_cast<uint32_t>(&E - F.Blocks[CurrentBlock].Events.data());
  return Terms.resultOf(Number, Visits[CurrentBlock]);
}

void Executor::setResult(State &S, const Event &E, ValueId Id) {
  if (E.Result == NoId)
    return;
  if (S.Temporaries.size() <= E.Result)
    S.Temporaries.resize(E.Result + 1, Values::Unknown);
  S.Temporaries[E.Result] = Id;
}

/// True if a temporary that is still to be read leads to the object: the value
/// of an exchange or of a statement expression outlives what it was read from.
bool Executor::isAwaited(const State &S, ValueId Object) const {
  llvm::SmallVector<TemporaryId, 4> Holding;
  for (TemporaryId I = 0; I != S.Temporaries.size(); ++I)
    if (leadsTo(S, S.Temporaries[I], Object))
      Holding.push_back(I);
  auto Reads = [&](const Operand &O) {
    return O.Kind == OperandKind::Temporary &&
           llvm::is_contained(Holding, O.Index);
  };
  const Event *From = CurrentEvent + 1;
  for (uint32_t At = Order.placeOf(CurrentBlock);
       At != Order.size() && !Holding.empty(); ++At) {
    const Block &B = F.Blocks[Order.at(At)];
    const Event *Start = B.Events.data(), *End = Start + B.Events.size();
    if (Order.at(At) != CurrentBlock)
      From = Start;
    for (const Event &E : llvm::make_range(From, End)) {
      bool Through = E.Target && E.Target->Root == PlaceRoot::Temporary &&
                     llvm::is_contained(Holding, E.Target->Index);
      if (Through || llvm::any_of(E.Operands, Reads))
        return true;
      // From here on it is another value: in a loop, that of the next round.
      llvm::erase(Holding, E.Result);
    }
    if (Reads(B.End.Value))
      return true;
  }
  return false;
}

/// A variable of a loop's body ends with each round. At a return the end of the
/// path says what is lost, and the result may still be in the variable.
void Executor::endScope(State &S, const Event &E) {
  if (F.Blocks[CurrentBlock].End.Kind == TerminatorKind::Return ||
      F.Variables[E.Variable].Slot)
    return;
  ValueId Old = S.Variables[E.Variable];
  S.Variables[E.Variable] = Values::Unknown;
  lose(S, Old, StoryKind::ScopeEnded, E.Where);
}

/// What is taken out of a list is read for its neighbours, and the head that it
/// was found at has another one from now on.
void Executor::unlink(State &S, ValueId Element, const Site &At) {
  use(S, Element, At.At, "");
  const Value &V = Terms[Element];
  if (V.Kind == ValueKind::Content && peek(S, V.Base) == Element)
    S.Memory[V.Base] = Terms.fresh();
}

std::vector<State> Executor::execute(State S, const Event &E) {
  auto One = [](State S) {
    std::vector<State> States;
    States.push_back(std::move(S));
    return States;
  };
  auto Argument = [&](size_t I) {
    return I < E.Operands.size() ? evaluate(S, E.Operands[I]) : Values::Unknown;
  };
  switch (E.Kind) {
  case EventKind::Call:
  case EventKind::CallThroughPointer:
    return call(std::move(S), E);
  case EventKind::Load: {
    ValueId Loaded = loadPlace(S, *E.Target, E.Where);
    setResult(S, E, Loaded);
    break;
  }
  case EventKind::Store: {
    ValueId Stored = Argument(0);
    if (Stored == Values::Unknown)
      Stored = resultSymbol(E);
    ValueId Address = addressOf(S, *E.Target, &E.Where);
    noteFreeHook(S, Address);
    nameObject(S, *E.Target, Stored);
    store(S, Address, Stored, E.Where);
    noteUnknownStore(S, Address, Stored);
    if (std::optional<SlotKey> Slot = slotOf(Address);
        Slot && Program.isStrongLink(*Slot, F))
      S.LinkStores[Address] = &E.Where;
    break;
  }
  case EventKind::Use:
    addressOf(S, *E.Target, &E.Where);
    break;
  case EventKind::Compute: {
    ValueId Left = Argument(0);
    calculate(S, E.Callee.str(), Left);
    setResult(S, E, Terms.compute(E.Callee, Left, Argument(1)));
    break;
  }
  case EventKind::ContainerOf:
    setResult(S, E, Terms.container(Argument(0), E.Record, E.Field));
    break;
  case EventKind::Insert:
    escape(S, Argument(0), Silence::Container);
    break;
  case EventKind::Remove:
    unlink(S, Argument(0), E.Where);
    break;
  case EventKind::AllocateStorage: {
    ValueId Storage = resultSymbol(E);
    S.Ranges[Storage] = Range::nonZero();
    setResult(S, E, Storage);
    break;
  }
  case EventKind::FreeStorage:
    freeStorage(S, Argument(0), E.Where);
    break;
  case EventKind::ScopeEnd:
    endScope(S, E);
    break;
  }
  return One(std::move(S));
}
