//===- Memory.cpp - Places, loads and stores ------------------------------===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "analyzer/engine/Executor.h"
#include "llvm/ADT/STLExtras.h"

using namespace qomlint;

ValueId Executor::evaluate(State &S, const Operand &O) {
  switch (O.Kind) {
  case OperandKind::Unknown:
    return Values::Unknown;
  case OperandKind::Null:
    return Values::Null;
  case OperandKind::Integer:
    return Terms.integer(O.Integer);
  case OperandKind::String:
    return Terms.string(O.Text);
  case OperandKind::Function:
    return Terms.function(O.Text);
  case OperandKind::Variable:
    return load(S, Terms.localAddress(O.Index));
  case OperandKind::Temporary:
    return O.Index < S.Temporaries.size() ? S.Temporaries[O.Index]
                                          : Values::Unknown;
  case OperandKind::Address:
    return addressOf(S, F.Places[O.Index], nullptr);
  }
  return Values::Unknown;
}

ValueId Executor::addressOf(State &S, const Place &P, const Site *At) {
  ValueId Address = Values::Unknown;
  size_t First = 0;
  if (P.Root == PlaceRoot::Variable)
    Address = Terms.localAddress(P.Index);
  else if (P.Root == PlaceRoot::Global)
    Address = Terms.globalAddress(P.Global);
  else if (P.Index < S.Temporaries.size()) {
    // A struct value's members have no address until one is dereferenced.
    ValueId Result = S.Temporaries[P.Index];
    for (; First != P.Steps.size() && P.Steps[First].Kind == StepKind::Field;
         ++First)
      Result = Terms.member(Result, Name(), P.Steps[First].Field);
    if (First == P.Steps.size())
      return Values::Unknown;
    if (P.Steps[First].Kind == StepKind::Dereference) {
      if (At)
        use(S, Result, At->At, "");
      Address = Result;
      ++First;
    }
  }
  for (size_t I = First; I != P.Steps.size(); ++I) {
    const Step &Next = P.Steps[I];
    if (Next.Kind == StepKind::Field) {
      Address = Terms.fieldAddress(Address, Next.Record, Next.Field);
    } else if (Next.Kind == StepKind::Element) {
      Address = Terms.elementAddress(Address, evaluate(S, Next.Index));
    } else {
      Address = load(S, Address);
      // `&p->f` computes an address and touches nothing: only the last
      // dereference of an access counts, and those that had to load.
      bool Loads =
          llvm::any_of(llvm::drop_begin(P.Steps, I + 1), [](const Step &X) {
            return X.Kind == StepKind::Dereference;
          });
      if (At || Loads)
        use(S, Address, At ? At->At : Position(), "");
    }
  }
  return Address;
}

ValueId Executor::loadPlace(State &S, const Place &P, const Site &At) {
  bool IsMember = P.Root == PlaceRoot::Temporary &&
                  llvm::all_of(P.Steps, [](const Step &X) {
                    return X.Kind == StepKind::Field;
                  });
  if (!IsMember)
    return load(S, addressOf(S, P, &At));
  ValueId Result =
      P.Index < S.Temporaries.size() ? S.Temporaries[P.Index] : Values::Unknown;
  for (const Step &Next : P.Steps)
    Result = Structs.load(S, Terms.member(Result, Name(), Next.Field));
  return Result;
}

ValueId Executor::peek(const State &S, ValueId Address) const {
  const Value &A = Terms[Address];
  if (A.Kind == ValueKind::LocalAddress)
    return S.Variables[A.Number];
  const ValueId *Stored = S.Memory.find(Address);
  return Stored ? *Stored : Values::Unknown;
}

/// The same, or what the struct value around the address has there.
ValueId Executor::heldAt(const State &S, ValueId Address) {
  if (ValueId Stored = peek(S, Address))
    return Stored;
  const Value A = Terms[Address];
  ValueId Struct =
      A.Kind == ValueKind::FieldAddress ? heldAt(S, A.Base) : Values::Unknown;
  return Struct ? Structs.load(S, Terms.member(Struct, Name(), A.Text))
                : Values::Unknown;
}

ValueId Executor::load(State &S, ValueId Address) {
  if (Address == Values::Unknown || Address == Values::Null)
    return Values::Unknown;
  const Value A = Terms[Address];
  if (A.Kind == ValueKind::LocalAddress) {
    const Variable &V = F.Variables[A.Number];
    ValueId Held = S.Variables[A.Number];
    bool MayBeStruct = Held == Values::Unknown || (V.Type && !V.Pointer);
    return MayBeStruct ? copyStruct(S, Address) : Held;
  }
  if (const ValueId *Stored = S.Memory.find(Address))
    return *Stored;
  if (A.Kind == ValueKind::FieldAddress)
    if (ValueId Aggregate = heldAt(S, A.Base)) {
      ValueId Member = Terms.member(Aggregate, Name(), A.Text);
      ValueId Loaded = Structs.load(S, Member);
      // What others stored in a struct of this frame is this frame's to drop.
      if (Loaded == Member && !slotOf(Address))
        noteSlot(SlotEventKind::Exit, Address);
      return Loaded;
    }
  if (A.Kind == ValueKind::ElementAddress)
    meetElements(S, A.Base, A.Other);
  ValueId Initial = Terms.content(Address);
  // Remembered, so that a later change by someone else is a change.
  S.Memory[Address] = Initial;
  return Initial;
}

void Executor::store(State &S, ValueId Address, ValueId Stored,
                     const Site &At) {
  ValueId Old = exchange(S, Address, Stored);
  if (Old != Stored)
    lose(S, Old, StoryKind::Overwritten, At);
}

/// Stores a value, and returns the one that it replaces.
ValueId Executor::exchange(State &S, ValueId Address, ValueId Stored) {
  const Value A = Terms[Address];
  if (Address == Values::Unknown) {
    escape(S, Stored, Silence::UnknownStore);
    return Values::Unknown;
  }
  ValueId Old = peek(S, Address);
  if (A.Kind == ValueKind::LocalAddress) {
    S.Variables[A.Number] = Stored;
  } else {
    S.Memory[Address] = Stored;
    noteAlias(Address, Stored);
    // Slots are told apart by their records, which members do not know.
    if (Terms.isVisibleToCaller(Address))
      for (ValueId Member : Structs.membersOf(S, Stored))
        if (ValueId Held = Structs.load(S, Member); Held != Member)
          escape(S, Held, Silence::UnknownStore);
    ValueId Target = Terms.storage(Stored);
    if (Terms[Target].Kind == ValueKind::LocalAddress)
      S.Exposed[Target] = true;
  }
  S.Memory.eraseIf([&](ValueId Other, ValueId) {
    return Other != Address && Terms.liesIn(Other, Address);
  });
  if (Terms.liesInElement(Address))
    forgetElements(S, Address);
  return Old;
}

/// Objects are called what the source first called them.
void Executor::nameObject(State &S, const Place &P, ValueId Stored) {
  ObjectState *O = S.Objects.find(Stored);
  if (!O || !O->Called.empty())
    return;
  std::string Text = spelling(P);
  if (!Text.empty() && Text[0] != '$')
    O->Called = Name(Text);
}

std::string Executor::subscript(const Operand &Index) const {
  if (Index.Kind == OperandKind::Integer)
    return std::to_string(Index.Integer);
  if (Index.Kind == OperandKind::Variable)
    return F.Variables[Index.Index].Identifier.str().str();
  return "i";
}

std::string Executor::spelling(const Place &P) const {
  std::string Text;
  std::vector<Step> Steps(P.Steps);
  llvm::erase_if(Steps, [](const Step &S) {
    return S.Kind == StepKind::Field && isLibraryMember(S.Field);
  });
  if (P.Root == PlaceRoot::Variable)
    Text = F.Variables[P.Index].Identifier.str().str();
  else if (P.Root == PlaceRoot::Global)
    Text = plainName(P.Global).str();
  else
    return "";
  if (!Steps.empty() && Steps[0].Kind == StepKind::Field)
    Text += ".";
  for (size_t I = 0; I != Steps.size(); ++I) {
    const Step &Next = Steps[I];
    bool Arrow = Next.Kind == StepKind::Dereference && I + 1 != Steps.size();
    if (Next.Kind == StepKind::Field)
      Text += Next.Field.str();
    else if (Next.Kind == StepKind::Element)
      Text += "[" + subscript(Next.Index) + "]";
    else if (!Arrow)
      return "*" + Text;
    if (I + 1 != Steps.size() && Steps[I + 1].Kind == StepKind::Field)
      Text += Arrow ? "->" : ".";
  }
  return Text;
}

/// The storage of an instance is for the last unref, or the owner, to free:
/// object_finalize does it when the finalizer has returned.
void Executor::judgeFreed(State &S, ValueId Storage, const Site &At) {
  const Value &V = Terms[Storage];
  if (V.Kind != ValueKind::Parameter || V.Number != 0 ||
      !Program.isFinalizer(F.Key))
    return;
  tell(track(S, Storage), StoryKind::StorageFreed, At.At, "");
  report(S, VerdictKind::InstanceFreed, Storage, At.At);
}

void Executor::freeStorage(State &S, ValueId Storage, const Site &At) {
  if (Storage == Values::Unknown || Terms.isConstant(Storage))
    return;
  judgeFreed(S, Storage, At);
  if (Terms.isVisibleToCaller(Storage) && !Terms.isAddress(Storage))
    S.Freed[Storage] = true;
  for (auto &[Id, O] : S.Objects)
    if (O.Origin == Origin::Embedded && !O.Gone && !O.Reported &&
        O.Silence == Silence::None && Terms.liesIn(Id, Storage)) {
      tell(O, StoryKind::StorageFreed, At.At, "");
      report(S, VerdictKind::EmbeddedFreed, Id, At.At);
      O.Reported = true;
    }
  for (auto &[Id, O] : S.Objects)
    if (O.Block == Storage)
      O.Block = Values::Unknown;
  if (Terms[Storage].Kind == ValueKind::Content)
    noteSlot(SlotEventKind::BlockFreed, Terms[Storage].Base);
  std::vector<ValueId> Freed, Elements;
  S.Memory.eraseIf([&](ValueId Address, ValueId Stored) {
    bool Inside = Terms.liesIn(Address, Storage);
    if (Inside)
      (Terms.liesInElement(Address) ? Elements : Freed).push_back(Stored);
    return Inside;
  });
  for (ValueId Stored : Freed)
    lose(S, Stored, StoryKind::StorageFreed, At);
  // A loop over an array may have had none of its rounds on this path, and it
  // is for the rounds to empty it.
  for (ValueId Stored : Elements)
    if (Order.hasLoops())
      escape(S, Stored, Silence::Container);
    else
      lose(S, Stored, StoryKind::StorageFreed, At);
}

void Executor::forgetStored(State &S, ValueId Slot, ValueId Stored) {
  ObjectState &O = *S.Objects.find(Stored);
  // What the slot held at entry is balanced by those who know the record.
  bool Initial = Terms[Stored].Kind == ValueKind::Content && O.Frame <= 0;
  if (O.Frame > 0 && slotOf(S, Slot))
    leaveToSlot(S, Stored, Slot);
  else
    escape(S, Stored, Silence::UnknownCallee, Initial && Program.isWhole());
}

/// Someone else may have written there. What the slots held is theirs from now
/// on: he can drop it only through them.
void Executor::forget(State &S, ValueId Address) {
  bool OfFrame = Terms[Address].Kind == ValueKind::LocalAddress;
  std::vector<std::pair<ValueId, ValueId>> Reached;
  for (const auto &[Other, Stored] : S.Memory)
    if (OfFrame ? Terms.liesIn(Other, Address)
                : Other != Address && Terms.reachesThrough(Other, Address))
      Reached.push_back({Other, Stored});
  // A struct may hold its own address: it is empty before that escapes.
  for (auto [Other, Stored] : Reached)
    if (OfFrame)
      S.Memory.erase(Other);
  for (auto [Other, Stored] : Reached) {
    escapeMembers(S, Stored, Silence::UnknownCallee);
    if (S.object(Stored))
      forgetStored(S, Other, Stored);
  }
  for (auto [Other, Stored] : Reached) {
    for (auto &[Id, O] : S.Objects)
      if (O.Block == Stored)
        O.Block = Values::Unknown;
    if (OfFrame)
      continue;
    ValueId Anything = Terms.fresh();
    S.Memory[Other] = Anything;
    if (!Program.isWhole())
      noteUnknownStore(S, Other, Anything);
  }
}

/// The content of one slot was copied to another: what is released there is
/// released here.
void Executor::noteAlias(ValueId Address, ValueId Stored) {
  const Value &V = Terms[Stored];
  if (V.Kind != ValueKind::Content)
    return;
  // A struct of this frame is read by its fields, too, wherever it goes.
  std::optional<SlotKey> From = fieldOf(V.Base), To = fieldOf(Address);
  if (!From)
    return;
  SlotEvent E =
      slotEvent(To ? SlotEventKind::AliasTo : SlotEventKind::Exit, *From);
  E.OfElement = isPointedElement(V.Base);
  if (To)
    E.Other = *To;
  Result.SlotEvents.push_back(std::move(E));
}

/// A pointer was stored that may have brought a reference with it. What the
/// frame itself makes of an object that it knows shows at the end.
void Executor::noteUnknownStore(const State &S, ValueId Address,
                                ValueId Stored) {
  const ObjectState *O = S.object(Stored);
  bool Known = O && O->Origin != Origin::Foreign;
  bool Initial =
      Terms[Stored].Kind == ValueKind::Content && Terms[Stored].Base == Address;
  if (!Known && !Initial && !Terms.isConstant(Stored))
    noteSlot(SlotEventKind::UnknownStore, Address);
}

std::optional<SlotKey> Executor::fieldOf(ValueId Address) const {
  const Value *A = &Terms[Address];
  bool Element = A->Kind == ValueKind::ElementAddress;
  while (A->Kind == ValueKind::ElementAddress)
    A = &Terms[A->Base];
  // The elements of an array that a field points to are the field's, as those
  // of an array in the record are.
  if (Element && A->Kind == ValueKind::Content)
    A = &Terms[A->Base];
  if (A->Kind == ValueKind::GlobalAddress)
    return SlotKey{Name(), A->Text};
  if (A->Kind != ValueKind::FieldAddress)
    return std::nullopt;
  return SlotKey{A->Record, A->Text};
}

bool Executor::isPointedElement(ValueId Address) const {
  if (Terms[Address].Kind != ValueKind::ElementAddress)
    return false;
  while (Terms[Address].Kind == ValueKind::ElementAddress)
    Address = Terms[Address].Base;
  return Terms[Address].Kind == ValueKind::Content ||
         Terms[Address].Kind == ValueKind::Symbol;
}

bool Executor::onlyBorrows(ValueId Address) const {
  std::optional<SlotKey> Slot = slotOf(Address);
  return Slot && Program.onlyBorrows(*Slot);
}

std::optional<SlotKey> Executor::outermostFieldOf(ValueId Address) const {
  std::optional<SlotKey> Outermost;
  for (;; Address = Terms[Address].Base) {
    const Value &A = Terms[Address];
    if (A.Kind == ValueKind::FieldAddress)
      Outermost = SlotKey{A.Record, A.Text};
    else if (A.Kind != ValueKind::ElementAddress)
      return Outermost;
  }
}

std::optional<SlotKey> Executor::slotOf(ValueId Address) const {
  if (Terms[Terms.storage(Address)].Kind == ValueKind::LocalAddress)
    return std::nullopt;
  return fieldOf(Address);
}

std::optional<SlotKey> Executor::slotOf(const State &S, ValueId Address) const {
  if (std::optional<SlotKey> Slot = slotOf(Address))
    return Slot;
  ValueId Array = Address;
  while (Terms[Array].Kind == ValueKind::ElementAddress)
    Array = Terms[Array].Base;
  if (Array == Address || Terms[Array].Kind != ValueKind::Symbol)
    return std::nullopt;
  for (const auto &[Pointer, Stored] : S.Memory)
    if (std::optional<SlotKey> Slot =
            Stored == Array ? slotOf(Pointer) : std::nullopt)
      return Slot;
  return std::nullopt;
}

/// True if whoever has \p Stored can get at the object: it is the pointer, one
/// to a part of the object, or a struct with a member that points to it.
bool Executor::leadsTo(const State &S, ValueId Stored, ValueId Object) const {
  if (Terms.liesIn(Stored, Object) ||
      (Terms[Object].Kind == ValueKind::Member &&
       Terms.reachesThrough(Object, Stored)))
    return true;
  return llvm::any_of(Structs.membersOf(S, Stored), [&](ValueId Member) {
    return Terms.liesIn(Structs.load(S, Member), Object);
  });
}

/// Members of struct values count with whatever holds those.
bool Executor::pointerIsKept(const State &S, ValueId Object) const {
  return llvm::any_of(S.Variables,
                      [&](ValueId V) { return leadsTo(S, V, Object); }) ||
         llvm::any_of(S.Memory, [&](const auto &E) {
           return Terms[E.first].Kind != ValueKind::Member &&
                  leadsTo(S, E.second, Object);
         });
}

/// The heap block of this path that the object lies in; Unknown if in none.
ValueId Executor::blockAround(const State &S, ValueId Object) const {
  ValueId Block = Terms.storage(Object);
  return S.Blocks.find(Block) ? Block : Values::Unknown;
}

/// Who sets an object's free hook makes its last reference free the block.
void Executor::noteFreeHook(State &S, ValueId Address) {
  const Value &A = Terms[Address];
  if (A.Kind != ValueKind::FieldAddress || A.Record.str() != "Object" ||
      A.Text.str() != "free")
    return;
  for (auto &[Id, O] : S.Objects)
    if (Id == A.Base)
      O.Block = Values::Unknown;
}

void Executor::loseBlocks(State &S, ValueId Old, const Site &At) {
  for (auto &[Id, O] : S.Objects) {
    if (O.Block == Values::Unknown || O.Block != Old || O.Reported ||
        O.Silence != Silence::None || pointerIsKept(S, O.Block) ||
        isAwaited(S, O.Block))
      continue;
    tell(O, StoryKind::StorageLost, At.At, "");
    report(S, VerdictKind::BlockLost, Id, O.InitializedAt);
    O.Reported = true;
  }
}

void Executor::lose(State &S, ValueId Old, StoryKind How, const Site &At) {
  if (Old == Values::Unknown || Terms.isConstant(Old))
    return;
  loseBlocks(S, Old, At);
  for (auto &[Id, O] : S.Objects) {
    bool Reached = Id == Old || (Terms[Id].Kind == ValueKind::Member &&
                                 Terms.reachesThrough(Id, Old));
    bool Owned = O.Frame > 0 && isJudged(O);
    if (!Reached || !Owned || rangeOf(S, Id).isZero() || pointerIsKept(S, Id) ||
        isAwaited(S, Id))
      continue;
    O.Lost = true;
    tell(O, How, At.At, "");
    report(S,
           How == StoryKind::Overwritten ? VerdictKind::Overwritten
                                         : VerdictKind::Surplus,
           Id, At.At);
    O.Reported = true;
  }
}

void Executor::use(State &S, ValueId Pointer, const Position &At,
                   llvm::StringRef Subject) {
  // A part of an object ends with it.
  for (ValueId Whole = Pointer;; Whole = Terms[Whole].Base) {
    useObject(S, Whole, At, Subject);
    if (Terms[Whole].Kind != ValueKind::FieldAddress &&
        Terms[Whole].Kind != ValueKind::ElementAddress)
      break;
  }
  bool ByCallee = !Subject.empty();
  if (Terms.isVisibleToCaller(Pointer) && !Terms.isAddress(Pointer))
    S.Uses[Pointer] |= !ByCallee;
}

void Executor::useObject(State &S, ValueId Pointer, const Position &At,
                         llvm::StringRef Subject) {
  if (ObjectState *O = S.Objects.find(Pointer)) {
    // The storage of an embedded object outlives it; touching the header of a
    // finalized one is what its owner's cleanup does: `object_unparent` of a
    // region that is gone does nothing.
    bool OnHeap = O->Origin != Origin::Embedded && !Terms.isAddress(Pointer);
    if (O->Gone && OnHeap && !O->Reported && O->Silence == Silence::None &&
        At.valid()) {
      tell(*O, StoryKind::Used, At, Subject);
      report(S, VerdictKind::UseAfterLast, Pointer, At);
      O->Reported = true;
    }
    if (O->Origin == Origin::Foreign && At.valid())
      useDropped(S, Pointer, At, Subject);
  }
}

/// What a slot held is used after its reference was dropped. Whether there was
/// another one, those know who fill the slot.
void Executor::useDropped(State &S, ValueId Pointer, const Position &At,
                          llvm::StringRef Subject) {
  const Value &V = Terms[Pointer];
  ObjectState &O = *S.Objects.find(Pointer);
  bool IsKnown = O.Silence == Silence::None && !O.Reported && !O.Given &&
                 !O.OnOwner && O.Holders.empty();
  if (V.Kind != ValueKind::Content || O.Frame != -1 || !IsKnown ||
      !slotOf(V.Base) || !Terms.isOnePlace(V.Base))
    return;
  ObjectState Before = O;
  tell(O, StoryKind::Used, At, Subject);
  SlotEvent Event = slotEvent(SlotEventKind::UsedDropped, *slotOf(V.Base));
  Event.Details = verdict(S, VerdictKind::FieldUsedAfterDrop, Pointer, At);
  Event.Details.Slot = Event.Slot;
  O = Before;
  Result.SlotEvents.push_back(std::move(Event));
}
