//===- history.cpp - What happened, in order ------------------------------===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "history.h"

namespace qom::ledger {

static std::string orEmpty(const char *Text) { return Text ? Text : ""; }

static Life stageAfter(EventKind Kind, Life Before) {
  switch (Kind) {
  case EventKind::FinalizeBegin:
    return Life::Ending;
  case EventKind::FinalizeEnd:
    return Life::Finalized;
  case EventKind::Free:
    return Life::Freed;
  default:
    return Before;
  }
}

/// Storage that is initialized again is another object.
ObjectId History::objectFor(const Event &E) {
  auto Address = reinterpret_cast<uintptr_t>(E.Obj);
  auto Known = Latest.find(Address);
  if (E.Kind != EventKind::Initialize && Known != Latest.end())
    return Known->second;
  Objects.push_back({.Address = Address,
                     .Size = E.InstanceSize,
                     .Type = orEmpty(E.TypeName),
                     .OnHeap = E.OnHeap});
  return Latest[Address] = Objects.size() - 1;
}

HolderEntry History::entryFor(const Holder &H) const {
  HolderEntry Result{orEmpty(H.Role), orEmpty(H.Name), std::nullopt};
  auto Address = reinterpret_cast<uintptr_t>(H.Who);
  auto Known = Latest.find(Address);
  Result.Who =
      Known != Latest.end() ? Known->second : liveObjectAround(Address);
  return Result;
}

/// The latest is the innermost: owners come first.
std::optional<ObjectId> History::liveObjectAround(uintptr_t Address) const {
  for (ObjectId Id = Objects.size(); Id-- > 0;) {
    const ObjectEntry &Object = Objects[Id];
    if (Object.Stage != Life::Freed && Object.Address <= Address &&
        Address < Object.Address + Object.Size)
      return Id;
  }
  return std::nullopt;
}

void History::add(const Event &E, unsigned Thread, CallStack Stack) {
  ObjectId Id = objectFor(E);
  ObjectEntry &Object = Objects[Id];
  Object.Stage = stageAfter(E.Kind, Object.Stage);
  Entries.push_back({.Kind = E.Kind,
                     .Of = Id,
                     .Count = E.Count,
                     .Holder = entryFor(E.Of),
                     .Operation = orEmpty(E.Operation),
                     .Thread = Thread,
                     .Stack = std::move(Stack)});
}

/// In storage of somebody else, which is there.
bool History::isGuest(ObjectId Id) const {
  return !Objects[Id].OnHeap && Objects[Id].Stage != Life::Freed;
}

bool History::hasGuestIn(uintptr_t Begin, size_t Size) const {
  for (auto It = Latest.lower_bound(Begin);
       It != Latest.end() && It->first < Begin + Size; ++It)
    if (isGuest(It->second))
      return true;
  return false;
}

void History::addFree(uintptr_t Begin, size_t Size, unsigned Thread,
                      const CallStack &Stack) {
  for (auto It = Latest.lower_bound(Begin);
       It != Latest.end() && It->first < Begin + Size; ++It) {
    if (!isGuest(It->second))
      continue;
    Life &Stage = Objects[It->second].Stage;
    // To free what is finalized is right.
    if (Stage == Life::Alive)
      Entries.push_back({.Kind = EventKind::Free,
                         .Of = It->second,
                         .Count = 0,
                         .Holder = {},
                         .Operation = {},
                         .Thread = Thread,
                         .Stack = Stack});
    Stage = Life::Freed;
  }
}

/// An embedded child lies in its owner's storage, so the innermost is meant.
std::optional<ObjectId> History::deadObjectAt(uintptr_t Address) const {
  std::optional<ObjectId> Found;
  for (ObjectId Id = Objects.size(); Id-- > 0;) {
    const ObjectEntry &Object = Objects[Id];
    bool Covers =
        Object.Address <= Address && Address < Object.Address + Object.Size;
    bool Dead = Object.Stage == Life::Finalized || Object.Stage == Life::Freed;
    if (Covers && Dead && (!Found || Object.Size < Objects[*Found].Size))
      Found = Id;
  }
  return Found;
}

void History::addAccess(uintptr_t Address, std::string Operation,
                        unsigned Thread, CallStack Stack) {
  std::optional<ObjectId> Id = deadObjectAt(Address);
  if (!Id) {
    StrayAccesses.push_back({std::move(Operation), std::move(Stack)});
    return;
  }
  Entries.push_back({.Kind = EventKind::LateAccess,
                     .Of = *Id,
                     .Count = 0,
                     .Holder = {},
                     .Operation = std::move(Operation),
                     .Thread = Thread,
                     .Stack = std::move(Stack)});
}

} // namespace qom::ledger
