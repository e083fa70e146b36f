//===- pl081_test.cpp - A script for the DMA controller -------------------===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "runtime/devices/guest_ram.h"
#include "runtime/devices/pl081.h"
#include "runtime/devices/testing.h"

#include "qom/chardev.h"

#include <string>
#include <vector>

namespace {

using namespace qom::testing;

//===----------------------------------------------------------------------===//
// Memory that can be unplugged
//===----------------------------------------------------------------------===//

#define TYPE_MEMORY_BANK "test-memory-bank"
OBJECT_DECLARE_SIMPLE_TYPE(MemoryBank, MEMORY_BANK)

struct MemoryBank {
  SysBusDevice parent_obj;
  MemoryRegion Ram;
};

void initBank(Object *Obj) {
  MemoryBank *Bank = MEMORY_BANK(Obj);
  memory_region_init_ram(&Bank->Ram, Obj, "bank", 4 * KiB, &error_abort);
  sysbus_init_mmio(SYS_BUS_DEVICE(Obj), &Bank->Ram);
}

const TypeInfo BankInfo = {.name = TYPE_MEMORY_BANK,
                           .parent = TYPE_SYS_BUS_DEVICE,
                           .instance_size = sizeof(MemoryBank),
                           .instance_init = initBank};

void registerBank() { type_register_static(&BankInfo); }
type_init(registerBank)

    //===----------------------------------------------------------------------===//
    // The script
    //===----------------------------------------------------------------------===//

    constexpr hwaddr IntStatus = 0x00,
                     EndStatus = 0x04, EndClear = 0x08, ErrorStatus = 0x0c,
                     ErrorClear = 0x10, RawEnd = 0x14, RawError = 0x18,
                     Enabled = 0x1c, Configuration = 0x30;
constexpr hwaddr Source = 0x00, Destination = 0x04, Next = 0x08, Control = 0x0c,
                 Config = 0x10;
constexpr uint32_t Word = 2 << 18 | 2 << 21, SourceSteps = 1u << 26,
                   DestinationSteps = 1u << 27, Interrupt = 1u << 31;
constexpr uint32_t Steps = SourceSteps | DestinationSteps;
constexpr uint32_t Enable = 1, Unmasked = 3u << 14, Active = 1u << 17,
                   Halt = 1u << 18;

constexpr hwaddr channel(int N) { return 0x100 + 0x20 * N; }

class PL081Script : public DeviceScript {
protected:
  static constexpr uint32_t Base = 0x40000000, BankBase = 0x50000000;

  void SetUp() override {
    DeviceScript::SetUp();
    Ram.map(64 * KiB);
    memory_region_init_alias(&View, qdev_get_machine(), "dma",
                             get_system_memory(), 0, UINT64_MAX);
    Dma = qdev_new(TYPE_PL081);
    object_property_set_link(OBJECT(Dma), "downstream", OBJECT(&View),
                             &error_abort);
    SysBusDevice *Device = SYS_BUS_DEVICE(Dma);
    sysbus_realize_and_unref(Device, &error_abort);
    sysbus_mmio_map(Device, 0, 0x10130000);
    sysbus_connect_irq(Device, 0, Any.Irq);
    sysbus_connect_irq(Device, 1, Error.Irq);
    sysbus_connect_irq(Device, 2, End.Irq);
    Regs.write(Configuration, 1);
  }

  void TearDown() override {
    Ram.unmap();
    DeviceScript::TearDown();
  }

  void move(int N, uint32_t From, uint32_t To, uint32_t How,
            uint32_t List = 0) {
    Regs.write(channel(N) + Source, From);
    Regs.write(channel(N) + Destination, To);
    Regs.write(channel(N) + Next, List);
    Regs.write(channel(N) + Control, How);
    Regs.write(channel(N) + Config, Enable | Unmasked);
  }

  DeviceState *plugBank() {
    DeviceState *Bank = sysbus_create_simple(TYPE_MEMORY_BANK, BankBase, 0);
    return Bank;
  }

  /// Its reference is the caller's.
  static DeviceState *unplug(DeviceState *Dev) {
    object_ref(Dev);
    memory_region_del_subregion(get_system_memory(),
                                sysbus_mmio_get_region(SYS_BUS_DEVICE(Dev), 0));
    object_unparent(OBJECT(Dev));
    drain_call_rcu();
    return Dev;
  }

  GuestRam Ram{Base};
  /// What the controller is mapped in must not be what it keeps.
  MemoryRegion View;
  Registers Regs{0x10130000};
  Probe Any, Error, End;
  DeviceState *Dma;
};

TEST_F(PL081Script, ResetValues) {
  for (hwaddr Offset : {IntStatus, EndStatus, ErrorStatus, RawEnd, RawError,
                        Enabled, channel(0) + Config, channel(1) + Control})
    EXPECT_EQ(Regs.read(Offset), 0u) << "offset " << Offset;
  const uint32_t Ids[] = {0x81, 0x10, 0x04, 0x0a, 0x0d, 0xf0, 0x05, 0xb1};
  for (unsigned I = 0; I < 8; ++I)
    EXPECT_EQ(Regs.read(0xfe0 + 4 * I), Ids[I]) << "identification " << I;
}

TEST_F(PL081Script, MovesABlockInItsTime) {
  Ram.store<uint64_t>(0, 0x1122334455667788);
  move(0, Base, Base + 0x100, 2 | Word | Steps | Interrupt);
  EXPECT_EQ(Regs.read(Enabled), 1u);
  EXPECT_EQ(Regs.read(channel(0) + Config) & Active, Active);
  passNs(19);
  EXPECT_EQ(Ram.load<uint64_t>(0x100), 0u);
  EXPECT_EQ(Any.Level, 0);
  passNs(1);
  EXPECT_EQ(Ram.load<uint64_t>(0x100), 0x1122334455667788u);
  EXPECT_EQ(Any.Level, 1);
  EXPECT_EQ(End.Level, 1);
  EXPECT_EQ(Error.Level, 0);
  EXPECT_EQ(Regs.read(EndStatus), 1u);
  EXPECT_EQ(Regs.read(Enabled), 0u);
  EXPECT_EQ(Regs.read(channel(0) + Source), Base + 8);
  EXPECT_EQ(Regs.read(channel(0) + Control) & 0xfff, 0u);
  Regs.write(EndClear, 1);
  EXPECT_EQ(Any.Level, 0);
}

TEST_F(PL081Script, MaskedInterruptsAreRaw) {
  move(1, Base, Base + 0x100, 1 | Word | Steps | Interrupt);
  Regs.write(channel(1) + Config, Enable);
  passNs(10);
  EXPECT_EQ(Regs.read(RawEnd), 2u);
  EXPECT_EQ(Regs.read(IntStatus), 0u);
  EXPECT_EQ(Any.Level, 0);
}

TEST_F(PL081Script, AListOfBlocks) {
  const uint32_t Item[] = {Base + 4, Base + 0x204, 0,
                           1 | Word | Steps | Interrupt};
  Ram.store<uint64_t>(0, 0x0807060504030201);
  Ram.write(0x800, Item, sizeof(Item));
  move(0, Base, Base + 0x200, 1 | Word | Steps, Base + 0x800);
  passNs(10);
  EXPECT_EQ(Ram.load<uint32_t>(0x200), 0x04030201u);
  EXPECT_EQ(End.Level, 0) << "only the last one interrupts";
  EXPECT_EQ(Regs.read(channel(0) + Source), Base + 4) << "the next is loaded";
  passNs(10);
  EXPECT_EQ(Ram.load<uint64_t>(0x200), 0x0807060504030201u);
  EXPECT_EQ(End.Level, 1);
}

TEST_F(PL081Script, WidthsDiffer) {
  Ram.store<uint32_t>(0, 0x64636261);
  move(0, Base, Base + 0x100, 4 | 0 << 18 | 2 << 21 | Steps);
  passNs(40);
  EXPECT_EQ(Ram.load<uint32_t>(0x100), 0x64636261u);
  move(0, Base, Base + 0x100, 3 | 0 << 18 | 2 << 21 | Steps);
  EXPECT_EQ(Regs.read(RawError), 1u) << "three bytes are no word";
}

/// A UART's data register does not count on.
TEST_F(PL081Script, ToARegister) {
  Chardev *Host = qemu_chr_new("line", "ringbuf", nullptr);
  DeviceState *Uart = qdev_new("pl011");
  qdev_prop_set_chr(Uart, "chardev", Host);
  sysbus_realize_and_unref(SYS_BUS_DEVICE(Uart), &error_abort);
  sysbus_mmio_map(SYS_BUS_DEVICE(Uart), 0, 0x9000000);
  Registers(0x9000000).write(0x30, 0x301);
  const char Text[] = {'d', 0, 0, 0, 'm', 0, 0, 0, 'a', 0, 0, 0};
  Ram.write(0, Text, sizeof(Text));
  move(0, Base, 0x9000000, 3 | Word | SourceSteps);
  passNs(30);
  g_autofree char *Sent = qmp_ringbuf_read("line", 16, &error_abort);
  EXPECT_STREQ(Sent, "dma");
  EXPECT_EQ(Regs.read(channel(0) + Destination), 0x9000000u);

  // It goes in the middle: nobody answers, but it exists until the end.
  move(0, Base, 0x9000000, 3 | Word | SourceSteps);
  unplug(Uart);
  EXPECT_EQ(OBJECT(Uart)->ref, 2u) << "this test's and the channel's";
  passNs(30);
  EXPECT_EQ(Regs.read(RawError), 1u);
  EXPECT_EQ(OBJECT(Uart)->ref, 1u);
  object_unref(Uart);
}

TEST_F(PL081Script, ErrorsOfABlock) {
  move(0, Base, 0x60000000, 1 | Word | Steps);
  EXPECT_EQ(Error.Level, 1) << "nothing is there";
  EXPECT_EQ(Regs.read(ErrorStatus), 1u);
  EXPECT_EQ(Regs.read(Enabled), 0u);
  Regs.write(ErrorClear, 1);
  EXPECT_EQ(Error.Level, 0);
  move(1, Base + 64 * KiB - 4, Base, 2 | Word | Steps);
  EXPECT_EQ(Regs.read(RawError), 2u) << "over the end of the memory";
  Regs.write(ErrorClear, 2);
  move(0, Base - 4, Base, 2 | Word | Steps);
  EXPECT_EQ(Regs.read(RawError), 1u) << "from before its begin";
  move(1, Base, Base + 4, 1 | Word | Steps, 0x60000000);
  passNs(10);
  EXPECT_EQ(Regs.read(RawError), 3u) << "a list that is nowhere";
}

TEST_F(PL081Script, HaltAndTheController) {
  move(0, Base, Base + 0x100, 1 | Word | Steps | Interrupt);
  Regs.write(Configuration, 0);
  passNs(100);
  EXPECT_EQ(Regs.read(RawEnd), 0u);
  Regs.write(channel(0) + Config, Enable | Halt);
  Regs.write(Configuration, 1);
  passNs(100);
  EXPECT_EQ(Regs.read(RawEnd), 0u);
  Regs.write(channel(0) + Config, Enable);
  passNs(100);
  EXPECT_EQ(Regs.read(RawEnd), 1u);
}

/// The bank's memory is unmapped and its device is unplugged: the block ends
/// in it, and then the bank.
TEST_F(PL081Script, TheDestinationIsUnpluggedWhileItIsMapped) {
  DeviceState *Bank = plugBank();
  Ram.store<uint32_t>(0, 0xdeadbeef);
  move(0, Base, BankBase, 1 | Word | Steps | Interrupt);
  unplug(Bank);
  EXPECT_EQ(OBJECT(Bank)->ref, 2u) << "this test's and the mapping's";
  passNs(10);
  EXPECT_EQ(OBJECT(Bank)->ref, 1u);
  EXPECT_EQ(End.Level, 1);
  void *Host = memory_region_get_ram_ptr(&MEMORY_BANK(Bank)->Ram);
  EXPECT_EQ(*static_cast<uint32_t *>(Host), 0xdeadbeefu);
  object_unref(Bank);
}

TEST_F(PL081Script, TheSourceIsUnpluggedAndTheBlockIsAborted) {
  DeviceState *Bank = plugBank();
  move(0, BankBase, Base, 4 | Word | Steps);
  move(1, BankBase, Base + 0x100, 4 | Word | Steps);
  unplug(Bank);
  EXPECT_EQ(OBJECT(Bank)->ref, 3u);
  Regs.write(channel(1) + Config, 0);
  EXPECT_EQ(OBJECT(Bank)->ref, 2u);
  qom_system_reset();
  EXPECT_EQ(OBJECT(Bank)->ref, 1u);
  object_unref(Bank);
}

TEST_F(PL081Script, TheControllerIsUnpluggedInTheMiddle) {
  DeviceState *Bank = plugBank();
  uint32_t Before = OBJECT(Bank)->ref;
  move(0, BankBase, BankBase + 0x100, 4 | Word | Steps | Interrupt);
  EXPECT_EQ(OBJECT(Bank)->ref, Before + 2);
  unplug(Dma);
  EXPECT_EQ(OBJECT(Dma)->ref, 1u);
  object_unref(Dma);
  EXPECT_EQ(OBJECT(Bank)->ref, Before);
  passNs(100);
  EXPECT_EQ(End.Rises, 0u);
}

/// A block that goes to the configuration of its own channel: its first word
/// ends it, its second one begins it again.
TEST_F(PL081Script, ABlockRestartsItsOwnChannel) {
  Ram.store<uint32_t>(4, Enable | Unmasked);
  move(0, Base, 0x10130000 + channel(0) + Config,
       2 | Word | SourceSteps | Interrupt);
  passNs(20);
  EXPECT_EQ(Regs.read(RawEnd), 0u);
  EXPECT_EQ(Regs.read(channel(0) + Source), Base);
  EXPECT_EQ(Regs.read(channel(0) + Config) & Active, Active);
  Ram.store<uint32_t>(4, 0);
  passNs(19);
  EXPECT_EQ(Regs.read(Enabled), 1u) << "it takes its time again";
  passNs(1);
  EXPECT_EQ(Regs.read(Enabled), 0u);
  EXPECT_EQ(Regs.read(RawEnd), 0u) << "nor has it ended this time";
}

TEST_F(PL081Script, SavedInTheMiddle) {
  Ram.store<uint32_t>(0, 0x600df00d);
  move(0, Base, Base + 0x100, 1 | Word | Steps | Interrupt);
  passNs(5);
  SavedState Saved;
  qom_system_reset();
  passNs(100);
  EXPECT_EQ(Ram.load<uint32_t>(0x100), 0u);
  Saved.load();
  passNs(10);
  EXPECT_EQ(Ram.load<uint32_t>(0x100), 0x600df00du);
  EXPECT_EQ(End.Level, 1);
}

TEST_F(PL081Script, NeedsMemory) {
  ::Error *Err = nullptr;
  DeviceState *Second = qdev_new(TYPE_PL081);
  EXPECT_FALSE(sysbus_realize_and_unref(SYS_BUS_DEVICE(Second), &Err));
  EXPECT_STREQ(error_get_pretty(Err), "pl081: downstream is not set");
  error_free(Err);
}

} // namespace
