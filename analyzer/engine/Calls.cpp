//===- Calls.cpp - What a call does ---------------------------------------===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "analyzer/engine/Executor.h"
#include "llvm/ADT/STLExtras.h"

using namespace qomlint;

Position Executor::reportPosition(const Event &E) const {
  if (E.Implicit && !E.Operands.empty() &&
      E.Operands[0].Kind == OperandKind::Address) {
    const Place &P = F.Places[E.Operands[0].Index];
    if (P.isVariable() && F.Variables[P.Index].At.valid())
      return F.Variables[P.Index].At;
  }
  return E.Where.At;
}

std::vector<State> Executor::call(State S, const Event &E) {
  CallSite Call{E, plainName(E.Callee).str(), {}, reportPosition(E)};
  const Summary *Callee = nullptr;
  Silence Unresolved = Silence::UnknownCallee;
  if (E.Kind == EventKind::Call) {
    Callee = Program.find(E.Callee);
  } else {
    ValueId Pointer = loadPlace(S, *E.Target, E.Where);
    const Value &V = Terms[Pointer];
    Unresolved = Silence::UnresolvedPointer;
    if (V.Kind == ValueKind::Function) {
      Call.Callee = plainName(V.Text).str();
      Callee = Program.find(V.Text);
    } else if (!E.Target->Steps.empty() &&
               E.Target->Steps.back().Kind == StepKind::Field) {
      const Step &Member = E.Target->Steps.back();
      Call.Callee = Member.Field.str().str();
      Callee = Program.findHook(Member.Record, Member.Field);
    }
  }
  for (const Operand &O : E.Operands)
    Call.Arguments.push_back(evaluate(S, O));
  Call.ByContract = Callee && Callee->FromContract;
  if (!Callee)
    return callUnknown(std::move(S), Call, Unresolved);
  return callSummary(std::move(S), Call, *Callee);
}

bool Executor::onlyBorrows(const Event &E, unsigned Argument) const {
  if (E.Kind != EventKind::CallThroughPointer || E.Target->Steps.empty() ||
      E.Target->Steps.back().Kind != StepKind::Field)
    return false;
  const Step &Member = E.Target->Steps.back();
  return Program.onlyBorrows(Member.Record, Member.Field, Argument);
}

std::vector<State> Executor::callUnknown(State S, const CallSite &Call,
                                         Silence Reason) {
  auto Silenced = [&] { return Result.Silences[static_cast<size_t>(Reason)]; };
  uint64_t Before = Silenced();
  for (unsigned I = 0; I != Call.Arguments.size(); ++I) {
    ValueId Argument = Call.Arguments[I];
    if (onlyBorrows(Call.E, I))
      use(S, Argument, Call.E.Where.At, Call.Callee);
    else
      escape(S, Argument, Reason);
    if (Terms[Argument].Kind == ValueKind::LocalAddress)
      S.Variables[Terms[Argument].Number] = Terms.fresh();
    if (!Terms.isConstant(Argument) && Argument != Values::Unknown)
      forget(S, Argument);
  }
  if (Reason == Silence::UnknownCallee && Silenced() != Before)
    Result.UnknownCallees.insert(Name(Call.Callee));
  setResult(S, Call.E, resultSymbol(Call.E));
  std::vector<State> States;
  States.push_back(std::move(S));
  return States;
}

std::vector<State> Executor::callSummary(State S, const CallSite &Call,
                                         const Summary &Callee) {
  if (Callee.ClearsSlot)
    return clearSlot(std::move(S), Call, Callee);
  leaveOpaques(S, Call, Callee);
  // Paths do not lead into a struct that is an argument itself.
  for (ValueId Argument : Call.Arguments)
    escapeMembers(S, Argument, Silence::UnknownStore);
  if (Callee.VariadicFrom)
    for (size_t I = *Callee.VariadicFrom; I < Call.Arguments.size(); ++I)
      escape(S, Call.Arguments[I], Silence::UnknownCallee);
  if (Callee.FromContract)
    useBorrowedArguments(S, Call, Callee);
  else if (!Callee.isNeutral())
    forgetExposed(S);
  std::vector<State> States;
  for (const Outcome &O : Callee.Outcomes)
    if (std::optional<State> N = apply(S, Call, Callee, O)) {
      leaveToCallback(*N, Call, Callee, O);
      States.push_back(std::move(*N));
    }
  return States;
}

/// What a contract does not mention is used during the call.
void Executor::useBorrowedArguments(State &S, const CallSite &Call,
                                    const Summary &Callee) {
  auto Mentioned = [&](unsigned Index) {
    return llvm::any_of(Callee.Outcomes, [&](const Outcome &O) {
      return llvm::any_of(O.Effects, [&](const ReferenceEffect &E) {
        return E.Object == AccessPath::argument(Index);
      });
    });
  };
  for (unsigned I = 0; I != Call.Arguments.size(); ++I)
    if (!Mentioned(I) && Callee.ErrorArgument != I &&
        !llvm::is_contained(Callee.PointersOnly, I))
      use(S, Call.Arguments[I], Call.E.Where.At, Call.Callee);
}

/// `g_steal_pointer(&p)` and `g_clear_pointer(&p, f)`: the slot is emptied
/// before its old content is returned or passed to the function.
std::vector<State> Executor::clearSlot(State S, const CallSite &Call,
                                       const Summary &Callee) {
  ValueId Slot = *Callee.ClearsSlot < Call.Arguments.size()
                     ? Call.Arguments[*Callee.ClearsSlot]
                     : Values::Unknown;
  ValueId Old = load(S, Slot);
  if (Terms[Slot].Kind == ValueKind::LocalAddress)
    S.Variables[Terms[Slot].Number] = Values::Null;
  else if (Slot != Values::Unknown)
    S.Memory[Slot] = Values::Null;
  std::vector<State> States;
  if (!Callee.ReleaseFunction) {
    setResult(S, Call.E, Old);
    States.push_back(std::move(S));
    return States;
  }
  const Summary *Release = nullptr;
  if (*Callee.ReleaseFunction < Call.Arguments.size()) {
    const Value &Function = Terms[Call.Arguments[*Callee.ReleaseFunction]];
    if (Function.Kind == ValueKind::Function)
      Release = Program.find(Function.Text);
  }
  if (std::optional<bool> NonNull = truth(S, Old); NonNull && !*NonNull) {
    States.push_back(std::move(S));
    return States;
  }
  CallSite Inner{Call.E, Call.Callee, {Old}, Call.ReportAt};
  return Release ? callSummary(std::move(S), Inner, *Release)
                 : callUnknown(std::move(S), Inner, Silence::UnknownCallee);
}

/// Whoever has the address may have written there.
void Executor::forgetLocal(State &S, ValueId Local) {
  const ValueId Held = S.Variables[Terms[Local].Number];
  if (Held != Values::Unknown)
    S.Variables[Terms[Local].Number] = Terms.fresh();
  forget(S, Local);
  // A member may hold the address of the struct: it is empty by then.
  escapeMembers(S, Held, Silence::UnknownCallee);
}

/// A callee may write where it was not sent, through pointers that others keep.
/// What it does to objects it tells by their paths.
void Executor::forgetExposed(State &S) {
  auto Forget = [&](ValueId &Held) {
    if (Held != Values::Unknown && !S.object(Held) && !Terms.isAddress(Held) &&
        Structs.membersOf(S, Held).empty())
      Held = Terms.fresh();
  };
  for (const auto &[Local, Known] : S.Exposed) {
    Forget(S.Variables[Terms[Local].Number]);
    for (auto &[Address, Stored] : S.Memory)
      if (Terms.liesIn(Address, Local))
        Forget(Stored);
  }
}

void Executor::escape(State &S, ValueId Id, Silence Reason, bool Noted) {
  if (Id == Values::Unknown || Terms.isConstant(Id))
    return;
  const Value V = Terms[Id];
  if (V.Kind == ValueKind::LocalAddress) {
    ValueId Held = S.Variables[V.Number];
    if (S.Objects.find(Held))
      escape(S, Held, Reason, Noted);
    S.Exposed[Id] = true;
    forgetLocal(S, Id);
    return;
  }
  escapeMembers(S, Id, Reason);
  for (auto &[Object, O] : S.Objects) {
    bool Same = Object == Id ||
                (Terms[Object].Kind == ValueKind::Member &&
                 Terms.reachesThrough(Object, Id)) ||
                (O.IsArray && Terms.liesIn(Id, Object)); // `&lines[0]`
    if (!Same || O.Silence != Silence::None)
      continue;
    if (O.Frame > 0)
      ++Result.Silences[static_cast<size_t>(Reason)];
    O.Silence = Reason;
  }
  if (!S.Objects.find(Id) && Terms.isVisibleToCaller(Id) &&
      !Terms.isAddress(Id))
    track(S, Id).Silence = Reason;
  if (V.Kind == ValueKind::Content && !Noted)
    noteSlot(SlotEventKind::Exit, V.Base);
}
