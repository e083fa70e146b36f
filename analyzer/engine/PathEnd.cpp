//===- PathEnd.cpp - What is left when the function returns ---------------===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "analyzer/engine/Executor.h"
#include "llvm/ADT/STLExtras.h"

using namespace qomlint;

void Executor::finish(State S, const Terminator &End) {
  Exit E;
  E.Result = evaluate(S, End.Value);
  // Whether there is an object says nothing of who gets its reference.
  if (!F.ReturnsPointer && S.object(E.Result))
    E.Result = Terms.compute(Name("!="), E.Result, Values::Null);
  E.At = End.Where;
  E.Final = std::move(S);
  settleConditions(E);
  judgeResult(E);
  noteStores(E);
  noteDropped(E);
  judgeLinks(E);
  if (Watch)
    Watch->returning(E);
  std::vector<ValueId> Owned;
  for (const auto &[Id, O] : E.Final.Objects)
    if (O.Frame > 0)
      Owned.push_back(Id);
  for (ValueId Id : Owned)
    settle(E, Id);
  settleBlocks(E);
  noteReturnedContent(E.Final, E.Result);
  Result.Exits.push_back(std::move(E));
}

/// What the path has shown of a condition that it stores or returns is what the
/// caller gets.
void Executor::settleConditions(Exit &E) {
  auto Settled = [&](ValueId Id) {
    const Value &V = Terms[Id];
    bool Condition = V.Kind == ValueKind::Compute && isCondition(V.Text);
    std::optional<bool> Truth =
        Condition ? truth(E.Final, Id) : std::optional<bool>();
    return Truth ? Terms.integer(*Truth) : Id;
  };
  E.Result = Settled(E.Result);
  for (auto &[Address, Stored] : E.Final.Memory)
    Stored = Settled(Stored);
}

static bool isHeldBesideSlots(const ObjectState &O) {
  return llvm::any_of(O.Holders, [](const KnownHolder &H) {
    return H.Relation != Relation::Slot;
  });
}

/// Where the pointers to known objects came from that slots hold now, for the
/// balance of fields.
void Executor::noteStores(const Exit &E) {
  for (const auto &[Address, Stored] : E.Final.Memory) {
    const ObjectState *O = E.Final.object(Stored);
    if (O && isHeldBesideSlots(*O))
      noteSlot(SlotEventKind::Held, Address);
    if (!O || O->Origin == Origin::Foreign)
      continue;
    bool Known = O->Silence == Silence::None && !O->Given;
    bool Kept = O->Origin == Origin::Lent || !O->Holders.empty();
    bool Borrows = Known && O->Frame == 0 && Kept;
    if (O->Frame > 0 && Known)
      continue;
    noteSlot(Borrows ? SlotEventKind::BorrowedStore
                     : SlotEventKind::UnknownStore,
             Address);
    if (Borrows && slotOf(Address))
      Result.SlotEvents.back().Details.Story = Steps.story(O->Story);
  }
}

/// True if nobody can have meant the slot to get a reference of its own. What a
/// parameter brings is for the caller to know.
bool Executor::bringsNoReference(const State &S, ValueId Stored) const {
  const ObjectState *O = S.object(Stored);
  if (O && (O->Frame > 0 || O->Silence != Silence::None || O->Given))
    return false;
  const Value &V = Terms[Stored];
  bool Borrowed =
      O && (O->Origin == Origin::Lent ||
            (O->Origin == Origin::Created && O->Frame == 0 && O->held() > 0));
  return Borrowed || (V.Kind == ValueKind::Content && fieldOf(V.Base) &&
                      peek(S, V.Base) == Stored);
}

/// A STRONG link drops what its slot holds, however it came there: a pointer
/// that is stored by hand needs a reference, as in `qdev_alias_clock`.
void Executor::judgeLinks(const Exit &E) {
  for (const auto &[Address, At] : E.Final.LinkStores) {
    ValueId Stored = peek(E.Final, Address);
    if (Terms.isConstant(Stored) || !bringsNoReference(E.Final, Stored))
      continue;
    State S = E.Final;
    tell(track(S, Stored), StoryKind::Stored, At->At,
         slotOf(Address)->Field.str());
    report(S, VerdictKind::LinkStored, Stored, At->At);
    Result.Verdicts.back().Slot = *slotOf(Address);
    Result.Verdicts.back().Expression = describeStorage(Address, S);
  }
}

/// Slots whose reference was dropped and whose pointer stays.
void Executor::noteDropped(const Exit &E) {
  for (const auto &[Id, O] : E.Final.Objects) {
    const Value &V = Terms[Id];
    if (V.Kind == ValueKind::Content && O.Frame < 0 && !O.Given &&
        O.Silence == Silence::None && peek(E.Final, V.Base) == Id)
      noteSlot(SlotEventKind::LeftDropped, V.Base);
  }
}

/// Blocks around objects that live on: their slots are to free them, or nobody
/// can. `object_initialize` sets no free hook.
void Executor::settleBlocks(Exit &E) {
  std::vector<ValueId> Around;
  for (const auto &[Id, O] : E.Final.Objects)
    if (O.Block != Values::Unknown && O.Silence == Silence::None &&
        !O.Reported && !leadsTo(E.Final, E.Result, O.Block))
      Around.push_back(Id);
  for (ValueId Id : Around) {
    ObjectState &O = *E.Final.Objects.find(Id);
    std::vector<ValueId> Slots = slotsHolding(E.Final, O.Block);
    for (ValueId Address : Slots)
      leaveBlockToSlot(E.Final, Id, Address);
    if (!Slots.empty())
      continue;
    tell(O, StoryKind::StorageLost, E.At.At, "");
    report(E.Final, VerdictKind::BlockLost, Id, O.InitializedAt);
  }
}

void Executor::leaveBlockToSlot(const State &S, ValueId Object,
                                ValueId Address) {
  std::optional<SlotKey> Slot = slotOf(Address);
  if (!Slot)
    return;
  SlotEvent Event = slotEvent(SlotEventKind::BlockKept, *Slot);
  // Through a pointer to a part of the block it is freed under another name.
  if (peek(S, Address) == S.object(Object)->Block) {
    Event.Details = verdict(S, VerdictKind::FieldBlockLost, Object,
                            S.object(Object)->InitializedAt);
    Event.Details.Slot = *Slot;
  }
  Result.SlotEvents.push_back(std::move(Event));
}

/// True if the function reports an error on this path.
bool Executor::fails(const State &S) const {
  const ValueId *Error = S.Memory.find(ErrorSlot);
  return Error && rangeOf(S, *Error).excludesZero();
}

/// What others stored in a struct of this frame goes to the caller.
void Executor::noteReturnedContent(const State &S, ValueId Returned) {
  if (Returned == Values::Unknown || Terms.isConstant(Returned))
    return;
  const Value &V = Terms[Returned];
  if (V.Kind == ValueKind::Content && !slotOf(V.Base))
    noteSlot(SlotEventKind::Exit, V.Base);
  for (const auto &[Address, Stored] : S.Memory)
    if (Stored == Returned && !slotOf(Address))
      noteSlot(SlotEventKind::Exit, Address);
}

/// Addresses outside the frame that hold the pointer.
std::vector<ValueId> Executor::slotsHolding(const State &S,
                                            ValueId Object) const {
  std::vector<ValueId> Slots;
  for (const auto &[Address, Stored] : S.Memory) {
    ValueKind Root = Terms[Terms.root(Address)].Kind;
    bool Storage = Root != ValueKind::LocalAddress &&
                   Terms[Address].Kind != ValueKind::Member;
    if (Storage && leadsTo(S, Stored, Object))
      Slots.push_back(Address);
  }
  return Slots;
}

/// The frame's references go first to the slots that hold the pointer, then to
/// the caller through the result; what is left is lost. A store moved nothing
/// when it happened: only now is it known who is to drop what.
void Executor::settle(Exit &E, ValueId Object) {
  State &S = E.Final;
  ObjectState &O = *S.Objects.find(Object);
  if (rangeOf(S, Object).isZero())
    O.Frame = 0;
  // The count of an object belongs to whoever owns its storage.
  if (O.Origin == Origin::Embedded && O.Frame > 0 && slotOf(Object))
    return leaveToSlot(S, Object, Object);
  bool Returned = leadsTo(S, E.Result, Object);
  // A getter takes a reference for its caller, not for the slot it reads.
  bool IsGetter =
      Returned && O.Frame == 1 && Terms[Object].Kind == ValueKind::Content;
  for (ValueId Address : slotsHolding(S, Object))
    if (O.Frame > 0 && !(IsGetter && Terms[Object].Base == Address))
      settleSlot(E, Object, Address);
  if (O.Frame <= 0 || !isJudged(O) || (Returned && !breaksPromise(E, Object)))
    return;
  tell(O, StoryKind::Returned, E.At.At, "");
  report(S, VerdictKind::Surplus, Object, E.At.At);
  if (Returned)
    Result.Verdicts.back().Promise = Promised.By;
}

/// True if the result is owned, and callers are told that it is borrowed.
bool Executor::breaksPromise(const Exit &E, ValueId Object) const {
  auto IsNull = [&](unsigned Parameter) {
    return Parameter < F.ParameterCount &&
           truth(E.Final, E.Final.Variables[Parameter]) ==
               std::optional<bool>(false);
  };
  // Who is said to hold it may hold the reference of its creation, unless
  // someone is seen to take one.
  return Promised.Result == Ownership::Borrowed && E.Result == Object &&
         E.Final.object(Object)->held() > 0 &&
         llvm::none_of(Promised.ResultHolders, IsNull);
}

/// True if whoever gets the pointer gets no reference with it, for sure.
static bool isOnlyBorrowed(const ObjectState &O) {
  return (O.Origin == Origin::Lent || O.Origin == Origin::Created) &&
         O.Frame <= 0 && !O.OnOwner && !O.Given && !O.Reported &&
         O.Silence == Silence::None;
}

/// Callers are told that the result is theirs.
void Executor::judgeResult(const Exit &E) {
  const ObjectState *O = E.Final.object(E.Result);
  if (Promised.Result != Ownership::Owned || !O || !isOnlyBorrowed(*O))
    return;
  State S = E.Final;
  tell(*S.Objects.find(E.Result), StoryKind::ReturnedBorrowed, E.At.At, "");
  report(S, VerdictKind::ReturnedBorrowed, E.Result, E.At.At);
  Result.Verdicts.back().Promise = Promised.By;
}

/// True if a caller can know from an argument, or what it points to, which of
/// the two it was.
bool Executor::tellsApart(const Exit &A, const Exit &B) const {
  bool ByParameter = llvm::any_of(A.Final.Ranges, [&](const auto &E) {
    const Range *Other = B.Final.Ranges.find(E.first);
    return Terms[E.first].Kind == ValueKind::Parameter && Other &&
           E.second.intersect(*Other).isEmpty();
  });
  return ByParameter || llvm::any_of(A.Final.Memory, [&](const auto &E) {
           const ValueId *Other = B.Final.Memory.find(E.first);
           return Terms[E.first].Kind == ValueKind::Parameter && Other &&
                  *Other != E.second && Terms.isConstant(E.second) &&
                  Terms.isConstant(*Other);
         });
}

/// Without a contract callers go by the body, and a result that is owned on one
/// path and borrowed on another cannot be used right.
void Executor::compareResults() {
  auto Borrowed = [&](const Exit &E) {
    const ObjectState *O = E.Final.object(E.Result);
    return O && !O->Promised && isOnlyBorrowed(*O);
  };
  if (Promised.Result != Ownership::None)
    return;
  for (const Exit &E : Result.Exits) {
    const ObjectState *O = E.Final.object(E.Result);
    bool LooksAlike = llvm::any_of(Result.Exits, [&](const Exit &Other) {
      return Borrowed(Other) && !tellsApart(E, Other);
    });
    if (!O || O->Frame <= 0 || !isJudged(*O) || !LooksAlike)
      continue;
    State S = E.Final;
    tell(*S.Objects.find(E.Result), StoryKind::ReturnedOwned, E.At.At, "");
    report(S, VerdictKind::ReturnedEither, E.Result, E.At.At);
  }
}

void Executor::settleSlot(Exit &E, ValueId Object, ValueId Address) {
  if (slotOf(E.Final, Address)) {
    leaveToSlot(E.Final, Object, Address);
    return;
  }
  --E.Final.Objects.find(Object)->Frame;
  E.OwnedSlots[Address] = 1;
}

/// One reference of the frame is the slot's from now on: of the pointer there,
/// or of the object whose storage the slot is.
void Executor::leaveToSlot(State &S, ValueId Object, ValueId Address) {
  ObjectState &O = *S.Objects.find(Object);
  SlotKey Slot = *slotOf(S, Address);
  // Through a struct value that was stored whole, or a pointer to a part of the
  // object, it is released under another name.
  bool ByName = Address == Object || peek(S, Address) == Object;
  if (ByName && (O.Silence != Silence::None || O.Reported)) {
    Result.SlotEvents.push_back(slotEvent(SlotEventKind::Surplus, Slot));
  } else if (ByName) {
    ObjectState Before = O;
    tell(O, StoryKind::Stored, Position(), Slot.Field.str());
    SlotEvent Event = slotEvent(SlotEventKind::Surplus, Slot);
    Event.Failing = fails(S);
    Event.OfElement = isPointedElement(Address);
    Event.OneOfMany =
        Terms.liesInElement(Address) || !Program.isInstance(Slot.Record);
    Event.Details = verdict(S, VerdictKind::FieldSurplus, Object, Position());
    O = Before;
    Event.Details.Slot = Slot;
    // Stored elsewhere as well, it may be meant for there.
    Event.Details.Extra = Terms[Object].Kind == ValueKind::Content &&
                          Terms[Object].Base == Address &&
                          slotsHolding(S, Object).size() == 1;
    if (O.Called.empty())
      Event.Details.Expression = describeStorage(Address, S);
    Event.Details.At = Event.Details.Source;
    Result.SlotEvents.push_back(Event);
    if (Address != Object && mayOverwrite(S, Address)) {
      Event.Kind = SlotEventKind::Overwrite;
      Event.Details.Kind = VerdictKind::FieldOverwritten;
      Result.SlotEvents.push_back(std::move(Event));
    }
  }
  --O.Frame;
  ++O.Stored;
}

/// True if nothing on the path looked at what the slot held before, let alone
/// dropped it.
bool Executor::mayOverwrite(const State &S, ValueId Address) {
  ValueId Old = Terms.content(Address);
  const ObjectState *O = S.object(Old);
  return Terms.isVisibleToCaller(Address) && !rangeOf(S, Old).isZero() &&
         (!O || (O->Frame == 0 && O->Silence == Silence::None)) &&
         !pointerIsKept(S, Old);
}

std::string Executor::describe(ValueId Id, const State &S) const {
  return describe(Id, S, {});
}

std::string Executor::describeStorage(ValueId Address, const State &S) const {
  return describeStorage(Address, S, {});
}

std::string Executor::describe(ValueId Id, const State &S,
                               const std::vector<ValueId> &Within) const {
  const Value &V = Terms[Id];
  switch (V.Kind) {
  case ValueKind::Parameter:
    return F.Variables[V.Number].Identifier.str().str();
  case ValueKind::GlobalAddress:
    return "&" + plainName(V.Text).str();
  case ValueKind::FieldAddress:
  case ValueKind::ElementAddress:
  case ValueKind::LocalAddress:
    return "&" + describeStorage(Id, S, Within);
  case ValueKind::Content:
    return describeStorage(V.Base, S, Within);
  case ValueKind::Member: {
    std::string Base = describe(V.Base, S, Within);
    return Base.empty() || isLibraryMember(V.Text)
               ? Base
               : Base + "." + V.Text.str().str();
  }
  default:
    break;
  }
  for (size_t I = 0; I != S.Variables.size(); ++I)
    if (S.Variables[I] == Id &&
        !F.Variables[I].Identifier.str().starts_with("$"))
      return F.Variables[I].Identifier.str().str();
  for (const auto &[Address, Stored] : S.Memory)
    if (Stored == Id && Terms[Address].Kind != ValueKind::Member)
      if (std::string Text = describeStorage(Address, S, Within);
          Text.empty() || Text[0] != '$')
        return Text;
  for (const auto &[Address, Stored] : S.Memory)
    if (Stored == Id && Terms[Address].Kind == ValueKind::Member)
      return describe(Address, S, Within);
  return "";
}

std::string Executor::describeStorage(ValueId Address, const State &S,
                                      std::vector<ValueId> Within) const {
  const Value &A = Terms[Address];
  if (llvm::is_contained(Within, Address))
    return "";
  Within.push_back(Address);
  switch (A.Kind) {
  case ValueKind::LocalAddress:
    return F.Variables[A.Number].Identifier.str().str();
  case ValueKind::GlobalAddress:
    return plainName(A.Text).str();
  case ValueKind::ElementAddress: {
    const Value &Index = Terms[A.Other];
    std::string Subscript = Index.Kind == ValueKind::Integer
                                ? std::to_string(Index.Number)
                                : describe(A.Other, S, Within);
    return describeStorage(A.Base, S, Within) + "[" +
           (Subscript.empty() ? "i" : Subscript) + "]";
  }
  case ValueKind::FieldAddress: {
    const Value &Base = Terms[A.Base];
    bool Embedded = Base.Kind == ValueKind::FieldAddress ||
                    Base.Kind == ValueKind::ElementAddress ||
                    Base.Kind == ValueKind::LocalAddress ||
                    Base.Kind == ValueKind::GlobalAddress;
    std::string Record = Embedded ? describeStorage(A.Base, S, Within)
                                  : describe(A.Base, S, Within);
    if (Embedded && isLibraryMember(A.Text))
      return Record;
    if (Record.empty())
      Record = A.Record.str().str();
    return Record + (Embedded ? "." : "->") + A.Text.str().str();
  }
  default: {
    std::string Pointer = describe(Address, S, Within);
    return Pointer.empty() ? Pointer : "*" + Pointer;
  }
  }
}
