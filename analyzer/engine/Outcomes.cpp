//===- Outcomes.cpp - What one outcome of a callee does at a call ---------===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "analyzer/engine/Executor.h"
#include "llvm/ADT/STLExtras.h"

using namespace qomlint;

bool Executor::isFatal(const State &S, ValueId Error) const {
  const Value &V = Terms[Error];
  return V.Kind == ValueKind::GlobalAddress &&
         (V.Text.str() == "error_fatal" || V.Text.str() == "error_abort");
}

/// Effects in the order in which a count never looks lower than it is.
static int rank(ReferenceAction Action) {
  switch (Action) {
  case ReferenceAction::Initialize:
    return 0;
  case ReferenceAction::Take:
  case ReferenceAction::Hold:
    return 1;
  case ReferenceAction::Escape:
    return 2;
  case ReferenceAction::ReleaseHeld:
    return 3;
  case ReferenceAction::Give:
  case ReferenceAction::Drop:
    return 4;
  case ReferenceAction::FreeStorage:
    return 5;
  }
  return 6;
}

/// True if the path ends in a field, or in an element of one.
static bool namesSlot(const AccessPath &Path) {
  for (const AccessPath::Step &Last : llvm::reverse(Path.Steps))
    if (Last.Kind != AccessPath::StepKind::Element &&
        Last.Kind != AccessPath::StepKind::ElementByArgument)
      return Last.Kind == AccessPath::StepKind::Field;
  return Path.Root == AccessPath::RootKind::Global;
}

/// False if the call cannot have this outcome.
bool Executor::require(State &S, const Precondition &R, const CallSite &Call,
                       ValueId Fresh) {
  ValueId Tested = resolve(S, R.Value, Call, Fresh);
  if (!R.Operator.empty()) {
    ValueId Other =
        R.Other ? resolve(S, *R.Other, Call, Fresh) : Terms.integer(R.Number);
    Tested = Terms.compute(R.Operator, Tested, Other);
  }
  S.Assumed |= isAssumption(S, Tested, R.Range);
  bool Decides = R.Range.excludesZero() || R.Range.isZero();
  if (Decides && !assume(S, Tested, R.Range.excludesZero()))
    return false;
  return restrict(S, Tested, R.Range);
}

std::optional<State> Executor::apply(State S, const CallSite &Call,
                                     const Summary &Callee, const Outcome &O) {
  std::optional<ValueId> Error;
  if (Callee.ErrorArgument && *Callee.ErrorArgument < Call.Arguments.size())
    Error = Call.Arguments[*Callee.ErrorArgument];
  if (O.Fails && Error && isFatal(S, *Error))
    return std::nullopt;
  ValueId Fresh = resultSymbol(Call.E);
  ElementScope Elements(*this, O, Fresh);

  for (const Precondition &R : O.Requires)
    if (!require(S, R, Call, Fresh))
      return std::nullopt;

  // Paths are read before anything changes.
  std::vector<ValueId> Objects, Used, Dereferenced;
  for (const ReferenceEffect &E : O.Effects)
    Objects.push_back(resolve(S, E.Object, Call, Fresh));
  for (const AccessPath &Path : O.Uses)
    Used.push_back(resolve(S, Path, Call, Fresh));
  for (const AccessPath &Path : O.Dereferenced)
    Dereferenced.push_back(resolve(S, Path, Call, Fresh));
  std::vector<ValueId> Slots;
  for (const StoreEffect &Store : O.Stores)
    Slots.push_back(resolve(S, Store.Slot, Call, Fresh));
  std::vector<ValueId> Freed;
  for (const AccessPath &Path : O.Frees)
    Freed.push_back(find(S, Path, Call));
  for (ValueId Object : Used)
    use(S, Object, Call.E.Where.At, Call.Callee);
  for (ValueId Object : Dereferenced)
    if (bool *Used = S.Uses.find(Object))
      *Used = true;

  if (O.Fails && Callee.Outcomes.size() > 1)
    for (ValueId Argument : Call.Arguments)
      if (ObjectState *Tracked = S.Objects.find(Argument))
        tell(*Tracked, StoryKind::Failed, Call.E.Where.At, Call.Callee);
  std::vector<std::pair<int, size_t>> Ordered;
  for (size_t I = 0; I != O.Effects.size(); ++I)
    Ordered.push_back({rank(O.Effects[I].Action), I});
  llvm::sort(Ordered);
  for (auto [Rank, I] : Ordered) {
    if (!Call.E.Where.At.valid())
      probe(S, Objects[I], O.Effects[I]);
    if (Objects[I] == Values::Null)
      noteUnlinked(O.Effects[I], Call);
    // What a callee set to zero is a number here.
    if (Objects[I] != Values::Unknown && !Terms.isConstant(Objects[I]) &&
        holds(S, Objects[I], O.Effects[I], Call))
      applyEffect(S, Objects[I], O.Effects[I], Call);
  }
  for (ValueId Storage : Freed)
    noteFreed(S, Storage);
  if (O.Fails)
    delayByBus(S, Call, Callee);
  ValueId Result = bindResult(S, O.Result, Call, Fresh);
  if (Result != Fresh && O.Result.Kind == ResultKind::Scalar)
    ; // a constant says more than its range
  else if (!restrict(S, Result, O.Result.Range))
    return std::nullopt;
  setResult(S, Call.E, Result);
  if (Watch) {
    for (size_t I = 0; I != O.Effects.size(); ++I)
      Watch->reached(Call.E, O.Effects[I].Object, /*InSlot=*/false, Objects[I]);
    if (O.Result.Kind != ResultKind::Scalar)
      Watch->reached(Call.E, AccessPath::result(), /*InSlot=*/false, Result);
  }
  applyStores(S, Call, O, Slots, Fresh, Result);
  if (O.Fails && Error && *Error != Values::Null && *Error != Values::Unknown) {
    ValueId Set = Terms.fresh();
    S.Ranges[Set] = Range::nonZero();
    store(S, *Error, Set, Call.E.Where);
  }
  Elements.leave(S);
  return S;
}

/// The callee's stores, all at once: what one reads another may replace, and
/// what one replaces another, or the result, may keep.
void Executor::applyStores(State &S, const CallSite &Call, const Outcome &O,
                           llvm::ArrayRef<ValueId> Slots, ValueId Fresh,
                           ValueId Result) {
  std::vector<ValueId> Stored, Replaced;
  for (size_t I = 0; I != O.Stores.size(); ++I) {
    Stored.push_back(
        bindResult(S, O.Stores[I].Value, Call, Terms.storedBy(Fresh, I)));
    restrict(S, Stored[I], O.Stores[I].Value.Range);
    if (Watch)
      Watch->reached(Call.E, O.Stores[I].Slot, /*InSlot=*/true, Stored[I]);
  }
  for (size_t I = 0; I != O.Stores.size(); ++I) {
    if (Slots[I] == Values::Unknown)
      continue;
    // Where the callee's paths differ, one may have left the slot alone.
    ValueId Old = peek(S, Slots[I]);
    bool IsUnknown = Stored[I] == Terms.storedBy(Fresh, I) &&
                     O.Stores[I].Value.Kind == ResultKind::Scalar;
    const ObjectState *Owned = IsUnknown ? S.object(Old) : nullptr;
    if (Owned && Owned->Frame > 0)
      forgetStored(S, Slots[I], Old);
    if (Terms[Slots[I]].Kind == ValueKind::Member)
      Structs.add(Terms.aggregate(Slots[I]));
    Replaced.push_back(exchange(S, Slots[I], Stored[I]));
    // Whoever has a body has told what he stores in slots that he can name.
    if (Call.ByContract || !namesSlot(O.Stores[I].Slot))
      noteUnknownStore(S, Slots[I], Stored[I]);
  }
  for (ValueId Old : Replaced)
    if (!leadsTo(S, Result, Old))
      lose(S, Old, StoryKind::Overwritten, Call.E.Where);
}

/// A device that failed to realize was on its bus for a while, and the bus lets
/// go a grace period later: the device may live on until then.
void Executor::delayByBus(State &S, const CallSite &Call,
                          const Summary &Callee) {
  for (const Outcome &O : Callee.Outcomes)
    for (const ReferenceEffect &E : O.Effects) {
      if (E.Action != ReferenceAction::Hold ||
          E.Holder.Relation != Relation::Bus)
        continue;
      std::optional<unsigned> Bus = E.Holder.argument();
      bool NoBus = Bus && *Bus < Call.Arguments.size() &&
                   truth(S, Call.Arguments[*Bus]) == std::optional<bool>(false);
      ObjectState *Device =
          S.Objects.find(resolve(S, E.Object, Call, Values::Unknown));
      if (Device && !NoBus)
        Device->MaybeGone = Device->Gone;
    }
}

ValueId Executor::resolve(State &S, const AccessPath &Path,
                          const CallSite &Call, ValueId Result) {
  ValueId Id = Result;
  if (Path.Root == AccessPath::RootKind::Argument)
    Id = Path.Index < Call.Arguments.size() ? Call.Arguments[Path.Index]
                                            : Values::Unknown;
  else if (Path.Root == AccessPath::RootKind::Global)
    Id = Terms.globalAddress(Path.Global);
  for (const AccessPath::Step &Next : Path.Steps) {
    if (Id == Values::Unknown || Id == Values::Null)
      return Values::Unknown;
    if (Next.Kind == AccessPath::StepKind::Field)
      Id = Terms.fieldAddress(Id, Next.Record, Next.Field);
    else if (Next.Kind == AccessPath::StepKind::Member)
      Id = Terms.member(Id, Name(), Next.Field);
    else if (Next.Kind == AccessPath::StepKind::Content)
      Id = load(S, Id);
    else
      Id = Terms.elementAddress(Id, indexOf(Next, Call));
  }
  return Id;
}

/// What is at the path, without reading it.
ValueId Executor::find(const State &S, const AccessPath &Path,
                       const CallSite &Call) {
  ValueId Id = Values::Unknown;
  if (Path.Root == AccessPath::RootKind::Global)
    Id = Terms.globalAddress(Path.Global);
  else if (Path.Root == AccessPath::RootKind::Argument &&
           Path.Index < Call.Arguments.size())
    Id = Call.Arguments[Path.Index];
  for (const AccessPath::Step &Next : Path.Steps) {
    if (Id == Values::Unknown || Id == Values::Null)
      return Values::Unknown;
    if (Next.Kind == AccessPath::StepKind::Field)
      Id = Terms.fieldAddress(Id, Next.Record, Next.Field);
    else if (Next.Kind != AccessPath::StepKind::Content)
      Id = Terms.elementAddress(Id, indexOf(Next, Call));
    else if (ValueId Stored = peek(S, Id))
      Id = Stored;
    else
      Id = Terms.content(Id);
  }
  return Id;
}

/// A callee may have freed it.
void Executor::noteFreed(State &S, ValueId Storage) {
  if (ObjectState *O = S.Objects.find(Storage); O && O->IsArray)
    escape(S, Storage, Silence::Conflict);
  else if (Terms.isVisibleToCaller(Storage) && !Terms.isAddress(Storage))
    S.Freed[Storage] = true;
}

bool Executor::holds(const State &S, ValueId Object, const ReferenceEffect &E,
                     const CallSite &Call) const {
  const ObjectState *O = S.object(Object);
  // Certainly null; a pointer that nothing is known of counts as not null.
  auto IsNull = [&] {
    std::optional<unsigned> Index = E.Of ? E.Of : E.Holder.argument();
    return Index && *Index < Call.Arguments.size() &&
           truth(S, Call.Arguments[*Index]) == std::optional<bool>(false);
  };
  for (Condition C : E.When) {
    switch (C) {
    case Condition::NoParent:
      if (O && O->Parent == Tristate::Yes)
        return false;
      break;
    case Condition::HasParent:
      if (O && O->Parent == Tristate::No)
        return false;
      break;
    case Condition::NonNull:
      if (IsNull())
        return false;
      break;
    case Condition::Null:
      if (!IsNull())
        return false;
      break;
    default:
      break;
    }
  }
  return true;
}

/// The call, for an effect on what the callee found at the path.
Executor::CallSite Executor::told(CallSite Call, const AccessPath &Path) {
  Call.ToldByCallee = !Call.ByContract && !Path.Steps.empty() &&
                      Path.Steps.back().Kind == AccessPath::StepKind::Content;
  return Call;
}

void Executor::applyEffect(State &S, ValueId Object, const ReferenceEffect &E,
                           const CallSite &Call) {
  switch (E.Action) {
  case ReferenceAction::Take:
    take(S, Object, E.Count, Call);
    if (E.OnOwner)
      track(S, Object).OnOwner = true;
    return;
  case ReferenceAction::Drop:
    if (E.IsArray)
      track(S, Object).IsArray = true;
    return drop(S, Object, E.Count, E.OnOwner, told(Call, E.Object));
  case ReferenceAction::Give:
    return give(S, Object, Call);
  case ReferenceAction::Hold:
    if (!E.OnOwner) {
      std::optional<Condition> OnlyIf =
          Watch ? openCondition(S, Object, E, Call) : std::nullopt;
      size_t Known = track(S, Object).Holders.size();
      hold(S, Object, E.Holder, Call);
      if (track(S, Object).Holders.size() > Known)
        track(S, Object).Holders.back().OnlyIf = OnlyIf;
    }
    if (Call.ByContract)
      judgeHolder(S, Object, E.Holder, Call);
    if (Call.ByContract && E.Holder.Relation == Relation::Space)
      judgeSpace(S, Object, Call.argument(E.Holder.argument()), Call);
    if (Call.ByContract && E.Holder.Relation == Relation::Link)
      judgeLink(S, Object, Call.argument(E.Holder.argument()), Call);
    if (E.Holder.Relation == Relation::Bus && E.Holder.argument())
      noteSlot(SlotEventKind::Unlinked, Object);
    return;
  case ReferenceAction::ReleaseHeld:
    if (E.Holder.Relation == Relation::Space)
      noteSlot(SlotEventKind::Release, Object);
    else if (!E.OnOwner)
      releaseHeld(S, Object, E.Holder.Relation, Call);
    return;
  case ReferenceAction::Initialize:
    return initialize(S, Object, E.Count, Call);
  case ReferenceAction::Escape:
    return escape(S, Object, E.Reason, /*Noted=*/!Call.ByContract);
  case ReferenceAction::FreeStorage:
    freeArray(S, Object, Call);
    return freeStorage(S, Object, Call.E.Where);
  }
}

/// A condition of the effect that is assumed to hold and is not known to.
std::optional<Condition> Executor::openCondition(const State &S, ValueId Object,
                                                 const ReferenceEffect &E,
                                                 const CallSite &Call) const {
  const ObjectState *O = S.object(Object);
  for (Condition C : E.When) {
    bool OfParent = C == Condition::NoParent || C == Condition::HasParent;
    if (OfParent && (!O || O->Parent == Tristate::Unknown))
      return C;
    // Of a null parent another takes its place; of a null bus none does.
    std::optional<unsigned> Index = E.Of ? E.Of : E.Holder.argument();
    if (C == Condition::NonNull && E.Holder.Relation == Relation::Bus &&
        Index && *Index < Call.Arguments.size() &&
        !truth(S, Call.Arguments[*Index]))
      return C;
  }
  return std::nullopt;
}

/// What the source calls the holder; empty if it does not name it.
Name Executor::holderName(const State &S, const Holder &H,
                          const CallSite &Call) const {
  std::optional<unsigned> Index = H.argument();
  // The callee of a summary is no name for the caller.
  if (!Index)
    return Name(Call.ByContract && H.isNamed() ? H.Who : "");
  if (*Index >= Call.Arguments.size())
    return Name();
  Name Spelled = spellingOf(Call.Arguments[*Index], Call);
  return Spelled ? Spelled : Name(describe(Call.Arguments[*Index], S));
}

ValueId Executor::bindResult(State &S, const ResultEffect &R,
                             const CallSite &Call, ValueId Fresh) {
  if (R.Kind == ResultKind::Alias)
    return resolve(S, R.Path, Call, Fresh);
  if (R.Kind == ResultKind::Scalar) {
    if (R.Block)
      S.Blocks[Fresh] = true;
    if (!R.Member.empty()) {
      restrict(S, Terms.member(Fresh, Name(), R.Member), R.Range);
      return Fresh;
    }
    if (R.Range.Low == R.Range.High)
      return R.Range.isZero() && (Call.E.Type || R.IsArray)
                 ? Values::Null
                 : Terms.integer(R.Range.Low);
    return Fresh;
  }
  if (!R.Member.empty())
    Structs.add(Fresh);
  ValueId Object =
      R.Member.empty() ? Fresh : Terms.member(Fresh, Name(), R.Member);
  S.Ranges[Object] = Range::nonZero();
  ObjectState O;
  O.Origin = R.Kind == ResultKind::Owned ? Origin::Created : Origin::Lent;
  O.Frame = R.Count;
  O.OnOwner = R.OnOwner;
  O.IsArray = R.IsArray;
  O.Type = R.Type.empty() ? Call.E.Type : Name(R.Type);
  O.Parent = R.Kind == ResultKind::Owned ? Tristate::No : Tristate::Unknown;
  for (const Holder &H : R.Holders) {
    O.Holders.push_back(
        {H.Relation, H.Until, Values::Unknown, static_cast<int>(H.Count)});
    if (Watch) {
      O.Holders.back().Called = holderName(S, H, Call);
      O.Holders.back().EndedBy = H.EndedBy;
    }
    if (H.Relation == Relation::Child)
      O.Parent = Tristate::Yes;
  }
  tell(O, R.Kind == ResultKind::Owned ? StoryKind::Created : StoryKind::Lent,
       Call.E.Where.At, Call.Callee);
  S.Objects[Object] = O;
  return Fresh;
}
