//===- guest_ram.h - Memory that a script puts into the guest ---*- C++ -*-===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef QOM_DEVICES_GUEST_RAM_H
#define QOM_DEVICES_GUEST_RAM_H

#include "runtime/devices/testing.h"

#include <vector>

namespace qom::testing {

/// Between map and unmap the machine is there.
class GuestRam {
public:
  explicit GuestRam(hwaddr Base) : Base(Base) {}

  void map(uint64_t Size) {
    memory_region_init_ram(&Region, nullptr, "ram", Size, &error_abort);
    memory_region_add_subregion(get_system_memory(), Base, &Region);
  }

  /// Those who read the map may still see it until a grace period is over.
  void unmap() {
    memory_region_del_subregion(get_system_memory(), &Region);
    drain_call_rcu();
    object_unparent(OBJECT(&Region));
  }

  template <class T> void store(hwaddr Offset, T Value) const {
    write(Offset, &Value, sizeof(Value));
  }

  template <class T> T load(hwaddr Offset) const {
    T Value = {};
    read(Offset, &Value, sizeof(Value));
    return Value;
  }

  std::vector<uint8_t> bytes(hwaddr Offset, size_t Size) const {
    std::vector<uint8_t> Bytes(Size);
    read(Offset, Bytes.data(), Size);
    return Bytes;
  }

  void write(hwaddr Offset, const void *Bytes, size_t Size) const {
    address_space_write(&address_space_memory, Base + Offset,
                        MEMTXATTRS_UNSPECIFIED, Bytes, Size);
  }

  void read(hwaddr Offset, void *Bytes, size_t Size) const {
    address_space_read(&address_space_memory, Base + Offset,
                       MEMTXATTRS_UNSPECIFIED, Bytes, Size);
  }

  const hwaddr Base;

private:
  MemoryRegion Region = {};
};

} // namespace qom::testing

#endif
