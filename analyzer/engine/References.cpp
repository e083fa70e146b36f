//===- References.cpp - Counts and holders of one object ------------------===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "analyzer/engine/Executor.h"
#include "analyzer/engine/Links.h"
#include "llvm/ADT/STLExtras.h"

using namespace qomlint;

/// True if a surplus of the object is this frame's fault. What was lent and is
/// then counted on its owner (a mapping) is given back by another function, as
/// is what the function is there to keep.
bool Executor::isJudged(const ObjectState &O) {
  if (O.Silence != Silence::None || O.Reported)
    return false;
  return O.Origin == Origin::Created ||
         (O.Origin == Origin::Lent && !O.OnOwner && !O.Keeps);
}

ObjectState &Executor::track(State &S, ValueId Object) {
  return S.Objects[Object];
}

/// The references known in all; none if others may hold some too.
std::optional<int> Executor::knownCount(const ObjectState &O) const {
  if (O.Origin == Origin::Foreign || O.Silence != Silence::None || O.OnOwner)
    return std::nullopt;
  return O.Frame + O.held();
}

void Executor::tell(ObjectState &O, StoryKind Kind, const Position &At,
                    llvm::StringRef Subject, Relation R) {
  O.Story = Steps.add(O.Story, {Kind, At, Subject.str(), R, knownCount(O)});
}

void Executor::updateGone(ObjectState &O) {
  bool KnowsAll = O.Origin != Origin::Foreign && O.Silence == Silence::None &&
                  !O.Given && !O.OnOwner;
  if (KnowsAll && O.Frame <= 0 && O.held() == 0)
    O.Gone = true;
}

/// Storage of a record's own: `&s->child`.
static bool isEmbeddedStorage(const Values &Terms, ValueId Object) {
  const Value *V = &Terms[Object];
  while (V->Kind == ValueKind::ElementAddress)
    V = &Terms[V->Base];
  return V->Kind == ValueKind::FieldAddress;
}

void Executor::take(State &S, ValueId Object, int Count, const CallSite &Call) {
  ObjectState &O = track(S, Object);
  O.Frame += Count;
  tell(O, StoryKind::Taken, Call.E.Where.At, Call.Callee);
  const Value &V = Terms[Object];
  if (isEmbeddedStorage(Terms, Object))
    noteSlot(SlotEventKind::Taken, Object);
  else if (V.Kind == ValueKind::Content)
    noteSlot(SlotEventKind::Taken, V.Base);
}

void Executor::noteRelease(const State &S, ValueId Address, ValueId Object,
                           const CallSite &Call) {
  noteSlot(SlotEventKind::Release, Address);
  if (!fieldOf(Address))
    return;
  Verdict &Details = Result.SlotEvents.back().Details;
  Details = verdict(S, VerdictKind::FieldDrop, Object, Call.ReportAt);
  Details.Slot = *fieldOf(Address);
  Details.Unconditional = isUnconditional(S, Object);
  Details.ToldByCallee = Call.ToldByCallee;
  const ObjectState &O = Details.Object;
  Details.Again = O.Frame <= -2 && O.Origin == Origin::Foreign && !O.OnOwner &&
                  O.Silence == Silence::None && Terms.isOnePlace(Address);
}

/// True if the path has tested nothing that the caller can see but the object.
bool Executor::isUnconditional(const State &S, ValueId Object) const {
  auto IsPromised = [&](ValueId Id) {
    return Terms[Id].Kind == ValueKind::Parameter &&
           llvm::is_contained(Promised.NonNull, Terms[Id].Number);
  };
  return llvm::all_of(S.Ranges, [&](const auto &Known) {
    return Known.first == Object || !Terms.isVisibleToCaller(Known.first) ||
           IsPromised(Known.first);
  });
}

SlotEvent Executor::slotEvent(SlotEventKind Kind, SlotKey Slot) const {
  SlotEvent E;
  E.Kind = Kind;
  E.Slot = Slot;
  E.In = &F;
  return E;
}

void Executor::noteSlot(SlotEventKind Kind, ValueId Address) {
  // Whoever empties a struct of his frame got it filled by someone else.
  bool Empties = Kind == SlotEventKind::Release ||
                 Kind == SlotEventKind::Exit ||
                 Kind == SlotEventKind::BlockFreed;
  if (std::optional<SlotKey> Slot =
          Empties ? fieldOf(Address) : slotOf(Address)) {
    Result.SlotEvents.push_back(slotEvent(Kind, *Slot));
    Result.SlotEvents.back().OfElement = isPointedElement(Address);
  }
}

/// What the frame does not own, it dropped through a slot that holds it.
static void dropThroughSlot(ObjectState &O) {
  auto InSlot = llvm::find_if(O.Holders, [](const KnownHolder &H) {
    return H.Relation == Relation::Slot;
  });
  if (O.Frame >= 0 || InSlot == O.Holders.end())
    return;
  ++O.Frame;
  if (--InSlot->Count == 0)
    O.Holders.erase(InSlot);
}

void Executor::drop(State &S, ValueId Object, int Count, bool OnOwner,
                    const CallSite &Call) {
  ObjectState &O = track(S, Object);
  // What is counted on an owner is judged only if all of it happened here.
  bool Judged = O.Silence == Silence::None && !O.Reported &&
                (O.Origin == Origin::Created || !(O.OnOwner || OnOwner));
  if (Judged && O.Gone) {
    tell(O, StoryKind::Used, Call.E.Where.At, Call.Callee);
    report(S, VerdictKind::DropBelowZero, Object, Call.ReportAt);
    O.Reported = true;
    return;
  }
  O.Frame -= Count;
  dropThroughSlot(O);
  tell(O, StoryKind::Dropped, Call.E.Where.At, Call.Callee);
  if (O.Frame >= 0) {
    updateGone(O);
    return;
  }
  if (Judged && isEmbeddedStorage(Terms, Object)) {
    report(S, VerdictKind::EmbeddedDrop, Object, Call.ReportAt);
    O.Reported = true;
  } else if (Judged && O.Origin != Origin::Foreign) {
    report(S, VerdictKind::DropBelowZero, Object, Call.ReportAt);
    O.Reported = true;
  }
  const Value &V = Terms[Object];
  if (V.Kind == ValueKind::Content)
    noteRelease(S, V.Base, Object, Call);
  if (isEmbeddedStorage(Terms, Object))
    noteRelease(S, Object, Object, Call);
  for (const auto &[Address, Stored] : S.Memory)
    if (Stored == Object && V.Base != Address)
      noteRelease(S, Address, Object, Call);
  noteReleaseOfEqual(S, Object, Call);
}

/// What the path has shown to be equal to a slot's content at entry is that.
void Executor::noteReleaseOfEqual(const State &S, ValueId Object,
                                  const CallSite &Call) {
  for (const auto &[Id, R] : S.Ranges) {
    const Value &V = Terms[Id];
    bool Equal = V.Kind == ValueKind::Compute &&
                 ((V.Text.str() == "==" && R.excludesZero()) ||
                  (V.Text.str() == "!=" && R.isZero()));
    if (!Equal || (V.Base != Object && V.Other != Object))
      continue;
    const Value &Same = Terms[V.Base == Object ? V.Other : V.Base];
    if (Same.Kind == ValueKind::Content)
      noteRelease(S, Same.Base, Object, Call);
  }
}

/// Finds out what a proposed drop would meet, before it does.
void Executor::probe(const State &S, ValueId Object, const ReferenceEffect &E) {
  bool Drops =
      E.Action == ReferenceAction::Drop || E.Action == ReferenceAction::Give;
  if (!Drops || Object == Values::Null || rangeOf(S, Object).isZero())
    return;
  static const ObjectState Untracked;
  const ObjectState *Known = S.object(Object);
  const ObjectState &O = Known ? *Known : Untracked;
  bool IsKnown = O.Silence == Silence::None && !O.Reported && !O.OnOwner &&
                 Object != Values::Unknown;
  bool KnowsCount =
      O.Origin != Origin::Foreign || isEmbeddedStorage(Terms, Object);
  if (!IsKnown || !KnowsCount)
    Result.Proposed.insert(DropTarget::Unsure);
  else if (O.Gone || O.Frame < E.Count)
    Result.Proposed.insert(DropTarget::Unowned);
  else
    Result.Proposed.insert(DropTarget::Owned);
}

/// What the elements of an array point to is whoever's who has it.
void Executor::freeArray(State &S, ValueId Array, const CallSite &Call) {
  if (ObjectState *O = S.Objects.find(Array); O && O->IsArray)
    drop(S, Array, 1, /*OnOwner=*/false, Call);
}

/// A reference of the frame becomes that of a callee who keeps it.
void Executor::give(State &S, ValueId Object, const CallSite &Call) {
  drop(S, Object, 1, /*OnOwner=*/false, Call);
  ObjectState &O = track(S, Object);
  O.Given = true;
  O.Gone = false;
}

void Executor::hold(State &S, ValueId Object, const Holder &H,
                    const CallSite &Call) {
  ObjectState &O = track(S, Object);
  KnownHolder Known{H.Relation, H.Until, Values::Unknown,
                    static_cast<int>(H.Count)};
  if (std::optional<unsigned> Index = H.argument())
    if (*Index < Call.Arguments.size())
      Known.Who = Call.Arguments[*Index];
  if (Watch) {
    Known.Called = holderName(S, H, Call);
    Known.EndedBy = H.EndedBy;
  }
  if (H.Relation == Relation::Child) {
    if (O.Parent == Tristate::Yes && O.heldBy(Relation::Child))
      return;
    O.Parent = Tristate::Yes;
  }
  O.Holders.push_back(Known);
  tell(O, StoryKind::Held, Call.E.Where.At, Call.Callee, H.Relation);
}

/// A child of somebody else stays in the tree when its storage goes with the
/// record that it is part of.
void Executor::judgeHolder(State &S, ValueId Object, const Holder &H,
                           const CallSite &Call) {
  ObjectState &O = *S.Objects.find(Object);
  if (H.Relation != Relation::Child || H.argument() ||
      O.Origin != Origin::Embedded || !isEmbeddedStorage(Terms, Object))
    return;
  std::optional<SlotKey> Outermost = outermostFieldOf(Object);
  // What a call gave out lies in somebody's storage, unless it is new.
  ValueId Root = Terms.root(Object);
  bool OfOthers = Terms.isVisibleToCaller(Object) ||
                  (Terms[Root].Kind == ValueKind::Symbol && !S.object(Root) &&
                   blockAround(S, Object) == Values::Unknown);
  if (!Outermost || !OfOthers)
    return;
  report(S, VerdictKind::EmbeddedOutlived, Object, Call.E.Where.At);
  Result.Verdicts.back().Container = Outermost->Record;
}

/// An address space keeps the owner of its root region alive. If it is itself a
/// part of that owner, the owner ends only after someone has destroyed it, and
/// no finalizer can: `object_finalize` runs when the last reference is gone.
void Executor::judgeSpace(State &S, ValueId Root, ValueId Space,
                          const CallSite &Call) {
  const ObjectState *Region = S.object(Root);
  std::optional<SlotKey> Slot = slotOf(Space);
  if (!Region || !Slot || Terms.liesIn(Space, Root))
    return;
  ValueId Whole = Terms.storage(Space);
  bool IsOwner = llvm::any_of(Region->Holders, [&](const KnownHolder &H) {
    return H.Relation == Relation::Child && H.Who == Whole;
  });
  if (!IsOwner)
    return;
  ObjectState &O = track(S, Whole);
  O.Holders.push_back({Relation::Space, Until::Explicit, Space, 1});
  tell(O, StoryKind::Held, Call.E.Where.At, Call.Callee, Relation::Space);
  leavePinned(S, VerdictKind::PinnedByPart, Whole, Space, Call);
}

/// The object \p Whole has a reference to itself that ends with its part, and
/// the part ends with it.
void Executor::leavePinned(const State &S, VerdictKind Kind, ValueId Whole,
                           ValueId Part, const CallSite &Call) {
  SlotEvent Event = slotEvent(SlotEventKind::Surplus, *slotOf(Part));
  Event.Details = verdict(S, Kind, Whole, Call.ReportAt);
  Event.Details.Slot = Event.Slot;
  Result.SlotEvents.push_back(std::move(Event));
}

/// A STRONG link of an embedded child to the object that it is a part of is
/// released with the child, and the child with that object: neither ends before
/// somebody empties the link, or takes the child out of the tree.
void Executor::judgeLink(const State &S, ValueId Target, ValueId Part,
                         const CallSite &Call) {
  std::optional<SlotKey> Slot = slotOf(Part);
  std::optional<SlotKey> Outermost = outermostFieldOf(Part);
  // What begins with a region has the region's address.
  bool IsWhole = Outermost && Program.isInstance(Outermost->Record) &&
                 !Terms.isAddress(Target) && Terms.liesIn(Part, Target);
  llvm::StringRef Property = linkName(Call.E);
  if (!Slot || !IsWhole || Property.empty() ||
      !Program.isStrongLink(Program.typeOfMember(*Slot), Property))
    return;
  leavePinned(S, VerdictKind::PinnedByLink, Target, Part, Call);
}

/// A link of an embedded child is set to null.
void Executor::noteUnlinked(const ReferenceEffect &E, const CallSite &Call) {
  if (Call.ByContract && E.Action == ReferenceAction::Hold &&
      E.Holder.Relation == Relation::Link)
    noteSlot(SlotEventKind::Unlinked, Call.argument(E.Holder.argument()));
}

void Executor::releaseHeld(State &S, ValueId Object, Relation R,
                           const CallSite &Call) {
  ObjectState &O = track(S, Object);
  if (R == Relation::Child && O.Parent == Tristate::No)
    return; // unparent without a parent is a no-op
  if (R == Relation::Child && isEmbeddedStorage(Terms, Object))
    noteSlot(SlotEventKind::Unparented, Object);
  bool WasPlugged = O.heldBy(Relation::Bus);
  llvm::erase_if(O.Holders, [&](const KnownHolder &H) {
    // Leaving the tree unplugs a device; its bus lets go after a grace period.
    return H.Relation == R ||
           (R == Relation::Child && H.Relation == Relation::Bus);
  });
  if (R == Relation::Child)
    O.Parent = Tristate::No;
  tell(O, StoryKind::HeldDropped, Call.E.Where.At, Call.Callee, R);
  updateGone(O);
  O.MaybeGone = O.Gone && WasPlugged;
}

/// `&s->child` or `child`, if the call's source says so.
Name Executor::spellingOf(ValueId Object, const CallSite &Call) const {
  for (size_t I = 0; I != Call.E.Operands.size(); ++I) {
    const Operand &O = Call.E.Operands[I];
    if (Call.Arguments[I] != Object)
      continue;
    if (O.Kind == OperandKind::Variable)
      return F.Variables[O.Index].Identifier;
    if (O.Kind != OperandKind::Address)
      continue;
    std::string Text = spelling(F.Places[O.Index]);
    return Name(Text.empty() || Text[0] == '$' ? "" : "&" + Text);
  }
  return Name();
}

void Executor::initialize(State &S, ValueId Object, int Count,
                          const CallSite &Call) {
  ObjectState *Old = S.Objects.find(Object);
  // In a loop, or in two branches, the storage may be another's or the branches
  // may exclude each other: only what always came before counts.
  if (Old && Call.ByContract && Old->Origin == Origin::Embedded && !Old->Gone &&
      Old->Silence == Silence::None && !Terms.hasUnknownIndex(Object) &&
      Old->InitializedAt != Call.E.Where.At &&
      dominates(Old->InitializedIn, CurrentBlock, F)) {
    tell(*Old, StoryKind::Initialized, Call.E.Where.At, Call.Callee);
    report(S, VerdictKind::EmbeddedReinitialized, Object, Call.E.Where.At);
  }
  ObjectState Fresh;
  Fresh.Origin = Origin::Embedded;
  Fresh.Frame = Count;
  Fresh.Parent = Tristate::No;
  Fresh.InitializedIn = CurrentBlock;
  Fresh.InitializedAt = Call.E.Where.At;
  Fresh.Block = blockAround(S, Object);
  Fresh.Called = spellingOf(Object, Call);
  tell(Fresh, StoryKind::Initialized, Call.E.Where.At, Call.Callee);
  S.Objects[Object] = Fresh;
  noteSlot(Count ? SlotEventKind::EmbeddedOwned : SlotEventKind::Embedded,
           Object);
}

/// An object that the caller holds, and of which \p Granted references came
/// with the parameter.
ObjectState Executor::promisedObject(unsigned Parameter, int Granted) {
  ObjectState O;
  O.Origin = Origin::Lent;
  O.Frame = O.Granted = Granted;
  O.Promised = true;
  O.IsArray = llvm::is_contained(Promised.Arrays, Parameter);
  O.Holders.push_back({});
  O.Type = F.Variables[Parameter].Type;
  tell(O, Granted ? StoryKind::Received : StoryKind::Borrowed,
       F.Variables[Parameter].At, Promised.By.str());
  return O;
}

Verdict Executor::verdict(const State &S, VerdictKind Kind, ValueId Object,
                          const Position &At) const {
  const ObjectState *O = S.object(Object);
  Verdict V;
  V.Kind = Kind;
  V.Where = &F;
  V.At = At;
  V.Object = *O;
  V.Assumed = S.Assumed;
  V.Type = O->Type;
  if (O->Promised)
    V.Promise = Promised.By;
  V.Expression =
      O->Called.empty() ? describe(Object, S) : O->Called.str().str();
  V.Story = Steps.story(O->Story);
  V.Source = V.Story.empty() ? At : V.Story.front().At;
  if (std::optional<SlotKey> Slot = slotOf(Object))
    V.Slot = *Slot;
  return V;
}

void Executor::report(const State &S, VerdictKind Kind, ValueId Object,
                      const Position &At) {
  Result.Verdicts.push_back(verdict(S, Kind, Object, At));
}
