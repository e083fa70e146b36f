//===- memory/listener.cpp - Who wants to know what is where --------------===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "memory.h"

using namespace qom;

/// Lowest priority first; what goes away is told in the opposite order.
static std::vector<MemoryListener *> All;

/// Each space's list links the same listeners, for its users to see.
static std::vector<MemoryListener *> listenersOf(const AddressSpace *As) {
  std::vector<MemoryListener *> Result;
  for (MemoryListener *L : All)
    if (L->address_space == As)
      Result.push_back(L);
  return Result;
}

static void tell(MemoryListener *L,
                 void (*Hook)(MemoryListener *, MemoryRegionSection *),
                 const FlatRange &R, FlatView *View) {
  if (!Hook)
    return;
  MemoryRegionSection Section = sectionOf(R, View);
  Hook(L, &Section);
}

static bool contains(const FlatView *View, const FlatRange &R) {
  if (!View)
    return false;
  const FlatRange *Found = View->lookUp(R.Addresses.Start);
  return Found && *Found == R;
}

void qom::tellListeners(AddressSpace *As, const FlatView *Old, FlatView *New) {
  std::vector<MemoryListener *> Listeners = listenersOf(As);
  if (Listeners.empty())
    return;
  if (Old)
    for (const FlatRange &R : Old->Ranges)
      if (!contains(New, R))
        for (auto It = Listeners.rbegin(); It != Listeners.rend(); ++It)
          tell(*It, (*It)->region_del, R, const_cast<FlatView *>(Old));
  for (const FlatRange &R : New->Ranges)
    for (MemoryListener *L : Listeners)
      tell(L, contains(Old, R) ? L->region_nop : L->region_add, R, New);
}

void qom::tellListenersBegin() {
  for (MemoryListener *L : std::vector(All))
    if (L->begin)
      L->begin(L);
}

void qom::tellListenersCommit() {
  for (MemoryListener *L : std::vector(All))
    if (L->commit)
      L->commit(L);
}

/// It hears at once of what is there.
void memory_listener_register(MemoryListener *listener, AddressSpace *filter) {
  listener->address_space = filter;
  auto At = All.begin();
  while (At != All.end() && (*At)->priority <= listener->priority)
    ++At;
  All.insert(At, listener);
  QTAILQ_INSERT_TAIL(&filter->listeners, listener, link_as);
  if (listener->begin)
    listener->begin(listener);
  for (const FlatRange &R : filter->current_map->Ranges)
    tell(listener, listener->region_add, R, filter->current_map);
  if (listener->commit)
    listener->commit(listener);
}

void memory_listener_unregister(MemoryListener *listener) {
  AddressSpace *As = listener->address_space;
  if (!As)
    return;
  if (listener->begin)
    listener->begin(listener);
  for (const FlatRange &R : As->current_map->Ranges)
    tell(listener, listener->region_del, R, As->current_map);
  if (listener->commit)
    listener->commit(listener);
  std::erase(All, listener);
  QTAILQ_REMOVE(&As->listeners, listener, link_as);
  listener->address_space = nullptr;
}
