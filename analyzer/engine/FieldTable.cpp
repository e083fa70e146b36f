//===- FieldTable.cpp - Who fills a slot and who empties it ---------------===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "analyzer/engine/FieldTable.h"

using namespace qomlint;

void FieldTable::add(const SlotEvent &E) {
  Entry &Slot = Slots[E.Slot];
  switch (E.Kind) {
  case SlotEventKind::Surplus:
    Slot.AnySurplus = true;
    if (E.Details.Where)
      Slot.Surpluses.push_back(E.Details);
    return;
  case SlotEventKind::Release:
    Slot.Released = true;
    if (E.Details.Where)
      Slot.Releases.push_back(E.Details);
    return;
  case SlotEventKind::BorrowedStore:
    Slot.BorrowedStore = true;
    return;
  case SlotEventKind::UnknownStore:
    Slot.UnknownStore = true;
    return;
  case SlotEventKind::Overwrite:
    Slot.Overwrites.push_back(E.Details);
    return;
  case SlotEventKind::Exit:
    Slot.Exits = true;
    return;
  case SlotEventKind::AliasTo:
    Slot.Aliases.insert(E.Other);
    return;
  case SlotEventKind::Link:
    Slot.Link = true;
    return;
  case SlotEventKind::Embedded:
    Slot.Embedded = true;
    return;
  case SlotEventKind::EmbeddedOwned:
    Slot.EmbeddedOwned = true;
    return;
  case SlotEventKind::Taken:
    Slot.Taken = true;
    return;
  }
}

const FieldTable::Entry *FieldTable::find(const SlotKey &Slot) const {
  auto It = Slots.find(Slot);
  return It == Slots.end() ? nullptr : &It->second;
}

bool FieldTable::mayBeReleased(const SlotKey &Slot) const {
  std::set<SlotKey> Seen;
  std::vector<SlotKey> Work{Slot};
  while (!Work.empty()) {
    SlotKey Next = Work.back();
    Work.pop_back();
    if (!Seen.insert(Next).second)
      continue;
    const Entry *E = find(Next);
    if (!E)
      continue;
    if (E->Released || E->Exits || E->Link)
      return true;
    Work.insert(Work.end(), E->Aliases.begin(), E->Aliases.end());
  }
  return false;
}

bool FieldTable::onlyParentHolds(const SlotKey &Slot) const {
  const Entry *E = find(Slot);
  return E && E->Embedded && !E->EmbeddedOwned && !E->Taken;
}

std::vector<Verdict> FieldTable::unreleased() const {
  std::vector<Verdict> Result;
  for (const auto &[Slot, E] : Slots)
    // A global is filled once and lives as long as the process (trap T03).
    if (!Slot.Record.empty() && !E.Surpluses.empty() && !mayBeReleased(Slot))
      Result.insert(Result.end(), E.Surpluses.begin(), E.Surpluses.end());
  return Result;
}

std::vector<Verdict> FieldTable::wrongReleases() const {
  std::vector<Verdict> Result;
  for (const auto &[Slot, E] : Slots) {
    // Extra references on a link's field are legal if they balance.
    bool MayOwn = E.AnySurplus || E.Taken;
    bool OnlyBorrows = E.BorrowedStore && !E.UnknownStore;
    if (Slot.Record.empty() || MayOwn || (!OnlyBorrows && !E.Link))
      continue;
    for (Verdict V : E.Releases) {
      V.Kind = E.Link ? VerdictKind::LinkDrop : VerdictKind::FieldDrop;
      Result.push_back(std::move(V));
    }
  }
  return Result;
}

std::vector<Verdict> FieldTable::overwrites() const {
  std::vector<Verdict> Result;
  for (const auto &[Slot, E] : Slots)
    if (!Slot.Record.empty() && E.Released && !E.Link)
      Result.insert(Result.end(), E.Overwrites.begin(), E.Overwrites.end());
  return Result;
}
