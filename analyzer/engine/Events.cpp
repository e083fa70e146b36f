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

/// True if the rest of the block reads the value as a temporary: that of a
/// statement expression outlives the variables in it.
bool Executor::isAwaited(const State &S, const Event &After, ValueId Id) const {
  const Block &B = F.Blocks[CurrentBlock];
  auto IsIt = [&](const Operand &O) {
    return O.Kind == OperandKind::Temporary && O.Index < S.Temporaries.size() &&
           S.Temporaries[O.Index] == Id;
  };
  auto Rest = llvm::drop_begin(B.Events, &After - B.Events.data() + 1);
  return IsIt(B.End.Value) || llvm::any_of(Rest, [&](const Event &E) {
           return llvm::any_of(E.Operands, IsIt);
         });
}

/// A variable of a loop's body ends with each round. At a return the end of the
/// path says what is lost, and the result may still be in the variable.
void Executor::endScope(State &S, const Event &E) {
  if (F.Blocks[CurrentBlock].End.Kind == TerminatorKind::Return ||
      F.Variables[E.Variable].Slot)
    return;
  ValueId Old = S.Variables[E.Variable];
  if (isAwaited(S, E, Old))
    return;
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
