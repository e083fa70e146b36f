//===- memory/memory.h - Regions and views, for the runtime's own use -*- C++
//-*-===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef QOM_CORE_MEMORY_MEMORY_H
#define QOM_CORE_MEMORY_MEMORY_H

#include "qom/memory.h"
#include "qom/qdev.h"
#include "qom/visitor.h"

#include <vector>

/// Host memory of a region.
struct RAMBlock {
  uint8_t *Host;
  uint64_t Size;
  MemoryRegion *Region;
  /// Else it is whose memory_region_init_ram_ptr got it.
  bool OwnsHost;
  /// By pages.
  std::vector<bool> Dirty;
};

namespace qom {

/// Offsets can be negative on the way through aliases.
using Wide = __int128;

struct Range {
  Wide Start;
  Wide Size;

  Wide end() const { return Start + Size; }
  bool contains(Wide Addr) const { return Addr >= Start && Addr < end(); }
  bool operator==(const Range &) const = default;
};

/// Part of a region that is seen at some addresses.
struct FlatRange {
  MemoryRegion *Region;
  Range Addresses;
  hwaddr OffsetInRegion;
  bool ReadOnly;
  bool NonVolatile;
  bool RomdMode;

  bool operator==(const FlatRange &) const = default;
};

} // namespace qom

/// What an address space looks like: ranges, lowest first, without overlap. It
/// holds a reference on each region's owner and on its root's, and is counted
/// itself, because readers may still use an old view.
struct FlatView {
  unsigned Count = 1;
  MemoryRegion *Root = nullptr;
  std::vector<qom::FlatRange> Ranges;

  /// Null where nothing is.
  const qom::FlatRange *lookUp(qom::Wide Addr) const;
};

namespace qom {

/// Renders what is below \p Root, which may be null. The result has one
/// reference, the caller's.
FlatView *makeView(MemoryRegion *Root);
FlatView *takeView(FlatView *View);
/// The last reference ends the view after a grace period.
void dropView(FlatView *View);

/// The region that decides what is seen through \p Root: address spaces with
/// the same one share a view. Null if nothing is seen.
MemoryRegion *viewRoot(MemoryRegion *Root);

MemoryRegionSection sectionOf(const FlatRange &R, FlatView *View);

/// Says that views are stale; they are made anew when the transaction ends.
void markStale(bool IsVisible = true);

/// The first view of an address space.
void attachView(AddressSpace *As);

std::vector<AddressSpace *> &addressSpaces();

/// Tells the listeners of a space what changes from \p Old to \p New.
void tellListeners(AddressSpace *As, const FlatView *Old, FlatView *New);
void tellListenersBegin();
void tellListenersCommit();

/// Null with an error if there is not enough memory.
RAMBlock *allocateRam(MemoryRegion *Mr, uint64_t Size, Error **Errp);
RAMBlock *wrapRam(MemoryRegion *Mr, uint64_t Size, void *Host);
void freeRam(RAMBlock *Block);

/// One access of 1, 2, 4 or 8 bytes to a region that is no RAM.
MemTxResult dispatchRead(MemoryRegion *Mr, hwaddr Addr, uint64_t &Value,
                         unsigned Size, MemTxAttrs Attrs);
MemTxResult dispatchWrite(MemoryRegion *Mr, hwaddr Addr, uint64_t Value,
                          unsigned Size, MemTxAttrs Attrs);

/// References on a region are references on its owner; \p Who says whose.
void takeRegion(MemoryRegion *Mr, const char *Role, const void *Who);
void dropRegion(MemoryRegion *Mr, const char *Role, const void *Who);

/// System memory and I/O, with their address spaces.
void startMemory();
void stopMemory();

} // namespace qom

#endif
