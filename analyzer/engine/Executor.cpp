//===- Executor.cpp - Blocks and the paths through them -------------------===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "analyzer/engine/Executor.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SmallVector.h"

using namespace qomlint;

namespace {

/// Bounds, in steps. A function that meets one is analyzed in part, and
/// counted.
constexpr unsigned MaximumVisits = 9;
constexpr uint64_t MaximumSteps = 60000;

} // namespace

Executor::Executor(const Function &F, const Callees &Program, Watcher *Watch)
    : F(F), Program(Program), Watch(Watch), Promised(Program.promiseOf(F)),
      Order(F), Rounds(F, Order, Terms), Structs(Terms), Joins(Terms, Structs),
      Visits(F.Blocks.size(), 0) {
  uint32_t Count = 0;
  for (const Block &B : F.Blocks) {
    FirstEvent.push_back(Count);
    Count += B.Events.size() + 1;
  }
}

State Executor::entryState() {
  State Entry;
  Entry.Variables.assign(F.Variables.size(), Values::Unknown);
  for (uint32_t I = 0; I != F.ParameterCount; ++I) {
    Entry.Variables[I] = Terms.parameter(I);
    // By convention an Error ** that is not null points to null
    // (qapi/error.h).
    if (F.Variables[I].Pointer && F.Variables[I].Identifier.str() == "errp") {
      ErrorSlot = Terms.parameter(I);
      Entry.Memory[ErrorSlot] = Values::Null;
    }
  }
  for (unsigned I : Promised.Borrowed)
    if (F.Variables[I].Pointer)
      Entry.Objects[Terms.parameter(I)] = promisedObject(I, 0);
  for (unsigned I : Promised.Taken)
    if (F.Variables[I].Pointer) {
      ObjectState Known = promisedObject(I, 0);
      Known.Keeps = true;
      Entry.Objects[Terms.parameter(I)] = Known;
    }
  for (unsigned I : Promised.NonNull)
    if (F.Variables[I].Pointer)
      Entry.Ranges[Terms.parameter(I)] = Range::nonZero();
  for (unsigned I : Promised.Consumed)
    if (F.Variables[I].Pointer)
      Entry.Objects[Terms.parameter(I)] = promisedObject(I, 1);
  return Entry;
}

ExecutionResult Executor::run() {
  if (F.Blocks.empty())
    return std::move(Result);
  State Entry = entryState();
  if (Watch)
    Watch->entering(Entry);
  enqueue(0, std::move(Entry));
  while (!Pending.empty()) {
    auto First = Pending.begin();
    BlockId Block = Order.at(First->first);
    std::vector<State> States = std::move(First->second);
    Pending.erase(First);
    runBlock(Block, std::move(States));
  }
  compareResults();
  admitGaps();
  Result.LimitsHit += Joins.limitsHit();
  return std::move(Result);
}

/// On paths out of sight, fields may be emptied that the function reads there.
void Executor::admitGaps() {
  std::set<BlockId> Beyond;
  std::vector<BlockId> Work(LostAt.begin(), LostAt.end());
  while (!Work.empty()) {
    BlockId Next = Work.back();
    Work.pop_back();
    if (Beyond.insert(Next).second)
      forEachTarget(F.Blocks[Next].End,
                    [&](BlockId Target) { Work.push_back(Target); });
  }
  if (Beyond.empty())
    return;
  std::optional<std::set<SlotKey>> Taken = Program.slotsTakenFrom(F);
  for (BlockId Lost : Beyond)
    for (const Event &E : F.Blocks[Lost].Events) {
      if (E.Kind != EventKind::Load || E.Target->Steps.empty())
        continue;
      const Step &Last = E.Target->Steps.back();
      SlotKey Slot{Last.Record, Last.Field};
      if (Last.Kind == StepKind::Field && (!Taken || Taken->count(Slot)))
        Result.SlotEvents.push_back(slotEvent(SlotEventKind::Exit, Slot));
    }
}

void Executor::enqueue(BlockId Block, State S) {
  Pending[Order.placeOf(Block)].push_back(std::move(S));
}

/// The paths that an event, or a block, is to be run with.
std::vector<State> Executor::joined(std::vector<State> States,
                                    TemporaryId FirstTemporary) {
  TerminatorKind End = F.Blocks[CurrentBlock].End.Kind;
  return Joins.joined(std::move(States),
                      {FirstTemporary, End == TerminatorKind::Return,
                       [&](const State &S) { return fails(S); }});
}

void Executor::runBlock(BlockId Block, std::vector<State> States) {
  ++Visits[Block];
  Rounds.visit(Block);
  CurrentBlock = Block;
  for (State &S : States)
    Structs.forgetDead(S);
  States = joined(std::move(States), NoId);
  if (Order.loopAt(Block))
    States = beginRound(std::move(States), Block);
  if (States.empty())
    return;
  if (Rounds.visits(Block) > MaximumVisits || StepsTaken > MaximumSteps) {
    ++Result.LimitsHit;
    LostAt.insert(Block);
    Result.IsCutShort = true;
    return;
  }
  CurrentEventNumber = FirstEvent[Block];
  for (const Event &E : F.Blocks[Block].Events) {
    CurrentEvent = &E;
    std::vector<State> Next;
    if (Watch)
      Watch->before(E, States);
    for (State &S : States) {
      ++StepsTaken;
      for (State &N : execute(std::move(S), E))
        Next.push_back(std::move(N));
    }
    States = Next.size() > 1
                 ? joined(std::move(Next), E.Result == NoId ? 0 : E.Result)
                 : std::move(Next);
    if (Watch)
      Watch->after(E, States);
    ++CurrentEventNumber;
  }
  for (State &S : States)
    finishBlock(Block, std::move(S));
}

void Executor::finishBlock(BlockId Block, State S) {
  const Terminator &End = F.Blocks[Block].End;
  switch (End.Kind) {
  case TerminatorKind::Goto:
    return enqueue(End.Targets[0], std::move(S));
  case TerminatorKind::Branch:
    return branch(End, std::move(S));
  case TerminatorKind::Switch:
    return switchOn(End, std::move(S));
  case TerminatorKind::Return:
    return finish(std::move(S), End);
  case TerminatorKind::Throw:
  case TerminatorKind::Unreachable:
    return;
  }
}

void Executor::branch(const Terminator &End, State S) {
  ValueId Condition = evaluate(S, End.Value);
  State Otherwise = S;
  if (assume(S, Condition, true))
    enqueue(End.Targets[0], std::move(S));
  if (assume(Otherwise, Condition, false))
    enqueue(End.Targets[1], std::move(Otherwise));
}

void Executor::switchOn(const Terminator &End, State S) {
  ValueId Condition = evaluate(S, End.Value);
  Range Known = rangeOf(S, Condition);
  for (const Terminator::Case &C : End.Cases) {
    State N = S;
    bool IsPossible = C.First == C.Last
                          ? assume(N,
                                   Terms.compute(Name("=="), Condition,
                                                 Terms.integer(C.First)),
                                   true)
                          : restrict(N, Condition, {C.First, C.Last, false});
    if (IsPossible)
      enqueue(C.Target, std::move(N));
  }
  bool Decided = Known.Low == Known.High &&
                 llvm::any_of(End.Cases, [&](const Terminator::Case &C) {
                   return C.First <= Known.Low && Known.Low <= C.Last;
                 });
  if (Decided || End.Targets.empty())
    return;
  for (const Terminator::Case &C : End.Cases)
    if (C.First == C.Last &&
        !assume(S, Terms.compute(Name("!="), Condition, Terms.integer(C.First)),
                true))
      return;
  enqueue(End.Targets[0], std::move(S));
}
