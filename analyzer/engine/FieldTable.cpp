//===- FieldTable.cpp - Who fills a slot and who empties it ---------------===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "analyzer/engine/FieldTable.h"
#include "llvm/ADT/STLExtras.h"

using namespace qomlint;

Position qomlint::storeTo(const Function &F, const SlotKey &Slot) {
  for (const Block &B : F.Blocks)
    for (const Event &E : B.Events)
      if (E.Kind == EventKind::Store && slotAt(*E.Target) == Slot &&
          E.Operands[0].Kind != OperandKind::Null)
        return E.Where.At;
  return Position();
}

/// What is done to the pointer to an array. What is done to elements ends none.
void FieldTable::addToArray(Entry &Slot, const SlotEvent &E) {
  if (E.Kind == SlotEventKind::Release || E.Kind == SlotEventKind::Exit ||
      E.Kind == SlotEventKind::BlockFreed)
    Slot.ArrayEndedBy.insert(E.In);
  else if (E.Kind == SlotEventKind::AliasTo)
    Slot.ArrayAliases.insert(E.Other);
}

void FieldTable::add(const SlotEvent &E) {
  Entry &Slot = Slots[E.Slot];
  if (!E.OfElement)
    addToArray(Slot, E);
  switch (E.Kind) {
  case SlotEventKind::Surplus:
    Slot.AnySurplus = true;
    if (E.Details.Where)
      Slot.Fillings.push_back({E.Details, E.Failing, E.OneOfMany,
                               E.Details.Object.IsArray && !E.OfElement});
    return;
  case SlotEventKind::Release:
    Slot.ReleasedBy.insert(E.In);
    if (E.Details.Where)
      Slot.Releases.push_back(E.Details);
    return;
  case SlotEventKind::UsedDropped:
    Slot.LateUses.push_back(E.Details);
    return;
  case SlotEventKind::BlockKept:
    if (E.Details.Where)
      Slot.Blocks.push_back({E.Details});
    return;
  case SlotEventKind::BlockFreed:
    Slot.FreedBy.insert(E.In);
    return;
  case SlotEventKind::LeftDropped:
    Slot.LeftBy.insert(E.In);
    return;
  case SlotEventKind::BorrowedStore:
    Slot.BorrowedStore = true;
    if (Slot.Borrowings.empty() || Slot.Borrowings.back().In != E.In)
      Slot.Borrowings.push_back({E.In, E.Details.Story});
    return;
  case SlotEventKind::UnknownStore:
    Slot.UnknownStore = true;
    return;
  case SlotEventKind::Overwrite:
    Slot.Overwrites.push_back(E.Details);
    return;
  case SlotEventKind::Exit:
    Slot.ExitedBy.insert(E.In);
    return;
  case SlotEventKind::AliasTo:
    Slot.Aliases.insert(E.Other);
    return;
  case SlotEventKind::Embedded:
    Slot.Embedded = true;
    return;
  case SlotEventKind::EmbeddedOwned:
    Slot.EmbeddedOwned = true;
    return;
  case SlotEventKind::Unparented:
    Slot.UnparentedBy.insert(E.In);
    return;
  case SlotEventKind::Unlinked:
    Slot.UnlinkedBy.insert(E.In);
    return;
  case SlotEventKind::Taken:
    Slot.Taken = true;
    return;
  case SlotEventKind::Held:
    Slot.Held = true;
    return;
  }
}

const FieldTable::Entry *FieldTable::find(const SlotKey &Slot) const {
  auto It = Slots.find(Slot);
  return It == Slots.end() ? nullptr : &It->second;
}

/// The slot, and those that its content is copied to.
std::vector<std::pair<SlotKey, const FieldTable::Entry *>>
FieldTable::withAliases(const SlotKey &Slot,
                        std::set<SlotKey> Entry::*Aliases) const {
  static const Entry Nothing; // of slots that only copies mention
  std::set<SlotKey> Seen;
  std::vector<SlotKey> Work{Slot};
  std::vector<std::pair<SlotKey, const Entry *>> Result;
  while (!Work.empty()) {
    SlotKey Next = Work.back();
    Work.pop_back();
    if (!Seen.insert(Next).second)
      continue;
    const Entry *Found = find(Next);
    const Entry &E = Found ? *Found : Nothing;
    Result.push_back({Next, &E});
    Work.insert(Work.end(), (E.*Aliases).begin(), (E.*Aliases).end());
  }
  return Result;
}

bool FieldTable::onlyParentHolds(const SlotKey &Slot) const {
  const Entry *E = find(Slot);
  return E && E->Embedded && !E->EmbeddedOwned && !E->Taken;
}

bool FieldTable::isUnparented(const SlotKey &Slot, const Function &Initializer,
                              Name Container) const {
  const Entry *E = find(Slot);
  return E && llvm::any_of(E->UnparentedBy, [&](const Function *By) {
           return Life.mayShareObject(Initializer.Key, By->Key, Container);
         });
}

bool FieldTable::mayMeet(const Function &A, const Function *B,
                         const SlotKey &Slot) const {
  return Life.mayShareObject(A.Key, B->Key, Slot.Record);
}

bool FieldTable::isLink(const SlotKey &Slot, const Function &Seen) const {
  const Links::Makers *Makers = Linked.makers(Slot);
  return Makers && llvm::any_of(*Makers, [&](const Links::Maker &M) {
           return !M.By || mayMeet(Seen, M.By, Slot);
         });
}

bool FieldTable::isSurelyLink(const SlotKey &Slot, const Function &Seen) const {
  const Links::Makers *Makers = Linked.makers(Slot);
  return Makers && llvm::any_of(*Makers, [&](const Links::Maker &M) {
           // Where one function does both, its paths may exclude each other.
           return !M.By || (M.By->Key != Seen.Key &&
                            !Life.ownersWith(Seen.Key, Slot.Record).empty() &&
                            !Life.ownersWith(M.By->Key, Slot.Record).empty() &&
                            mayMeet(Seen, M.By, Slot));
         });
}

/// What several types share is balanced for each of them, or it is not.
Loss FieldTable::lossOf(const SlotKey &Slot, const Filling &F) const {
  const Function &Filler = *F.Details.Where;
  std::vector<Name> Types = Life.ownersWith(Filler.Key, Slot.Record);
  if (Types.empty())
    return lossOf(Slot, F, [](const Function *) { return true; });
  for (Name Type : Types) {
    Loss Lost = lossOf(Slot, F, [&](const Function *Other) {
      return Life.mayRunFor(Other->Key, Type, Slot.Record);
    });
    if (Lost != Loss::None)
      return Lost;
  }
  return Loss::None;
}

/// True if the function is \p Ender, or calls it.
static bool reaches(const Function &F, const Function &Ender) {
  return F.Key == Ender.Key || llvm::any_of(F.Blocks, [&](const Block &B) {
           return llvm::any_of(B.Events, [&](const Event &E) {
             return E.Kind == EventKind::Call && E.Callee == Ender.Key;
           });
         });
}

/// False if the function cannot be what drops the filling in the end: a
/// finalizer waits for the last reference, and what realize drops on one path
/// it does not leave behind on another.
bool FieldTable::mayEnd(const Filling &F, const Function &Ender) const {
  if (F.Details.Kind == VerdictKind::PinnedByPart ||
      F.Details.Kind == VerdictKind::PinnedByLink)
    return !Life.onlyFinalizes(Ender.Key);
  return Ender.Key != F.Details.Where->Key || !Life.isRealize(Ender.Key);
}

Loss FieldTable::lossOf(
    const SlotKey &Slot, const Filling &F,
    llvm::function_ref<bool(const Function *)> RunsForIt) const {
  const Function &Filler = *F.Details.Where;
  bool Released = false, AtTheEnd = false, RolledBack = false;
  std::vector<Functions Entry::*> Endings{&Entry::ReleasedBy, &Entry::ExitedBy};
  if (F.IsArray)
    Endings = {&Entry::ArrayEndedBy};
  if (F.Details.Kind == VerdictKind::PinnedByLink) {
    // Of an object that is in no tree yet, a link is silently set to null.
    if (Life.onlyInitializes(Filler.Key))
      return Loss::None;
    Endings.insert(Endings.end(), {&Entry::UnparentedBy, &Entry::UnlinkedBy});
  }
  for (const auto &[Alias, E] :
       withAliases(Slot, F.IsArray ? &Entry::ArrayAliases : &Entry::Aliases)) {
    const Links::Makers *Makers = Linked.makers(Alias);
    auto MakesLink = [&](const Links::Maker &M) {
      // A part of several types' structs is a link's only in some of them.
      return !M.By ||
             (RunsForIt(M.By) && Life.mayShareType(Filler.Key, M.By->Key));
    };
    // A link drops its own reference, and none beside it.
    if (Makers && !F.Details.Extra && llvm::any_of(*Makers, MakesLink))
      return Loss::None;
    // Who lets it out of sight may drop it.
    for (Functions Entry::*Enders : Endings)
      for (const Function *Ender : E->*Enders) {
        RolledBack |= F.OneOfMany && reaches(Filler, *Ender);
        if (RunsForIt(Ender) && mayEnd(F, *Ender)) {
          Released = true;
          AtTheEnd |= !Life.needsUse(Ender->Key);
        }
      }
  }
  if (!Released)
    return Loss::Always;
  if (AtTheEnd)
    return Loss::None;
  if (Life.onlyInitializes(Filler.Key))
    return Loss::IfNeverRealized;
  if (F.Failing && !RolledBack && Life.isRealize(Filler.Key))
    return Loss::IfRealizeFails;
  return Loss::None;
}

void FieldTable::addUnreleased(const SlotKey &Slot, const Entry &E,
                               std::vector<Verdict> &Result) const {
  std::set<std::pair<const Function *, Position>> Embedded;
  for (const Filling &F : E.Fillings) {
    Loss Lost = lossOf(Slot, F);
    if (Lost == Loss::None)
      continue;
    // Whatever else took a reference on some paths, it is one that is lost.
    bool OfStorage = F.Details.Object.Origin == Origin::Embedded;
    if (OfStorage &&
        !Embedded.insert({F.Details.Where, F.Details.Source}).second)
      continue;
    Result.push_back(F.Details);
    Result.back().Lost = Lost;
  }
}

/// Blocks that nobody frees through the field, nor lets out of sight.
void FieldTable::addUnfreed(const SlotKey &Slot, const Entry &E,
                            std::vector<Verdict> &Result) const {
  auto Ends = [](const auto &Alias) {
    return !Alias.second->FreedBy.empty() || !Alias.second->ExitedBy.empty();
  };
  if (E.Blocks.empty() || llvm::any_of(withAliases(Slot), Ends))
    return;
  for (const Filling &F : E.Blocks)
    Result.push_back(F.Details);
}

/// What another function did comes before the verdict's own story.
static void tellBefore(Verdict &V, std::vector<StoryStep> Steps,
                       const Function *In) {
  for (StoryStep &Step : Steps)
    Step.In = In;
  V.Story.insert(V.Story.begin(), Steps.begin(), Steps.end());
}

/// Why the field only borrows: who fills it, and where the reference went that
/// had come with the pointer.
void FieldTable::explainBorrowing(const SlotKey &Slot, const Entry &E,
                                  Verdict &V) const {
  for (const Borrowing &B : E.Borrowings) {
    Position At = storeTo(*B.In, Slot);
    if (!At.valid() || B.In == V.Where)
      continue;
    std::vector<StoryStep> Steps = B.Story;
    Steps.push_back({StoryKind::StoredBorrowed, At, Slot.Field.str().str(),
                     Relation::Slot,
                     Steps.empty() ? std::nullopt : Steps.back().References});
    return tellBefore(V, std::move(Steps), B.In);
  }
}

void FieldTable::explainLink(Verdict &V) const {
  const Links::Makers *Makers = Linked.makers(V.Slot);
  if (!Makers)
    return;
  auto Met = llvm::find_if(*Makers, [&](const Links::Maker &M) {
    return !M.By || mayMeet(*V.Where, M.By, V.Slot);
  });
  if (Met != Makers->end())
    tellBefore(V,
               {{StoryKind::Linked, Met->At, V.Slot.Field.str().str(),
                 Relation::Link, std::nullopt}},
               Met->By);
}

/// A link drops its own when the object ends, before the finalizer runs, unless
/// somebody has emptied its slot.
bool FieldTable::linkDropsToo(const Entry &E, const Function &Dropper) const {
  return Life.onlyFinalizes(Dropper.Key) ||
         (Life.onlyUnrealizes(Dropper.Key) && E.LeftBy.count(&Dropper));
}

void FieldTable::addWrongReleases(const SlotKey &Slot, const Entry &E,
                                  std::vector<Verdict> &Result) const {
  // Extra references on a link's field are legal if they balance.
  bool MayOwn = E.AnySurplus || E.Taken;
  bool OnlyBorrows = E.BorrowedStore && !E.UnknownStore;
  if (MayOwn)
    return;
  for (Verdict V : E.Releases) {
    if (V.ToldByCallee)
      continue;
    bool OfLink = isLink(Slot, *V.Where);
    if (OfLink ? !linkDropsToo(E, *V.Where) : !OnlyBorrows)
      continue;
    V.Kind = OfLink ? VerdictKind::LinkDrop : VerdictKind::FieldDrop;
    if (OfLink)
      explainLink(V);
    else
      explainBorrowing(Slot, E, V);
    Result.push_back(std::move(V));
  }
}

/// True if the last two drops are two calls: in a loop over a list the slot's
/// content is another one each time, and the engine may have lost sight of who
/// changes it.
static bool isAtTwoPlaces(const Verdict &V) {
  const StoryStep *Last = nullptr;
  bool Differ = false;
  for (const StoryStep &Step : V.Story)
    if (Step.Kind == StoryKind::Dropped) {
      Differ = Last && Last->At != Step.At;
      Last = &Step;
    }
  return Differ;
}

/// What is dropped twice by one function, or by a finalizer after unrealize has
/// dropped it and left it in place.
void FieldTable::addSecondReleases(const SlotKey &Slot, const Entry &E,
                                   std::vector<Verdict> &Result) const {
  if (E.Taken)
    return;
  bool OwnsOne = E.AnySurplus && !E.UnknownStore;
  for (Verdict V : E.Releases) {
    if (V.Again && (OwnsOne || isAtTwoPlaces(V)) && !V.ToldByCallee) {
      V.Kind = VerdictKind::FieldDroppedTwice;
      Result.push_back(std::move(V));
      continue;
    }
    auto First = llvm::find_if(E.Releases, [&](const Verdict &Other) {
      return E.LeftBy.count(Other.Where) &&
             Life.onlyUnrealizes(Other.Where->Key) &&
             mayMeet(*V.Where, Other.Where, Slot);
    });
    if (First == E.Releases.end() || !V.Unconditional ||
        !Life.onlyFinalizes(V.Where->Key))
      continue;
    V.Kind = VerdictKind::FieldDroppedTwice;
    tellBefore(V, First->Story, First->Where);
    Result.push_back(std::move(V));
  }
}

/// Whoever got the pointer out of sight may hold the object as well: that is no
/// excuse for a second drop of the field's own reference, but for a use.
void FieldTable::addLateUses(const SlotKey &Slot, const Entry &E,
                             std::vector<Verdict> &Result) const {
  if (E.Taken || E.Held || !E.ExitedBy.empty())
    return;
  for (const Verdict &V : E.LateUses)
    if (!isLink(Slot, *V.Where))
      Result.push_back(V);
}

void FieldTable::addOverwrites(const SlotKey &Slot, const Entry &E,
                               std::vector<Verdict> &Result) const {
  if (E.ReleasedBy.empty())
    return;
  // Setters run at any time, and again.
  for (const Verdict &V : E.Overwrites)
    if (Life.isSetter(V.Where->Key) && !isLink(Slot, *V.Where))
      Result.push_back(V);
}

std::vector<Verdict> FieldTable::verdicts() const {
  std::vector<Verdict> Result;
  for (const auto &[Slot, E] : Slots) {
    // A global is filled once and lives as long as the process.
    if (Slot.Record.empty())
      continue;
    addUnreleased(Slot, E, Result);
    addUnfreed(Slot, E, Result);
    addWrongReleases(Slot, E, Result);
    addSecondReleases(Slot, E, Result);
    addLateUses(Slot, E, Result);
    addOverwrites(Slot, E, Result);
  }
  return Result;
}
