//===- memory/dispatch.cpp - One access to one region ---------------------===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A region says which accesses are valid and which it implements; an access of
// another size is split or widened.
//
//===----------------------------------------------------------------------===//
#include "memory.h"

#include "qom/log.h"

#include <algorithm>

using namespace qom;

static bool isValid(MemoryRegion *Mr, hwaddr Addr, unsigned Size, bool IsWrite,
                    MemTxAttrs Attrs) {
  const auto &Valid = Mr->ops->valid;
  const char *Why = nullptr;
  if (Valid.accepts && !Valid.accepts(Mr->opaque, Addr, Size, IsWrite, Attrs))
    Why = "rejected";
  else if (!Valid.unaligned && (Addr & (Size - 1)))
    Why = "unaligned";
  else if (Valid.max_access_size &&
           (Size > Valid.max_access_size || Size < Valid.min_access_size))
    Why = "invalid size";
  if (Why)
    qemu_log_mask(LOG_GUEST_ERROR,
                  "Invalid %s at addr 0x%" PRIx64 ", size %u, region '%s', "
                  "reason: %s\n",
                  IsWrite ? "write" : "read", Addr, Size,
                  memory_region_name(Mr), Why);
  return !Why;
}

static uint64_t maskOf(unsigned Size) {
  return Size == 8 ? ~0ull : (1ull << (Size * 8)) - 1;
}

static MemTxResult readOnce(MemoryRegion *Mr, hwaddr Addr, uint64_t &Value,
                            unsigned Size, MemTxAttrs Attrs) {
  const MemoryRegionOps *Ops = Mr->ops;
  MemTxResult Result = MEMTX_OK;
  Value = 0;
  if (Ops->read)
    Value = Ops->read(Mr->opaque, Addr, Size);
  else if (Ops->read_with_attrs)
    Result = Ops->read_with_attrs(Mr->opaque, Addr, &Value, Size, Attrs);
  Value &= maskOf(Size);
  return Result;
}

static MemTxResult writeOnce(MemoryRegion *Mr, hwaddr Addr, uint64_t Value,
                             unsigned Size, MemTxAttrs Attrs) {
  const MemoryRegionOps *Ops = Mr->ops;
  if (Ops->write)
    Ops->write(Mr->opaque, Addr, Value, Size);
  else if (Ops->write_with_attrs)
    return Ops->write_with_attrs(Mr->opaque, Addr, Value, Size, Attrs);
  return MEMTX_OK;
}

namespace {

/// While a device is in one of its own callbacks, its guest-driven accesses
/// must not come back to it.
class ReentrancyGuard {
public:
  explicit ReentrancyGuard(MemoryRegion *Mr)
      : Dev(Mr->ram || Mr->rom_device || Mr->readonly ? nullptr : Mr->dev) {
    IsBlocked = Dev && Dev->mem_reentrancy_guard.engaged_in_io;
    if (Dev && !IsBlocked)
      Dev->mem_reentrancy_guard.engaged_in_io = true;
  }
  ~ReentrancyGuard() {
    if (Dev && !IsBlocked)
      Dev->mem_reentrancy_guard.engaged_in_io = false;
  }
  ReentrancyGuard(const ReentrancyGuard &) = delete;

  bool isBlocked() const { return IsBlocked; }

private:
  DeviceState *Dev;
  bool IsBlocked;
};

/// Calls \p Once for each access that the region implements, with the shift of
/// its part of the value.
template <class Access>
MemTxResult split(MemoryRegion *Mr, unsigned Size, Access Once) {
  ReentrancyGuard Guard(Mr);
  if (Guard.isBlocked()) {
    warn_report("Blocked re-entrant IO on MemoryRegion: %s",
                memory_region_name(Mr));
    return MEMTX_ACCESS_ERROR;
  }
  const auto &Impl = Mr->ops->impl;
  unsigned Min = Impl.min_access_size ? Impl.min_access_size : 1;
  unsigned Max = Impl.max_access_size ? Impl.max_access_size : 4;
  unsigned Step = std::max(std::min(Size, Max), Min);
  bool IsBig = Mr->ops->endianness == DEVICE_BIG_ENDIAN;
  MemTxResult Result = MEMTX_OK;
  for (unsigned I = 0; I < Size; I += Step) {
    int Shift = IsBig ? (static_cast<int>(Size) - static_cast<int>(Step) -
                         static_cast<int>(I)) *
                            8
                      : static_cast<int>(I) * 8;
    Result |= Once(I, Step, Shift);
  }
  return Result;
}

uint64_t shifted(uint64_t Value, int Shift) {
  return Shift >= 0 ? Value << Shift : Value >> -Shift;
}

/// The guest is little-endian.
uint64_t adjusted(const MemoryRegion *Mr, uint64_t Value, unsigned Size) {
  if (Mr->ops->endianness != DEVICE_BIG_ENDIAN)
    return Value;
  return __builtin_bswap64(Value) >> (64 - Size * 8);
}

} // namespace

MemTxResult qom::dispatchRead(MemoryRegion *Mr, hwaddr Addr, uint64_t &Value,
                              unsigned Size, MemTxAttrs Attrs) {
  Value = 0;
  if (Mr->alias)
    return dispatchRead(Mr->alias, Mr->alias_offset + Addr, Value, Size, Attrs);
  if (!isValid(Mr, Addr, Size, false, Attrs))
    return MEMTX_DECODE_ERROR;
  MemTxResult Result =
      split(Mr, Size, [&](unsigned Offset, unsigned Step, int Shift) {
        uint64_t Part;
        MemTxResult R = readOnce(Mr, Addr + Offset, Part, Step, Attrs);
        Value |= shifted(Part, Shift);
        return R;
      });
  Value = adjusted(Mr, Value & maskOf(Size), Size);
  return Result;
}

MemTxResult qom::dispatchWrite(MemoryRegion *Mr, hwaddr Addr, uint64_t Value,
                               unsigned Size, MemTxAttrs Attrs) {
  if (Mr->alias)
    return dispatchWrite(Mr->alias, Mr->alias_offset + Addr, Value, Size,
                         Attrs);
  if (!isValid(Mr, Addr, Size, true, Attrs))
    return MEMTX_DECODE_ERROR;
  Value = adjusted(Mr, Value & maskOf(Size), Size);
  return split(Mr, Size, [&](unsigned Offset, unsigned Step, int Shift) {
    uint64_t Part = shifted(Value, -Shift) & maskOf(Step);
    return writeOnce(Mr, Addr + Offset, Part, Step, Attrs);
  });
}
