//===- memory/address_space.cpp - Reads, writes and mappings --------------===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "memory.h"

#include "runtime/core/fatal.h"
#include "runtime/core/system/system.h"

#include "qom/bql.h"

#include <algorithm>
#include <bit>

using namespace qom;

//===----------------------------------------------------------------------===//
// Life
//===----------------------------------------------------------------------===//

static constexpr size_t MaxBounceBufferSize = 4096;

void address_space_init(AddressSpace *as, MemoryRegion *root,
                        const char *name) {
  *as = {};
  takeRegion(root, "address space", as);
  as->root = root;
  as->name = g_strdup(name ? name : "anonymous");
  as->max_bounce_buffer_size = MaxBounceBufferSize;
  QTAILQ_INIT(&as->listeners);
  addressSpaces().push_back(as);
  attachView(as);
}

static void end(AddressSpace *As) {
  if (As->bounce_buffer_size)
    fatalType(TYPE_MEMORY_REGION, "address space '%s' ends while it is mapped",
              As->name);
  if (!QTAILQ_EMPTY(&As->listeners))
    fatalType(TYPE_MEMORY_REGION, "address space '%s' ends with listeners",
              As->name);
  dropView(As->current_map);
  g_free(As->name);
  dropRegion(As->root, "address space", As);
}

/// Its references go after a grace period, so the storage must stay as long.
void address_space_destroy(AddressSpace *as) {
  std::erase(addressSpaces(), as);
  callLater([as] { end(as); });
}

void address_space_destroy_free(AddressSpace *as) {
  std::erase(addressSpaces(), as);
  callLater([as] {
    end(as);
    g_free(as);
  });
}

//===----------------------------------------------------------------------===//
// Looking things up
//===----------------------------------------------------------------------===//

namespace {

/// Keeps the view, and with it the regions, from ending.
class Reading {
public:
  explicit Reading(AddressSpace *As) {
    rcu_read_lock();
    View = __atomic_load_n(&As->current_map, __ATOMIC_ACQUIRE);
  }
  ~Reading() { rcu_read_unlock(); }
  Reading(const Reading &) = delete;

  FlatView *View;
};

/// Where an access lands, and how much of it.
struct Target {
  /// Null where nothing is.
  MemoryRegion *Region;
  hwaddr Offset;
  hwaddr Length;
  bool ReadOnly;
};

Target translate(const FlatView *View, hwaddr Addr, hwaddr Length) {
  const FlatRange *R = View->lookUp(Addr);
  if (!R)
    return {nullptr, 0, Length, false};
  Wide Inside = static_cast<Wide>(Addr) - R->Addresses.Start;
  Wide Left = R->Addresses.Size - Inside;
  return {R->Region, R->OffsetInRegion + static_cast<hwaddr>(Inside),
          static_cast<hwaddr>(std::min<Wide>(Length, Left)), R->ReadOnly};
}

bool isDirect(const Target &T, bool IsWrite) {
  if (!T.Region || !T.Region->ram_block)
    return false;
  if (IsWrite)
    return T.Region->ram && !T.ReadOnly;
  return T.Region->ram || (T.Region->rom_device && T.Region->romd_mode);
}

/// The largest piece of an access that one register access can do.
unsigned pieceSize(const MemoryRegion *Mr, hwaddr Length, hwaddr Addr) {
  hwaddr Max = Mr->ops->valid.max_access_size;
  if (!Max)
    Max = 4;
  if (hwaddr Aligned = Addr & -Addr; Aligned && !Mr->ops->impl.unaligned)
    Max = std::min(Max, Aligned);
  return std::bit_floor(std::min(Length, Max));
}

/// Device callbacks run under the BQL, whoever accesses them.
class BqlForCallback {
public:
  BqlForCallback() : Took(!bql_locked()) {
    if (Took)
      bql_lock();
  }
  ~BqlForCallback() {
    if (Took)
      bql_unlock();
  }
  BqlForCallback(const BqlForCallback &) = delete;

private:
  bool Took;
};

MemTxResult accessRegion(Target &T, uint8_t *Buffer, bool IsWrite,
                         MemTxAttrs Attrs) {
  BqlForCallback Locked;
  unsigned Size = pieceSize(T.Region, T.Length, T.Offset);
  T.Length = Size;
  uint64_t Value = 0;
  if (IsWrite) {
    memcpy(&Value, Buffer, Size);
    return dispatchWrite(T.Region, T.Offset, Value, Size, Attrs);
  }
  MemTxResult Result = dispatchRead(T.Region, T.Offset, Value, Size, Attrs);
  memcpy(Buffer, &Value, Size);
  return Result;
}

MemTxResult accessPiece(Target &T, uint8_t *Buffer, bool IsWrite,
                        MemTxAttrs Attrs) {
  if (!T.Region) {
    if (!IsWrite)
      memset(Buffer, 0, T.Length);
    return MEMTX_DECODE_ERROR;
  }
  if (!isDirect(T, IsWrite))
    return accessRegion(T, Buffer, IsWrite, Attrs);
  uint8_t *Host = T.Region->ram_block->Host + T.Offset;
  memmove(IsWrite ? Host : Buffer, IsWrite ? Buffer : Host, T.Length);
  if (IsWrite)
    memory_region_set_dirty(T.Region, T.Offset, T.Length);
  return MEMTX_OK;
}

} // namespace

//===----------------------------------------------------------------------===//
// Reads and writes
//===----------------------------------------------------------------------===//

MemTxResult address_space_rw(AddressSpace *as, hwaddr addr, MemTxAttrs attrs,
                             void *buf, hwaddr len, bool is_write) {
  Reading R(as);
  MemTxResult Result = MEMTX_OK;
  auto *Buffer = static_cast<uint8_t *>(buf);
  while (len) {
    Target T = translate(R.View, addr, len);
    // Nothing is there up to the next range; byte by byte finds it.
    if (!T.Region)
      T.Length = 1;
    Result |= accessPiece(T, Buffer, is_write, attrs);
    addr += T.Length;
    Buffer += T.Length;
    len -= T.Length;
  }
  return Result;
}

MemTxResult address_space_read(AddressSpace *as, hwaddr addr, MemTxAttrs attrs,
                               void *buf, hwaddr len) {
  return address_space_rw(as, addr, attrs, buf, len, false);
}

MemTxResult address_space_write(AddressSpace *as, hwaddr addr, MemTxAttrs attrs,
                                const void *buf, hwaddr len) {
  return address_space_rw(as, addr, attrs, const_cast<void *>(buf), len, true);
}

uint32_t address_space_ldl(AddressSpace *as, hwaddr addr, MemTxAttrs attrs,
                           MemTxResult *result) {
  uint32_t Value = 0;
  MemTxResult R = address_space_read(as, addr, attrs, &Value, sizeof(Value));
  if (result)
    *result = R;
  return Value;
}

void address_space_stl(AddressSpace *as, hwaddr addr, uint32_t val,
                       MemTxAttrs attrs, MemTxResult *result) {
  MemTxResult R = address_space_write(as, addr, attrs, &val, sizeof(val));
  if (result)
    *result = R;
}

//===----------------------------------------------------------------------===//
// Mappings: a pointer, and a reference on the owner of what it points into
//===----------------------------------------------------------------------===//

namespace {

/// Stands in for a region that is not RAM.
struct BounceBuffer {
  MemoryRegion *Region;
  hwaddr Addr;
  hwaddr Length;
  alignas(16) uint8_t Bytes[];
};

void *mapBounced(AddressSpace *As, const Target &T, hwaddr Addr, hwaddr *Length,
                 bool IsWrite, MemTxAttrs Attrs) {
  hwaddr Left = As->max_bounce_buffer_size - As->bounce_buffer_size;
  *Length = std::min(Left, T.Length);
  if (!*Length)
    return nullptr;
  auto *Bounce =
      static_cast<BounceBuffer *>(g_malloc0(sizeof(BounceBuffer) + *Length));
  As->bounce_buffer_size += *Length;
  takeRegion(T.Region, "mapping", Bounce->Bytes);
  Bounce->Region = T.Region;
  Bounce->Addr = Addr;
  Bounce->Length = *Length;
  if (!IsWrite)
    address_space_read(As, Addr, Attrs, Bounce->Bytes, *Length);
  return Bounce->Bytes;
}

void unmapBounced(AddressSpace *As, void *Buffer, bool IsWrite,
                  hwaddr Written) {
  auto *Bounce = reinterpret_cast<BounceBuffer *>(
      static_cast<uint8_t *>(Buffer) - offsetof(BounceBuffer, Bytes));
  if (IsWrite)
    address_space_write(As, Bounce->Addr, MEMTXATTRS_UNSPECIFIED, Buffer,
                        Written);
  As->bounce_buffer_size -= Bounce->Length;
  dropRegion(Bounce->Region, "mapping", Buffer);
  g_free(Bounce);
}

} // namespace

void *address_space_map(AddressSpace *as, hwaddr addr, hwaddr *plen,
                        bool is_write, MemTxAttrs attrs) {
  if (!*plen)
    return nullptr;
  Reading R(as);
  Target T = translate(R.View, addr, *plen);
  if (!isDirect(T, is_write))
    return mapBounced(as, T, addr, plen, is_write, attrs);
  *plen = T.Length;
  void *Host = T.Region->ram_block->Host + T.Offset;
  takeRegion(T.Region, "mapping", Host);
  return Host;
}

void address_space_unmap(AddressSpace *as, void *buffer, hwaddr len,
                         bool is_write, hwaddr access_len) {
  ram_addr_t Offset;
  MemoryRegion *Mr = memory_region_from_host(buffer, &Offset);
  if (!Mr) {
    unmapBounced(as, buffer, is_write, access_len);
    return;
  }
  if (is_write)
    memory_region_set_dirty(Mr, Offset, access_len);
  dropRegion(Mr, "mapping", buffer);
}

//===----------------------------------------------------------------------===//
// Sections
//===----------------------------------------------------------------------===//

/// The space whose root it is; null if there is none.
static AddressSpace *spaceOf(const MemoryRegion *Root) {
  for (AddressSpace *As : addressSpaces())
    if (As->root == Root)
      return As;
  return nullptr;
}

/// What is found carries a reference, on its owner.
MemoryRegionSection memory_region_find(MemoryRegion *mr, hwaddr addr,
                                       uint64_t size) {
  Wide Start = addr;
  MemoryRegion *Root = mr;
  for (Start += mr->addr; Root->container; Start += Root->addr)
    Root = Root->container;
  AddressSpace *As = spaceOf(Root);
  if (!As)
    return {};
  Reading R(As);
  for (const FlatRange &F : R.View->Ranges) {
    Wide First = std::max(Start, F.Addresses.Start);
    Wide End = std::min(Start + static_cast<Wide>(size), F.Addresses.end());
    if (First >= End)
      continue;
    MemoryRegionSection Section = sectionOf(F, R.View);
    Section.size = static_cast<Int128>(End - First);
    Section.offset_within_region +=
        static_cast<hwaddr>(First - F.Addresses.Start);
    Section.offset_within_address_space = static_cast<hwaddr>(First);
    memory_region_ref(Section.mr);
    return Section;
  }
  return {};
}

MemoryRegionSection *memory_region_section_new_copy(MemoryRegionSection *s) {
  auto *Copy = static_cast<MemoryRegionSection *>(
      g_memdup2(s, sizeof(MemoryRegionSection)));
  takeRegion(Copy->mr, "section", Copy);
  if (Copy->fv)
    takeView(Copy->fv);
  return Copy;
}

void memory_region_section_free_copy(MemoryRegionSection *s) {
  if (s->fv)
    dropView(s->fv);
  dropRegion(s->mr, "section", s);
  g_free(s);
}
