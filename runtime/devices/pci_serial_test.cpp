//===- pci_serial_test.cpp - A script for UARTs on a PCI card -------------===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "runtime/devices/pci_guest.h"
#include "runtime/devices/pci_serial.h"

#include "qom/chardev.h"
#include "qom/qdict.h"

#include <string>

namespace {

using namespace qom::testing;

constexpr hwaddr RBR = 0, THR = 0, DLL = 0, IER = 1, DLM = 1, IIR = 2, FCR = 2,
                 LCR = 3, MCR = 4, LSR = 5, MSR = 6, SCR = 7;
constexpr uint8_t Received = 1, Transmitter = 2, Line = 4, Modem = 8;
constexpr uint8_t DataReady = 1, Overrun = 2, Break = 0x10, Empty = 0x60;
constexpr uint32_t Bar = 0x1000;
constexpr int Slot = PCI_DEVFN(3, 0);

class PciSerialScript : public DeviceScript {
protected:
  void SetUp() override {
    DeviceScript::SetUp();
    Guest.start();
    Host[0] = qemu_chr_new("first", "ringbuf", nullptr);
    Host[1] = qemu_chr_new("second", "ringbuf", nullptr);
    PCIDevice *Dev = pci_new(Slot, TYPE_PCI_SERIAL_2X);
    Card = DEVICE(Dev);
    qdev_prop_set_chr(Card, "chardev1", Host[0]);
    qdev_prop_set_chr(Card, "chardev2", Host[1]);
    pci_realize_and_unref(Dev, Guest.bus(), &error_abort);
    Guest.place(Slot, Bar);
  }

  /// 9600 baud, 8 bits, FIFOs that interrupt at 8 characters.
  void enableFifo(const Registers &Uart) {
    Uart.writeByte(LCR, 0x83);
    Uart.writeByte(DLL, 12);
    Uart.writeByte(DLM, 0);
    Uart.writeByte(LCR, 0x03);
    Uart.writeByte(FCR, 0x81);
  }

  void receive(int Port, const std::string &Text) {
    ASSERT_GE(qemu_chr_be_can_write(Host[Port]), static_cast<int>(Text.size()));
    qemu_chr_be_write(Host[Port],
                      reinterpret_cast<const uint8_t *>(Text.data()),
                      Text.size());
  }

  std::string sent(const char *Name) {
    g_autofree char *Text = qmp_ringbuf_read(Name, 1024, &error_abort);
    return Text;
  }

  /// Pin A of slot 3.
  int level() const { return Guest.Lines[3].Level; }

  PciGuest Guest;
  Registers A{PciGuest::Io + Bar};
  Registers B{PciGuest::Io + Bar + 8};
  Chardev *Host[2];
  DeviceState *Card;
};

TEST_F(PciSerialScript, ConfigurationMechanism) {
  Guest.Ports.write(0, 0xffffffff);
  EXPECT_EQ(Guest.Ports.read(0), 0x80fffffcu);
  EXPECT_EQ(Guest.read(Slot, PCI_VENDOR_ID), 0x00031b36u);
  EXPECT_EQ(Guest.read(Slot, PCI_REVISION_ID), 0x07000201u);
  EXPECT_EQ(Guest.Ports.readByte(4 + 1), 0x02u) << "a part of the register";
  EXPECT_EQ(Guest.read(PCI_DEVFN(4, 0), PCI_VENDOR_ID), 0xffffffffu);
  Guest.Ports.write(0, Slot << 8);
  EXPECT_EQ(Guest.Ports.read(4), 0xffffffffu) << "it is not enabled";
  EXPECT_EQ(Guest.read(Slot, PCI_INTERRUPT_LINE) >> 8, 1u) << "INTA";
}

TEST_F(PciSerialScript, TheSizeOfTheRegion) {
  Guest.write(Slot, PCI_BASE_ADDRESS_0, 0xffffffff);
  EXPECT_EQ(Guest.read(Slot, PCI_BASE_ADDRESS_0), 0xfffffff1u);
}

TEST_F(PciSerialScript, PortsHaveTheirOwnRegisters) {
  A.writeByte(SCR, 0x5a);
  B.writeByte(SCR, 0xa5);
  EXPECT_EQ(A.readByte(SCR), 0x5au);
  EXPECT_EQ(B.readByte(SCR), 0xa5u);
  Guest.place(Slot, 0x2000);
  EXPECT_EQ(Registers(PciGuest::Io + 0x2000).readByte(SCR), 0x5au);
  uint8_t Value;
  EXPECT_NE(address_space_read(&address_space_memory, PciGuest::Io + Bar,
                               MEMTXATTRS_UNSPECIFIED, &Value, 1),
            MEMTX_OK)
      << "it has moved";
}

TEST_F(PciSerialScript, ResetValues) {
  EXPECT_EQ(A.readByte(IER), 0u);
  EXPECT_EQ(A.readByte(IIR), 0x01u);
  EXPECT_EQ(A.readByte(LCR), 0u);
  EXPECT_EQ(A.readByte(MCR), 0u);
  EXPECT_EQ(A.readByte(LSR), Empty);
  EXPECT_EQ(A.readByte(MSR), 0xb0u);
}

TEST_F(PciSerialScript, DlabHidesTwoRegisters) {
  A.writeByte(IER, 0xff);
  EXPECT_EQ(A.readByte(IER), 0x0fu);
  A.writeByte(LCR, 0x80);
  A.writeByte(DLL, 0x34);
  A.writeByte(DLM, 0x12);
  EXPECT_EQ(A.readByte(DLL), 0x34u);
  EXPECT_EQ(A.readByte(DLM), 0x12u);
  A.writeByte(LCR, 0);
  EXPECT_EQ(A.readByte(IER), 0x0fu);
}

TEST_F(PciSerialScript, SendsAtOnce) {
  A.writeByte(THR, 'h');
  A.writeByte(THR, 'i');
  B.writeByte(THR, '!');
  EXPECT_EQ(sent("first"), "hi");
  EXPECT_EQ(sent("second"), "!");
  EXPECT_EQ(A.readByte(LSR), Empty);
}

TEST_F(PciSerialScript, TheTransmitterInterruptEndsWhenItIsRead) {
  A.writeByte(IER, Transmitter);
  EXPECT_EQ(level(), 1) << "enabled while empty";
  EXPECT_EQ(A.readByte(IIR), 0x02u);
  EXPECT_EQ(level(), 0);
  A.writeByte(THR, 'x');
  EXPECT_EQ(level(), 1);
}

TEST_F(PciSerialScript, OneLineServesBothPorts) {
  A.writeByte(IER, Received);
  B.writeByte(IER, Received);
  receive(0, "a");
  receive(1, "b");
  EXPECT_EQ(level(), 1);
  EXPECT_EQ(A.readByte(RBR), 'a');
  EXPECT_EQ(level(), 1) << "the other port's";
  EXPECT_EQ(B.readByte(IIR), 0x04u);
  EXPECT_EQ(B.readByte(RBR), 'b');
  EXPECT_EQ(level(), 0);
  EXPECT_EQ(Guest.Lines[3].Rises, 1u);
}

TEST_F(PciSerialScript, TheFifoInterruptsAtItsLevel) {
  enableFifo(A);
  A.writeByte(IER, Received);
  receive(0, "1234567");
  EXPECT_EQ(A.readByte(IIR), 0xc1u);
  receive(0, "8");
  EXPECT_EQ(A.readByte(IIR), 0xc4u);
  EXPECT_EQ(A.readByte(RBR), '1');
  EXPECT_EQ(level(), 0);
  receive(0, "9abcdefgh");
  EXPECT_EQ(qemu_chr_be_can_write(Host[0]), 0);
  A.writeByte(FCR, 0x83);
  EXPECT_EQ(A.readByte(LSR), Empty) << "cleared";
}

/// 4 characters of 10 bits at 9600 baud are 4166666 ns.
TEST_F(PciSerialScript, SilenceInterrupts) {
  enableFifo(A);
  A.writeByte(IER, Received);
  receive(0, "ab");
  passNs(4160000);
  EXPECT_EQ(level(), 0);
  passNs(10000);
  EXPECT_EQ(A.readByte(IIR), 0xccu);
  EXPECT_EQ(A.readByte(RBR), 'a');
  EXPECT_EQ(level(), 0);
  passNs(4170000);
  EXPECT_EQ(level(), 1) << "one is left";
}

TEST_F(PciSerialScript, LoopbackOverruns) {
  A.writeByte(MCR, 0x10);
  EXPECT_EQ(qemu_chr_be_can_write(Host[0]), 0);
  A.writeByte(IER, Line);
  A.writeByte(THR, 'a');
  EXPECT_EQ(A.readByte(LSR), Empty | DataReady);
  A.writeByte(THR, 'b');
  EXPECT_EQ(A.readByte(IIR), 0x06u);
  EXPECT_EQ(A.readByte(LSR), Empty | DataReady | Overrun);
  EXPECT_EQ(level(), 0) << "reading clears it";
  EXPECT_EQ(A.readByte(RBR), 'b') << "the holding register is overwritten";
  EXPECT_EQ(sent("first"), "");
}

TEST_F(PciSerialScript, ABreakShowsWithItsCharacter) {
  enableFifo(A);
  receive(0, "a");
  qemu_chr_be_event(Host[0], CHR_EVENT_BREAK);
  EXPECT_EQ(A.readByte(LSR), Empty | DataReady);
  EXPECT_EQ(A.readByte(RBR), 'a');
  EXPECT_EQ(A.readByte(LSR), Empty | DataReady | Break);
  EXPECT_EQ(A.readByte(RBR), 0u);
}

TEST_F(PciSerialScript, ModemLinesInLoopback) {
  A.readByte(MSR);
  A.writeByte(MCR, 0x10);
  EXPECT_EQ(A.readByte(MSR), 0x0bu) << "CTS, DSR and DCD went";
  A.writeByte(IER, Modem);
  A.writeByte(MCR, 0x14);
  EXPECT_EQ(A.readByte(MSR), 0x40u) << "ringing begins, which does not count";
  A.writeByte(MCR, 0x10);
  EXPECT_EQ(A.readByte(IIR), 0x00u);
  EXPECT_EQ(level(), 1);
  EXPECT_EQ(A.readByte(MSR), 0x04u);
  EXPECT_EQ(level(), 0);
}

TEST_F(PciSerialScript, ResetLetsGo) {
  A.writeByte(IER, Transmitter);
  EXPECT_EQ(level(), 1);
  qom_system_reset();
  EXPECT_EQ(level(), 0);
  Guest.place(Slot, Bar);
  EXPECT_EQ(A.readByte(IER), 0u);
}

TEST_F(PciSerialScript, SavedAndLoaded) {
  enableFifo(A);
  A.writeByte(IER, Received);
  B.writeByte(IER, Transmitter);
  receive(0, "xy");
  SavedState Saved;
  qom_system_reset();
  EXPECT_EQ(level(), 0);
  Saved.load();
  EXPECT_EQ(level(), 1);
  EXPECT_EQ(A.readByte(RBR), 'x') << "the region is where it was";
  EXPECT_EQ(B.readByte(IIR), 0x02u);
  EXPECT_EQ(level(), 0);
  passNs(5000000);
  EXPECT_EQ(A.readByte(IIR), 0xccu) << "silence is measured anew";
}

TEST_F(PciSerialScript, NoStateIsLoadedFromBeyondTheFifo) {
  SerialState *Port = &PCI_SERIAL(Card)->port[0];
  struct {
    uint8_t FifoControl;
    uint32_t First, Count;
  } Cases[] = {{1, 16, 0}, {1, 0, 17}, {0, 0, 2}};
  for (auto &[FifoControl, First, Count] : Cases) {
    Port->fcr = FifoControl;
    Port->fifo_first = First;
    Port->fifo_count = Count;
    SavedState Saved;
    qom_system_reset();
    EXPECT_EQ(Saved.tryToLoad(), -EINVAL) << First << ", " << Count;
    qom_system_reset();
  }
}

/// What a user does: the card that is mapped goes, and another comes.
TEST_F(PciSerialScript, UnplugWhileMapped) {
  A.writeByte(IER, Transmitter);
  object_ref(Card);
  qdev_unplug(Card, &error_abort);
  drain_call_rcu();
  EXPECT_EQ(OBJECT(Card)->ref, 1u) << "neither the map nor a port keeps it";
  object_unref(Card);
  EXPECT_EQ(level(), 0);
  EXPECT_EQ(Guest.read(Slot, PCI_VENDOR_ID), 0xffffffffu);

  QDict *Options =
      keyval_parse("driver=pci-serial-4x,id=more,addr=24,chardev4=first",
                   nullptr, nullptr, &error_abort);
  DeviceState *Second =
      qdev_device_add_from_qdict(Options, false, &error_abort);
  qobject_unref(Options);
  object_unref(Second);
  Guest.place(Slot, 0x4000);
  EXPECT_EQ(Guest.read(Slot, PCI_VENDOR_ID), 0x00041b36u);
  Registers(PciGuest::Io + 0x4000 + 24).writeByte(THR, 'z');
  EXPECT_EQ(sent("first"), "z") << "the character device was free again";
  qdev_unplug(Second, &error_abort);
}

/// The second port cannot be realized: the first one is taken back.
TEST_F(PciSerialScript, APortThatFailsTakesTheOthersAlong) {
  PCIDevice *Dev = pci_new(-1, TYPE_PCI_SERIAL_4X);
  object_property_set_uint(OBJECT(&PCI_SERIAL(Dev)->port[2]), "baudbase", 0,
                           &error_abort);
  Error *Err = nullptr;
  EXPECT_FALSE(pci_realize_and_unref(Dev, Guest.bus(), &Err));
  EXPECT_STREQ(error_get_pretty(Err), "serial: baudbase is 0");
  error_free(Err);
}

/// Its cards go with the bus, while the guest has them mapped.
TEST_F(PciSerialScript, TheHostGoesFirst) {
  object_ref(Card);
  qdev_unrealize(Guest.Host);
  drain_call_rcu();
  EXPECT_EQ(OBJECT(Card)->ref, 1u);
  object_unref(Card);
  object_property_set_bool(OBJECT(Guest.Host), "realized", true, &error_abort);
  EXPECT_EQ(Guest.read(Slot, PCI_VENDOR_ID), 0xffffffffu);
}

} // namespace
