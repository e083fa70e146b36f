//===- accounts.cpp - Who still has what ----------------------------------===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "accounts.h"

#include <algorithm>
#include <iterator>
#include <set>

namespace qom::ledger {

namespace {

/// One reference and whoever took it.
struct Take {
  EntryId At;
  HolderEntry Holder;
};

struct Account {
  std::vector<Take> Takes;
  Life Stage = Life::Alive;
  bool LostStorage = false;
  /// Made before the ledger was on: nobody knows who has how many.
  bool Foreign = false;
  /// Drops by the caller of what a link has taken. Right if the pointer left
  /// the link's slot, which no event tells: then the link does not drop again.
  std::vector<Take> OutOfLinks;
  /// After the first drop too many, all later ones are its consequence.
  bool OverReleased = false;
};

class Bookkeeper {
public:
  Bookkeeper(const History &What, const FunctionOf &Function)
      : What(What), Function(Function), Accounts(What.Objects.size()) {}

  Verdicts run() {
    findForeign();
    for (EntryId At = 0; At < What.Entries.size(); ++At)
      enter(At);
    for (ObjectId Id = 0; Id < Accounts.size(); ++Id)
      closeAccount(Id);
    findRings();
    return std::move(Result);
  }

private:
  const History &What;
  const FunctionOf &Function;
  std::vector<Account> Accounts;
  Verdicts Result;

  void findForeign();
  void enter(EntryId At);
  void initialize(EntryId At);
  void pass(EntryId At);
  void unref(EntryId At);
  void overRelease(EntryId At);
  void lateAccess(EntryId At);
  void blockEnds(EntryId At);
  void storageEnds(EntryId At);
  void compareCount(EntryId At);
  void closeAccount(ObjectId Id);
  void findRings();

  const Take *latestOfCaller(const Account &A, const Entry &By) const;
  const Take *takeFor(const Account &A, const Entry &By) const;
  bool isAlive(ObjectId Id) const;
  bool isHeldByDead(const Take &T) const;
  bool isHeldFromOutside(ObjectId Id, const std::set<ObjectId> &Outside) const;
  std::vector<ObjectId> keptAliveBy(ObjectId Id) const;
};

bool Bookkeeper::isAlive(ObjectId Id) const {
  return Accounts[Id].Stage == Life::Alive && !Accounts[Id].LostStorage;
}

void Bookkeeper::findForeign() {
  for (Account &A : Accounts)
    A.Foreign = true;
  for (const Entry &E : What.Entries)
    if (E.Kind == EventKind::Initialize)
      Accounts[E.Of].Foreign = false;
}

void Bookkeeper::enter(EntryId At) {
  const Entry &E = What.Entries[At];
  Account &A = Accounts[E.Of];
  switch (E.Kind) {
  case EventKind::Initialize:
    initialize(At);
    break;
  case EventKind::Ref:
    if (A.Stage == Life::Ending)
      Result.Resurrections.push_back({E.Of, At});
    A.Takes.push_back({At, E.Holder});
    break;
  case EventKind::Unref:
    unref(At);
    break;
  case EventKind::Pass:
    pass(At);
    break;
  case EventKind::OverRelease:
    overRelease(At);
    return;
  case EventKind::LateAccess:
    lateAccess(At);
    return;
  case EventKind::FinalizeBegin:
    A.Stage = Life::Ending;
    break;
  case EventKind::FinalizeEnd:
    A.Stage = Life::Finalized;
    break;
  case EventKind::Free:
    if (!What.Objects[E.Of].OnHeap) {
      blockEnds(At);
      return;
    }
    A.Stage = Life::Freed;
    storageEnds(At);
    break;
  case EventKind::AddChild:
  case EventKind::Unparent:
    break;
  }
  compareCount(At);
}

/// Before this event, the storage may have been an object that still lives.
void Bookkeeper::initialize(EntryId At) {
  const Entry &E = What.Entries[At];
  for (ObjectId Id = 0; Id < E.Of; ++Id)
    if (What.Objects[Id].Address == What.Objects[E.Of].Address && isAlive(Id)) {
      Accounts[Id].LostStorage = true;
      Result.LostStorages.push_back({Id, At});
    }
  Accounts[E.Of].Takes.push_back({At, E.Holder});
}

/// In the function that drops, if it took one; else the last that was taken.
const Take *Bookkeeper::latestOfCaller(const Account &A,
                                       const Entry &By) const {
  const Take *Latest = nullptr;
  std::string Name = Function(By);
  for (auto T = A.Takes.rbegin(); T != A.Takes.rend(); ++T) {
    if (!T->Holder.isCaller())
      continue;
    if (Function(What.Entries[T->At]) == Name)
      return &*T;
    if (!Latest)
      Latest = &*T;
  }
  return Latest;
}

static bool isOfLink(const Take &T) { return T.Holder.Role == "link"; }

/// A link's slot may have been filled by hand, with a reference of the caller,
/// or emptied by hand, with the link's.
const Take *Bookkeeper::takeFor(const Account &A, const Entry &By) const {
  if (By.Holder.isCaller()) {
    if (const Take *Own = latestOfCaller(A, By))
      return Own;
    auto Link = std::find_if(A.Takes.rbegin(), A.Takes.rend(), isOfLink);
    return Link != A.Takes.rend() ? &*Link : nullptr;
  }
  auto Same = std::find_if(A.Takes.rbegin(), A.Takes.rend(),
                           [&](auto &T) { return T.Holder == By.Holder; });
  return Same != A.Takes.rend() ? &*Same : latestOfCaller(A, By);
}

void Bookkeeper::pass(EntryId At) {
  const Entry &E = What.Entries[At];
  Account &A = Accounts[E.Of];
  if (const Take *Passed = latestOfCaller(A, E))
    A.Takes[Passed - A.Takes.data()].Holder = E.Holder;
}

void Bookkeeper::unref(EntryId At) {
  const Entry &E = What.Entries[At];
  Account &A = Accounts[E.Of];
  const Take *Dropped = takeFor(A, E);
  if (!Dropped) {
    overRelease(At);
    return;
  }
  if (E.Holder.isCaller() && isOfLink(*Dropped))
    A.OutOfLinks.push_back({At, Dropped->Holder});
  A.Takes.erase(A.Takes.begin() + (Dropped - A.Takes.data()));
}

void Bookkeeper::overRelease(EntryId At) {
  const Entry &E = What.Entries[At];
  Account &A = Accounts[E.Of];
  if (A.OverReleased || A.Foreign)
    return;
  A.OverReleased = true;
  auto Earlier = std::find_if(A.OutOfLinks.begin(), A.OutOfLinks.end(),
                              [&](auto &T) { return T.Holder == E.Holder; });
  if (Earlier != A.OutOfLinks.end())
    At = Earlier->At;
  std::vector<HolderEntry> Holders;
  for (const Take &T : A.Takes)
    Holders.push_back(T.Holder);
  Result.OverReleases.push_back({E.Of, At, std::move(Holders)});
}

void Bookkeeper::lateAccess(EntryId At) {
  const Entry &E = What.Entries[At];
  bool HeaderOnly = E.Operation == "unparent" || E.Operation == "cast" ||
                    E.Operation == "class";
  bool Embedded = !What.Objects[E.Of].OnHeap && !Accounts[E.Of].LostStorage;
  Result.LateAccesses.push_back({E.Of, At, HeaderOnly && Embedded});
}

/// The program freed a block with a live object in it.
void Bookkeeper::blockEnds(EntryId At) {
  Account &A = Accounts[What.Entries[At].Of];
  Result.LostStorages.push_back({What.Entries[At].Of, At});
  A.LostStorage = true;
}

/// Of what is embedded in it, too.
void Bookkeeper::storageEnds(EntryId At) {
  const ObjectEntry &Owner = What.Objects[What.Entries[At].Of];
  for (ObjectId Id = 0; Id < Accounts.size(); ++Id) {
    const ObjectEntry &Inner = What.Objects[Id];
    bool Inside = Inner.Address > Owner.Address &&
                  Inner.Address < Owner.Address + Owner.Size;
    if (Inside && !Accounts[Id].Takes.empty() && isAlive(Id))
      Result.LostStorages.push_back({Id, At});
    if (Inside)
      Accounts[Id].LostStorage = true;
  }
}

void Bookkeeper::compareCount(EntryId At) {
  const Entry &E = What.Entries[At];
  const Account &A = Accounts[E.Of];
  if (!A.OverReleased && !A.Foreign && !A.LostStorage &&
      A.Takes.size() != E.Count)
    Result.Unaccounted.push_back(At);
}

bool Bookkeeper::isHeldByDead(const Take &T) const {
  return T.Holder.Who && !Accounts[*T.Holder.Who].Foreign &&
         !isAlive(*T.Holder.Who);
}

/// Transitively: a leaked device keeps its children, and they theirs.
std::vector<ObjectId> Bookkeeper::keptAliveBy(ObjectId Root) const {
  std::vector<ObjectId> Kept{Root};
  for (size_t Next = 0; Next < Kept.size(); ++Next)
    for (ObjectId Id = 0; Id < Accounts.size(); ++Id) {
      bool Holds = std::any_of(
          Accounts[Id].Takes.begin(), Accounts[Id].Takes.end(),
          [&](const Take &T) { return T.Holder.Who == Kept[Next]; });
      if (Holds && isAlive(Id) &&
          std::find(Kept.begin(), Kept.end(), Id) == Kept.end())
        Kept.push_back(Id);
    }
  Kept.erase(Kept.begin());
  return Kept;
}

void Bookkeeper::closeAccount(ObjectId Id) {
  const Account &A = Accounts[Id];
  if (!isAlive(Id) || A.OverReleased || A.Foreign)
    return;
  Leak L{Id, {}, {}};
  for (const Take &T : A.Takes)
    if (T.Holder.isCaller() || isHeldByDead(T))
      L.NeverDropped.push_back(T.At);
  if (L.NeverDropped.empty())
    return;
  L.KeptAlive = keptAliveBy(Id);
  Result.Leaks.push_back(std::move(L));
}

/// By somebody who is no object, or by one of \p Outside.
bool Bookkeeper::isHeldFromOutside(ObjectId Id,
                                   const std::set<ObjectId> &Outside) const {
  return std::any_of(
      Accounts[Id].Takes.begin(), Accounts[Id].Takes.end(), [&](const Take &T) {
        return !T.Holder.Who || Accounts[*T.Holder.Who].Foreign ||
               isHeldByDead(T) || Outside.count(*T.Holder.Who);
      });
}

/// Objects that are alive because they hold each other. Of a ring, that one is
/// to blame which is held by something else than its parent.
void Bookkeeper::findRings() {
  std::set<ObjectId> Outside, Inside;
  for (ObjectId Id = 0; Id < Accounts.size(); ++Id)
    if (isAlive(Id) && !Accounts[Id].OverReleased && !Accounts[Id].Foreign)
      Inside.insert(Id);
  for (bool Grown = true; Grown;) {
    Grown = false;
    for (auto It = Inside.begin(); It != Inside.end();) {
      bool Reached = isHeldFromOutside(*It, Outside);
      if (Reached)
        Outside.insert(*It);
      It = Reached ? Inside.erase(It) : std::next(It);
      Grown |= Reached;
    }
  }
  for (ObjectId Id : Inside) {
    Leak L{Id, {}, keptAliveBy(Id)};
    for (const Take &T : Accounts[Id].Takes)
      if (T.Holder.Role != "child")
        L.NeverDropped.push_back(T.At);
    if (!L.NeverDropped.empty())
      Result.Leaks.push_back(std::move(L));
  }
}

} // namespace

Verdicts judge(const History &What, const FunctionOf &Function) {
  return Bookkeeper(What, Function).run();
}

} // namespace qom::ledger
