//===- Executor.cpp - Blocks, paths and joins -----------------------------===//
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
constexpr unsigned MaximumStatesPerBlock = 24;
constexpr unsigned MaximumVisits = 9;
constexpr uint64_t MaximumSteps = 60000;

} // namespace

Executor::Executor(const Function &F, const Callees &Program, Watcher *Watch)
    : F(F), Program(Program), Watch(Watch), Promised(Program.promiseOf(F)),
      Order(F) {
  Visits.assign(F.Blocks.size(), 0);
  VisitsBefore.assign(F.Blocks.size(), 0);
  uint32_t Count = 0;
  for (const Block &B : F.Blocks) {
    FirstEvent.push_back(Count);
    Count += B.Events.size() + 1;
  }
}

bool Executor::dominates(BlockId Earlier, BlockId Later) const {
  if (Earlier == Later || Earlier == 0)
    return true;
  std::vector<bool> Reached(F.Blocks.size(), false);
  llvm::SmallVector<BlockId, 16> Work{0};
  while (!Work.empty()) {
    BlockId Block = Work.pop_back_val();
    if (Block == Earlier || Reached[Block])
      continue;
    Reached[Block] = true;
    forEachTarget(F.Blocks[Block].End,
                  [&](BlockId Target) { Work.push_back(Target); });
  }
  return !Reached[Later];
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

void Executor::runBlock(BlockId Block, std::vector<State> States) {
  ++Visits[Block];
  CurrentBlock = Block;
  for (State &S : States)
    forgetDeadStructs(S);
  States = joined(std::move(States), NoId);
  const std::vector<BlockId> *Loop = Order.loopAt(Block);
  if (Loop)
    States = unseen(std::move(States), Block);
  if (States.empty())
    return;
  if (Loop)
    beginRound(*Loop);
  if (visits(Block) > MaximumVisits || StepsTaken > MaximumSteps) {
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
    if (restrict(N, Condition, {C.First, C.Last, false}))
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

/// True if the paths need not be told apart: every tracked object is in the
/// same state, and the same variables and slots point to it.
bool Executor::agreeOnObjects(const State &A, const State &B,
                              TemporaryId FirstTemporary) const {
  if (A.Objects.size() != B.Objects.size() || A.LinkStores != B.LinkStores)
    return false;
  for (auto I = A.Objects.begin(), J = B.Objects.begin(); I != A.Objects.end();
       ++I, ++J)
    if (I->first != J->first || !I->second.sameAs(J->second))
      return false;
  auto Tracked = [&](ValueId Id) {
    const ObjectState *O = A.object(Id);
    return O && (O->Frame != 0 || O->Origin != Origin::Foreign);
  };
  auto Leads = [&](const State &S, ValueId Id) {
    return Tracked(Id) || llvm::any_of(membersOf(S, Id), [&](ValueId Member) {
             return Tracked(loadMember(S, Member));
           });
  };
  for (size_t I = 0; I != A.Variables.size(); ++I)
    if (A.Variables[I] != B.Variables[I] &&
        (Leads(A, A.Variables[I]) || Leads(B, B.Variables[I])))
      return false;
  // A temporary counts while its expression is evaluated.
  for (size_t I = FirstTemporary;
       I < A.Temporaries.size() && I < B.Temporaries.size(); ++I)
    if (A.Temporaries[I] != B.Temporaries[I] &&
        (Leads(A, A.Temporaries[I]) || Leads(B, B.Temporaries[I])))
      return false;
  for (const auto &[Address, Stored] : A.Memory)
    if (Tracked(Stored)) {
      const ValueId *Other = B.Memory.find(Address);
      if (!Other || *Other != Stored)
        return false;
    }
  for (const auto &[Address, Stored] : B.Memory)
    if (Tracked(Stored) && !A.Memory.find(Address))
      return false;
  return true;
}

/// False if a caller may tell by what he passed which of the two paths it was.
static bool agreeOnEntry(const Values &Terms, const State &A, const State &B) {
  return llvm::none_of(A.Ranges, [&](const auto &Known) {
    const Range *Other = B.Ranges.find(Known.first);
    return Other && Terms.isVisibleToCaller(Known.first) &&
           Known.second.intersect(*Other).isEmpty();
  });
}

static bool agreeOnConstants(const Values &Terms, const State &A,
                             const State &B) {
  for (size_t I = 0; I != A.Variables.size(); ++I)
    if (A.Variables[I] != B.Variables[I] &&
        (Terms.isConstant(A.Variables[I]) || Terms.isConstant(B.Variables[I])))
      return false;
  return true;
}

std::vector<State> Executor::joined(std::vector<State> States,
                                    TemporaryId FirstTemporary) {
  std::vector<State> Kept;
  for (State &S : States)
    if (llvm::none_of(Kept, [&](const State &K) { return K.sameAs(S); }))
      Kept.push_back(std::move(S));
  if (Kept.size() < 2)
    return Kept;
  // Flags are constants: paths that differ in one are kept apart while there
  // are few of them.
  bool KeepConstants = Kept.size() <= MaximumStatesPerBlock / 2;
  // A path that ends here is an outcome for callers.
  bool KeepEntry = KeepConstants &&
                   F.Blocks[CurrentBlock].End.Kind == TerminatorKind::Return;
  std::vector<State> Joined;
  for (State &S : Kept) {
    auto Same = llvm::find_if(Joined, [&](const State &J) {
      return fails(J) == fails(S) && agreeOnObjects(J, S, FirstTemporary) &&
             (!KeepConstants || agreeOnConstants(Terms, J, S)) &&
             (!KeepEntry || agreeOnEntry(Terms, J, S));
    });
    if (Same == Joined.end())
      Joined.push_back(std::move(S));
    else
      join(*Same, S);
  }
  if (Joined.size() > MaximumStatesPerBlock) {
    ++Result.LimitsHit;
    blurSurplus(Joined);
  }
  return Joined;
}

/// True if the frame owns the same.
static bool agreeOnOwned(const State &A, const State &B) {
  auto Covers = [](const State &X, const State &Y) {
    return llvm::all_of(X.Objects, [&](const auto &E) {
      const ObjectState *Other = Y.object(E.first);
      return E.second.Frame <= 0 || (Other && Other->Frame == E.second.Frame);
    });
  };
  return Covers(A, B) && Covers(B, A);
}

/// Too many states: first those become one that differ in what others own.
void Executor::blurSurplus(std::vector<State> &States) {
  std::vector<State> Kept;
  for (size_t I = 0; I != States.size(); ++I) {
    size_t Left = States.size() - I;
    auto Same = Kept.size() + Left <= MaximumStatesPerBlock
                    ? Kept.end()
                    : llvm::find_if(Kept, [&](const State &K) {
                        return agreeOnOwned(K, States[I]);
                      });
    if (Same != Kept.end())
      blur(*Same, States[I]);
    else
      Kept.push_back(std::move(States[I]));
  }
  for (size_t I = MaximumStatesPerBlock; I < Kept.size(); ++I)
    blur(Kept[I % MaximumStatesPerBlock], Kept[I]);
  if (Kept.size() > MaximumStatesPerBlock)
    Kept.resize(MaximumStatesPerBlock);
  States = std::move(Kept);
}

/// True if the same variables and addresses hold the pointer on both paths.
static bool agreeOnPlaces(const State &A, const State &B, ValueId Object) {
  for (size_t I = 0; I != A.Variables.size(); ++I)
    if ((A.Variables[I] == Object) != (B.Variables[I] == Object))
      return false;
  auto Covers = [&](const State &X, const State &Y) {
    return llvm::all_of(X.Memory, [&](const auto &E) {
      const ValueId *Other = Y.Memory.find(E.first);
      return E.second != Object || (Other && *Other == Object);
    });
  };
  return Covers(A, B) && Covers(B, A);
}

/// Too many paths to tell apart: of objects that the two differ about, or keep
/// at different places, nothing is known any more.
void Executor::blur(State &Into, const State &From) {
  auto Forget = [&](ValueId Id, const ObjectState &O) {
    ObjectState Unknown = O;
    Unknown.Silence = Silence::Conflict;
    Unknown.Frame = 0;
    Into.Objects[Id] = Unknown;
  };
  std::vector<std::pair<ValueId, ObjectState>> Different;
  for (const auto &[Id, O] : Into.Objects)
    if (const ObjectState *Other = From.object(Id);
        !Other || !Other->sameAs(O) ||
        (O.Frame > 0 && !agreeOnPlaces(Into, From, Id)))
      Different.push_back({Id, O});
  for (const auto &[Id, O] : From.Objects)
    if (!Into.object(Id))
      Different.push_back({Id, O});
  for (const auto &[Id, O] : Different)
    Forget(Id, O);
  join(Into, From);
}

/// Keeps what both know. Where they differ, a fresh value stands for either.
void Executor::join(State &Into, const State &From) {
  std::vector<ValueId> NonZero;
  auto Either = [&](ValueId A, ValueId B) {
    ValueId Fresh = Terms.fresh();
    if (rangeOf(Into, A).excludesZero() && rangeOf(From, B).excludesZero())
      NonZero.push_back(Fresh);
    return Fresh;
  };
  for (size_t I = 0; I != Into.Variables.size(); ++I)
    if (Into.Variables[I] != From.Variables[I])
      Into.Variables[I] = Either(Into.Variables[I], From.Variables[I]);
  Into.Temporaries.resize(
      std::min(Into.Temporaries.size(), From.Temporaries.size()));
  for (size_t I = 0; I != Into.Temporaries.size(); ++I)
    if (Into.Temporaries[I] != From.Temporaries[I])
      Into.Temporaries[I] = Values::Unknown;
  // A member that one path knows nothing of had no value at entry.
  auto IsMember = [&](ValueId Address) {
    return Terms[Address].Kind == ValueKind::Member;
  };
  Into.Memory.eraseIf([&](ValueId Address, ValueId) {
    return IsMember(Address) && !From.Memory.find(Address);
  });
  for (auto &[Address, Stored] : Into.Memory) {
    const ValueId *Known = From.Memory.find(Address);
    ValueId Other = Known ? *Known : Terms.content(Address);
    if (Stored != Other)
      Stored = Either(Stored, Other);
  }
  for (const auto &[Address, Stored] : From.Memory)
    if (!IsMember(Address) && !Into.Memory.find(Address)) {
      ValueId Initial = Terms.content(Address);
      Into.Memory[Address] =
          Stored == Initial ? Stored : Either(Initial, Stored);
    }
  FlatMap<ValueId, Range> Ranges;
  for (const auto &[Id, R] : Into.Ranges)
    if (const Range *Other = From.Ranges.find(Id))
      Ranges[Id] = R.unite(*Other);
  for (ValueId Id : NonZero)
    Ranges[Id] = Range::nonZero();
  Into.Ranges = std::move(Ranges);
  for (const auto &[Block, Allocated] : From.Blocks)
    Into.Blocks[Block] = Allocated;
  for (const auto &[Storage, Known] : From.Freed)
    Into.Freed[Storage] = Known;
  for (const auto &[Local, Known] : From.Exposed)
    Into.Exposed[Local] = Known;
  Into.Assumed &= From.Assumed;
  Into.Uses.eraseIf([&](ValueId Id, bool) { return !From.Uses.find(Id); });
  for (auto &[Id, Dereferenced] : Into.Uses)
    Dereferenced &= *From.Uses.find(Id);
}
