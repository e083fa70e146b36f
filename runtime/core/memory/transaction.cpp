//===- memory/transaction.cpp - When views are made -----------------------===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Changes to regions come in transactions; at the end of the outermost one all
// views are made anew. Until then, and for old readers for a grace period more,
// the old views keep what they show.
//
//===----------------------------------------------------------------------===//
#include "memory.h"

#include "runtime/core/fatal.h"

#include "qom/bql.h"

#include <unordered_map>

using namespace qom;

static unsigned Depth = 0;
static bool IsStale = false;

/// The current views by their roots, with a reference on each: a view stays
/// until the next change, even if its last address space is gone.
static std::unordered_map<MemoryRegion *, FlatView *> Views;

std::vector<AddressSpace *> &qom::addressSpaces() {
  static std::vector<AddressSpace *> All;
  return All;
}

static FlatView *viewOf(MemoryRegion *Root) {
  FlatView *&View = Views[Root];
  if (!View)
    View = makeView(Root);
  return View;
}

void qom::attachView(AddressSpace *As) {
  FlatView *Old = As->current_map;
  FlatView *New = viewOf(viewRoot(As->root));
  if (Old == New)
    return;
  takeView(New);
  tellListeners(As, Old, New);
  __atomic_store_n(&As->current_map, New, __ATOMIC_RELEASE);
  if (Old)
    dropView(Old);
}

static void makeAllViews() {
  std::unordered_map<MemoryRegion *, FlatView *> Old;
  Old.swap(Views);
  tellListenersBegin();
  for (AddressSpace *As : addressSpaces())
    attachView(As);
  IsStale = false;
  tellListenersCommit();
  for (auto [Root, View] : Old)
    dropView(View);
}

void qom::markStale(bool IsVisible) { IsStale |= IsVisible; }

void memory_region_transaction_begin(void) { ++Depth; }

void memory_region_transaction_commit(void) {
  if (!Depth)
    fatalType(TYPE_MEMORY_REGION, "a transaction ends that did not begin");
  if (!bql_locked())
    fatalType(TYPE_MEMORY_REGION, "regions are changed without the BQL");
  if (--Depth == 0 && IsStale)
    makeAllViews();
}

static MemoryRegion SystemMemory, SystemIo;
AddressSpace address_space_memory;
AddressSpace address_space_io;

MemoryRegion *get_system_memory(void) { return &SystemMemory; }
MemoryRegion *get_system_io(void) { return &SystemIo; }

void qom::startMemory() {
  memory_region_init(&SystemMemory, nullptr, "system", UINT64_MAX);
  address_space_init(&address_space_memory, &SystemMemory, "memory");
  memory_region_init(&SystemIo, nullptr, "io", 64 * KiB);
  address_space_init(&address_space_io, &SystemIo, "I/O");
}

/// Boards leave their regions mapped: QEMU's machines never end.
static void unmapAll(MemoryRegion &Container) {
  while (MemoryRegion *Mr = QTAILQ_FIRST(&Container.subregions))
    memory_region_del_subregion(&Container, Mr);
}

void qom::stopMemory() {
  unmapAll(SystemMemory);
  unmapAll(SystemIo);
  address_space_destroy(&address_space_memory);
  address_space_destroy(&address_space_io);
  for (auto [Root, View] : Views)
    dropView(View);
  Views.clear();
}
