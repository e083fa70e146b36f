//===- memory/memory_test.cpp - Regions, views, address spaces ------------===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "memory.h"

#include "runtime/core/testing.h"

#include "qom/sysbus.h"

#include <thread>

using namespace qom::testing;
using qom::TheSemantics;

namespace {

#define TYPE_MAPPED "test-mapped"

struct Mapped {
  SysBusDevice Parent;
  MemoryRegion Io, Container;
  uint64_t Value;
  unsigned LastSize;
};

DECLARE_INSTANCE_CHECKER(Mapped, MAPPED, TYPE_MAPPED)

uint64_t readIo(void *Opaque, hwaddr Addr, unsigned Size) {
  auto *M = static_cast<Mapped *>(Opaque);
  M->LastSize = Size;
  return M->Value + Addr;
}

void writeIo(void *Opaque, hwaddr Addr, uint64_t Value, unsigned Size) {
  auto *M = static_cast<Mapped *>(Opaque);
  M->LastSize = Size;
  M->Value = Value;
}

const MemoryRegionOps Ops = {
    .read = readIo,
    .write = writeIo,
    .endianness = DEVICE_LITTLE_ENDIAN,
    .valid = {.min_access_size = 1, .max_access_size = 4},
    .impl = {.min_access_size = 4, .max_access_size = 4}};

void mappedInit(Object *Obj) {
  Mapped *M = MAPPED(Obj);
  memory_region_init_io(&M->Io, Obj, &Ops, M, "io", 0x100);
  memory_region_init(&M->Container, Obj, "container", 0x1000);
  sysbus_init_mmio(&M->Parent, &M->Io);
}

void mappedFinalize(Object *Obj) {
  Log.push_back("finalize, region " +
                std::to_string(OBJECT(&MAPPED(Obj)->Io)->ref));
}

const TypeInfo Types[] = {{.name = TYPE_MAPPED,
                           .parent = TYPE_SYS_BUS_DEVICE,
                           .instance_size = sizeof(Mapped),
                           .instance_init = mappedInit,
                           .instance_finalize = mappedFinalize}};
DEFINE_TYPES(Types)

class MemoryTest : public SystemTest {
protected:
  void SetUp() override {
    SystemTest::SetUp();
    Dev = DEVICE(object_new(TYPE_MAPPED));
    object_property_add_child(qdev_get_machine(), "dev", OBJECT(Dev));
    M = MAPPED(Dev);
  }
  void TearDown() override {
    if (Dev) {
      object_unparent(OBJECT(Dev));
      object_unref(Dev);
    }
    SystemTest::TearDown();
  }

  uint32_t count() { return OBJECT(Dev)->ref; }
  static uint32_t read(hwaddr Addr, MemTxResult *Result = nullptr) {
    return address_space_ldl(&address_space_memory, Addr,
                             MEMTXATTRS_UNSPECIFIED, Result);
  }
  static void write(hwaddr Addr, uint32_t Value) {
    address_space_stl(&address_space_memory, Addr, Value,
                      MEMTXATTRS_UNSPECIFIED, nullptr);
  }

  DeviceState *Dev;
  Mapped *M;
  Error *Err = nullptr;
};
using MemoryDeathTest = MemoryTest;

//===----------------------------------------------------------------------===//
// References
//===----------------------------------------------------------------------===//

TEST_F(MemoryTest, ARegionIsItsOwnersChildAndCountsOnTheOwner) {
  EXPECT_EQ(OBJECT(&M->Io)->ref, 1u);
  EXPECT_EQ(memory_region_owner(&M->Io), OBJECT(Dev));
  uint32_t Before = count();
  memory_region_ref(&M->Io);
  EXPECT_EQ(OBJECT(&M->Io)->ref, 1u);
  EXPECT_EQ(count(), Before + 1);
  memory_region_unref(&M->Io);
}

TEST_F(MemoryTest, WithoutAnOwnerNothingIsCounted) {
  MemoryRegion Loose;
  memory_region_init(&Loose, nullptr, "loose", 0x100);
  EXPECT_EQ(OBJECT(&Loose)->parent, machine_get_container("unattached"));
  memory_region_ref(&Loose);
  EXPECT_EQ(OBJECT(&Loose)->ref, 1u);
  memory_region_unref(&Loose);
  object_unparent(OBJECT(&Loose));
}

TEST_F(MemoryTest, WithoutANameTheReferenceIsTheCallers) {
  MemoryRegion Loose;
  memory_region_init(&Loose, OBJECT(Dev), nullptr, 0x100);
  EXPECT_EQ(OBJECT(&Loose)->parent, nullptr);
  EXPECT_EQ(OBJECT(&Loose)->ref, 1u);
  object_unref(&Loose);
}

TEST_F(MemoryTest, AMappingPinsTheOwner) {
  uint32_t Before = count();
  sysbus_mmio_map(&M->Parent, 0, 0x1000);
  EXPECT_EQ(count(), Before + 2) << "the container's and the view's";
  memory_region_del_subregion(get_system_memory(), &M->Io);
  EXPECT_EQ(count(), Before + 1) << "the old view ends after a grace period";
  drain_call_rcu();
  EXPECT_EQ(count(), Before);
}

TEST_F(MemoryTest, AMappedDeviceOutlivesUnparent) {
  sysbus_mmio_map(&M->Parent, 0, 0x1000);
  object_unparent(OBJECT(Dev));
  object_unref(Dev);
  drain_call_rcu();
  EXPECT_EQ(Log, Lines{});
  // The region was unparented only when the device is finalized.
  memory_region_del_subregion(get_system_memory(), &M->Io);
  drain_call_rcu();
  EXPECT_EQ(Log, Lines{"finalize, region 0"});
  Dev = nullptr;
}

TEST_F(MemoryTest, ARegionInItsOwnersContainer) {
  uint32_t Before = count();
  memory_region_add_subregion(&M->Container, 0, &M->Io);
  EXPECT_EQ(count(),
            TheSemantics.RegionsOfOneOwnerAreFree ? Before : Before + 1);
  if (!TheSemantics.RegionsOfOneOwnerAreFree)
    memory_region_del_subregion(&M->Container, &M->Io);
}

TEST_F(MemoryTest, FindTakesAReference) {
  sysbus_mmio_map(&M->Parent, 0, 0x1000);
  uint32_t Before = count();
  MemoryRegionSection Section =
      memory_region_find(get_system_memory(), 0x1010, 4);
  EXPECT_EQ(Section.mr, &M->Io);
  EXPECT_EQ(Section.offset_within_region, 0x10u);
  EXPECT_EQ(count(), Before + 1);
  MemoryRegionSection *Copy = memory_region_section_new_copy(&Section);
  EXPECT_EQ(count(), Before + 2);
  memory_region_section_free_copy(Copy);
  memory_region_unref(Section.mr);
  EXPECT_EQ(count(), Before);
  EXPECT_EQ(memory_region_find(get_system_memory(), 0x9000, 4).mr, nullptr);
  memory_region_del_subregion(get_system_memory(), &M->Io);
}

TEST_F(MemoryTest, AnAddressSpacePinsItsRootsOwner) {
  AddressSpace As;
  memory_region_add_subregion(&M->Container, 0, &M->Io);
  uint32_t Before = count();
  address_space_init(&As, &M->Container, "dma");
  EXPECT_EQ(count(), Before + 3)
      << "the space's, and the view's for its root and for the region";
  address_space_destroy(&As);
  drain_call_rcu();
  EXPECT_EQ(count(), Before + 2) << "the view stays until the next change";
  memory_region_set_enabled(&M->Container, false);
  drain_call_rcu();
  EXPECT_EQ(count(), Before);
  memory_region_del_subregion(&M->Container, &M->Io);
}

TEST_F(MemoryTest, AHeapSpaceFreesItself) {
  auto *As = g_new0(AddressSpace, 1);
  address_space_init(As, get_system_memory(), "second");
  EXPECT_EQ(As->current_map, address_space_memory.current_map)
      << "spaces with one root share the view";
  address_space_destroy_free(As);
  drain_call_rcu();
}

//===----------------------------------------------------------------------===//
// Reads and writes
//===----------------------------------------------------------------------===//

TEST_F(MemoryTest, AccessesReachTheDevice) {
  sysbus_mmio_map(&M->Parent, 0, 0x1000);
  write(0x1004, 0x11223344);
  EXPECT_EQ(M->Value, 0x11223344u);
  EXPECT_EQ(read(0x1008), 0x11223344u + 8);
  memory_region_del_subregion(get_system_memory(), &M->Io);
}

TEST_F(MemoryTest, OtherThreadsCallDevicesUnderTheBql) {
  static MemoryRegionOps Asking = Ops;
  Asking.read = [](void *, hwaddr, unsigned) -> uint64_t {
    return bql_locked();
  };
  MemoryRegion Region;
  memory_region_init_io(&Region, OBJECT(Dev), &Asking, M, "asking", 0x100);
  memory_region_add_subregion(get_system_memory(), 0x2000, &Region);
  bql_unlock();
  std::thread Other([] {
    EXPECT_EQ(read(0x2000), 1u);
    EXPECT_FALSE(bql_locked());
  });
  Other.join();
  bql_lock();
  memory_region_del_subregion(get_system_memory(), &Region);
  object_unparent(OBJECT(&Region));
  drain_call_rcu();
}

TEST_F(MemoryTest, ADeviceDoesNotComeBackToItself) {
  static MemoryRegionOps Recursive = Ops;
  Recursive.read = [](void *, hwaddr, unsigned) -> uint64_t {
    MemTxResult Result;
    read(0x2000, &Result);
    return Result;
  };
  MemoryRegion Region;
  memory_region_init_io(&Region, OBJECT(Dev), &Recursive, M, "recursive",
                        0x100);
  memory_region_add_subregion(get_system_memory(), 0x2000, &Region);
  EXPECT_EQ(read(0x2000), MEMTX_ACCESS_ERROR);
  memory_region_del_subregion(get_system_memory(), &Region);
  object_unparent(OBJECT(&Region));
  drain_call_rcu();
}

TEST_F(MemoryTest, NarrowAccessesAreWidenedAndWideOnesSplit) {
  sysbus_mmio_map(&M->Parent, 0, 0x1000);
  M->Value = 0xaabbccdd;
  uint8_t Byte = 0;
  address_space_read(&address_space_memory, 0x1000, MEMTXATTRS_UNSPECIFIED,
                     &Byte, 1);
  EXPECT_EQ(Byte, 0xdd);
  EXPECT_EQ(M->LastSize, 4u);
  uint64_t Long = 0;
  address_space_read(&address_space_memory, 0x1000, MEMTXATTRS_UNSPECIFIED,
                     &Long, 8);
  EXPECT_EQ(Long, 0xaabbccdd | (0xaabbccddull + 4) << 32);
  memory_region_del_subregion(get_system_memory(), &M->Io);
}

TEST_F(MemoryTest, BigEndianDevicesAreSwapped) {
  static MemoryRegionOps Big = Ops;
  Big.endianness = DEVICE_BIG_ENDIAN;
  MemoryRegion Region;
  memory_region_init_io(&Region, OBJECT(Dev), &Big, M, "big", 0x100);
  memory_region_add_subregion(get_system_memory(), 0x2000, &Region);
  write(0x2000, 0x11223344);
  EXPECT_EQ(M->Value, 0x44332211u);
  EXPECT_EQ(read(0x2000), 0x11223344u);
  memory_region_del_subregion(get_system_memory(), &Region);
  object_unparent(OBJECT(&Region));
  drain_call_rcu();
}

TEST_F(MemoryTest, InvalidAccessesAreRefused) {
  static MemoryRegionOps Strict = Ops;
  Strict.valid = {.min_access_size = 4, .max_access_size = 4};
  MemoryRegion Region;
  memory_region_init_io(&Region, OBJECT(Dev), &Strict, M, "strict", 0x100);
  memory_region_add_subregion(get_system_memory(), 0x2000, &Region);
  uint8_t Byte = 1;
  EXPECT_EQ(address_space_read(&address_space_memory, 0x2001,
                               MEMTXATTRS_UNSPECIFIED, &Byte, 1),
            MEMTX_DECODE_ERROR);
  EXPECT_EQ(Byte, 0);
  MemTxResult Result;
  EXPECT_EQ(read(0x99990000, &Result), 0u);
  EXPECT_EQ(Result, MEMTX_DECODE_ERROR) << "nothing is there";
  memory_region_del_subregion(get_system_memory(), &Region);
  object_unparent(OBJECT(&Region));
  drain_call_rcu();
}

TEST_F(MemoryTest, RamRemembersAndIsDirty) {
  MemoryRegion Ram;
  ASSERT_TRUE(memory_region_init_ram(&Ram, OBJECT(Dev), "ram", 64 * KiB, &Err));
  memory_region_add_subregion(get_system_memory(), 0x10000, &Ram);
  EXPECT_TRUE(memory_region_test_and_clear_dirty(&Ram, 0, 64 * KiB));
  write(0x11000, 42);
  EXPECT_EQ(read(0x11000), 42u);
  EXPECT_FALSE(memory_region_test_and_clear_dirty(&Ram, 0, 4 * KiB));
  EXPECT_TRUE(memory_region_test_and_clear_dirty(&Ram, 4 * KiB, 1));
  ram_addr_t Offset;
  void *Host = memory_region_get_ram_ptr(&Ram);
  EXPECT_EQ(memory_region_from_host(static_cast<char *>(Host) + 5, &Offset),
            &Ram);
  EXPECT_EQ(Offset, 5u);
  memory_region_del_subregion(get_system_memory(), &Ram);
  object_unparent(OBJECT(&Ram));
  drain_call_rcu();
}

TEST_F(MemoryTest, RomIsNotWritten) {
  MemoryRegion Rom;
  ASSERT_TRUE(memory_region_init_rom(&Rom, OBJECT(Dev), "rom", 4 * KiB, &Err));
  memory_region_add_subregion(get_system_memory(), 0x10000, &Rom);
  memcpy(memory_region_get_ram_ptr(&Rom), "\1\2\3\4", 4);
  write(0x10000, 0);
  EXPECT_EQ(read(0x10000), 0x04030201u);
  memory_region_del_subregion(get_system_memory(), &Rom);
  object_unparent(OBJECT(&Rom));
  drain_call_rcu();
}

TEST_F(MemoryTest, RomDevicesReadAsRamAndWriteAsIo) {
  MemoryRegion Flash;
  ASSERT_TRUE(memory_region_init_rom_device(&Flash, OBJECT(Dev), &Ops, M,
                                            "flash", 4 * KiB, &Err));
  memory_region_add_subregion(get_system_memory(), 0x10000, &Flash);
  memcpy(memory_region_get_ram_ptr(&Flash), "\1\2\3\4", 4);
  write(0x10000, 77);
  EXPECT_EQ(M->Value, 77u);
  EXPECT_EQ(read(0x10000), 0x04030201u);
  memory_region_del_subregion(get_system_memory(), &Flash);
  object_unparent(OBJECT(&Flash));
  drain_call_rcu();
}

TEST_F(MemoryTest, FailedRamLeavesNoRegion) {
  MemoryRegion Ram;
  EXPECT_FALSE(
      memory_region_init_ram(&Ram, OBJECT(Dev), "ram", UINT64_MAX / 2, &Err));
  EXPECT_EQ(textOf(Err),
            "cannot set up guest memory 'ram': Cannot allocate memory");
  EXPECT_EQ(OBJECT(&Ram)->ref, 0u);
}

//===----------------------------------------------------------------------===//
// Views
//===----------------------------------------------------------------------===//

TEST_F(MemoryTest, PriorityDecidesAndGapsShowWhatIsBelow) {
  uint8_t Low[0x3000], High[0x1000];
  memset(Low, 1, sizeof(Low));
  memset(High, 2, sizeof(High));
  MemoryRegion LowRegion, HighRegion;
  memory_region_init_ram_ptr(&LowRegion, OBJECT(Dev), "low", 0x3000, Low);
  memory_region_init_ram_ptr(&HighRegion, OBJECT(Dev), "high", 0x1000, High);
  memory_region_add_subregion(get_system_memory(), 0x1000, &LowRegion);
  memory_region_add_subregion_overlap(get_system_memory(), 0x2000, &HighRegion,
                                      1);
  EXPECT_EQ(read(0x1000), 0x01010101u);
  EXPECT_EQ(read(0x2000), 0x02020202u);
  EXPECT_EQ(read(0x3000), 0x01010101u);
  EXPECT_EQ(address_space_memory.current_map->Ranges.size(), 3u);
  memory_region_set_enabled(&HighRegion, false);
  EXPECT_EQ(read(0x2000), 0x01010101u);
  EXPECT_EQ(address_space_memory.current_map->Ranges.size(), 1u);
  memory_region_set_enabled(&HighRegion, true);
  memory_region_set_address(&HighRegion, 0x8000);
  EXPECT_EQ(read(0x8000), 0x02020202u);
  for (MemoryRegion *Region : {&LowRegion, &HighRegion}) {
    memory_region_del_subregion(get_system_memory(), Region);
    object_unparent(OBJECT(Region));
  }
  drain_call_rcu();
}

TEST_F(MemoryTest, AliasesShowPartsOfOthers) {
  MemoryRegion Alias;
  M->Value = 0;
  memory_region_init_alias(&Alias, OBJECT(Dev), "alias", &M->Io, 0x40, 0x20);
  memory_region_add_subregion(get_system_memory(), 0x5000, &Alias);
  EXPECT_EQ(read(0x5004), 0x44u);
  EXPECT_TRUE(memory_region_is_mapped(&M->Io));
  memory_region_set_alias_offset(&Alias, 0x80);
  EXPECT_EQ(read(0x5004), 0x84u);
  EXPECT_EQ(memory_region_find(get_system_memory(), 0x5000, 4).mr, &M->Io);
  memory_region_unref(&M->Io);
  memory_region_del_subregion(get_system_memory(), &Alias);
  EXPECT_FALSE(memory_region_is_mapped(&M->Io));
  object_unparent(OBJECT(&Alias));
  drain_call_rcu();
}

TEST_F(MemoryTest, ATransactionMakesOneView) {
  FlatView *Before = address_space_memory.current_map;
  memory_region_transaction_begin();
  memory_region_add_subregion(get_system_memory(), 0x5000, &M->Io);
  EXPECT_EQ(address_space_memory.current_map, Before);
  memory_region_set_size(&M->Io, 0x200);
  memory_region_transaction_commit();
  EXPECT_NE(address_space_memory.current_map, Before);
  EXPECT_EQ(memory_region_size(&M->Io), 0x200u);
  memory_region_del_subregion(get_system_memory(), &M->Io);
}

TEST_F(MemoryTest, ListenersHearWhatChanges) {
  struct Hearing : MemoryListener {
    static void added(MemoryListener *, MemoryRegionSection *S) {
      Log.push_back(std::string("add ") + memory_region_name(S->mr));
    }
    static void deleted(MemoryListener *, MemoryRegionSection *S) {
      Log.push_back(std::string("del ") + memory_region_name(S->mr));
    }
  } L{};
  L.region_add = Hearing::added;
  L.region_del = Hearing::deleted;
  memory_listener_register(&L, &address_space_memory);
  memory_region_add_subregion(get_system_memory(), 0x5000, &M->Io);
  memory_region_set_address(&M->Io, 0x6000);
  EXPECT_EQ(Log, (Lines{"add io", "del io", "add io"}));
  memory_listener_unregister(&L);
  EXPECT_EQ(Log.back(), "del io");
  memory_region_del_subregion(get_system_memory(), &M->Io);
}

//===----------------------------------------------------------------------===//
// Mappings
//===----------------------------------------------------------------------===//

TEST_F(MemoryTest, MappedRamIsPinned) {
  MemoryRegion Ram;
  ASSERT_TRUE(memory_region_init_ram(&Ram, OBJECT(Dev), "ram", 4 * KiB, &Err));
  memory_region_add_subregion(get_system_memory(), 0x10000, &Ram);
  uint32_t Before = count();
  hwaddr Length = 64 * KiB;
  void *Host = address_space_map(&address_space_memory, 0x10010, &Length, true,
                                 MEMTXATTRS_UNSPECIFIED);
  EXPECT_EQ(Length, 4 * KiB - 0x10);
  EXPECT_EQ(count(), Before + 1);
  memory_region_test_and_clear_dirty(&Ram, 0, 4 * KiB);
  *static_cast<uint32_t *>(Host) = 7;
  address_space_unmap(&address_space_memory, Host, Length, true, 4);
  EXPECT_EQ(read(0x10010), 7u);
  EXPECT_TRUE(memory_region_test_and_clear_dirty(&Ram, 0, 4 * KiB));
  EXPECT_EQ(count(), Before);
  memory_region_del_subregion(get_system_memory(), &Ram);
  object_unparent(OBJECT(&Ram));
  drain_call_rcu();
}

TEST_F(MemoryTest, MappedRegistersAreCopied) {
  sysbus_mmio_map(&M->Parent, 0, 0x1000);
  uint32_t Before = count();
  hwaddr Length = 4;
  void *Copy = address_space_map(&address_space_memory, 0x1000, &Length, true,
                                 MEMTXATTRS_UNSPECIFIED);
  EXPECT_EQ(count(), Before + 1);
  uint32_t Value = 99;
  memcpy(Copy, &Value, 4);
  address_space_unmap(&address_space_memory, Copy, Length, true, 4);
  EXPECT_EQ(M->Value, 99u);
  EXPECT_EQ(count(), Before);
  memory_region_del_subregion(get_system_memory(), &M->Io);
}

TEST_F(MemoryTest, CopiesAreLimited) {
  hwaddr Length = 64 * KiB, More = 4;
  void *Copy = address_space_map(&address_space_memory, 0x999000, &Length,
                                 false, MEMTXATTRS_UNSPECIFIED);
  EXPECT_EQ(Length, 4096u);
  EXPECT_EQ(address_space_map(&address_space_memory, 0x999000, &More, false,
                              MEMTXATTRS_UNSPECIFIED),
            nullptr);
  EXPECT_EQ(More, 0u);
  address_space_unmap(&address_space_memory, Copy, Length, false, 0);
}

//===----------------------------------------------------------------------===//
// Rules
//===----------------------------------------------------------------------===//

TEST_F(MemoryDeathTest, Containers) {
  memory_region_add_subregion(&M->Container, 0, &M->Io);
  EXPECT_DEATH(memory_region_add_subregion(get_system_memory(), 0, &M->Io),
               "type 'memory-region' \\(/machine/dev/io\\[0\\]\\): is put into "
               "a container, but is in one already");
  EXPECT_DEATH(memory_region_del_subregion(get_system_memory(), &M->Io),
               "is taken out of a container that it is not in");
  memory_region_del_subregion(&M->Container, &M->Io);
}

TEST_F(MemoryDeathTest, AnotherOwnersContainer) {
  MemoryRegion Other;
  Object *Owner = object_new(TYPE_CONTAINER);
  memory_region_init(&Other, Owner, "other", 0x100);
  memory_region_add_subregion(&M->Container, 0, &Other);
  EXPECT_DEATH(object_unparent(OBJECT(&Other)),
               TheSemantics.RegionsOfOneOwnerAreFree
                   ? "is finalized while another owner's container has it"
                   : "is finalized while it is in a container");
  memory_region_del_subregion(&M->Container, &Other);
  object_unref(Owner);
}

TEST_F(MemoryDeathTest, TheBqlIsNeeded) {
  bql_unlock();
  EXPECT_DEATH(memory_region_set_enabled(&M->Io, false),
               "type 'memory-region': regions are changed without the BQL");
  bql_lock();
}

} // namespace
