//===- pl011_test.cpp - A script for the UART -----------------------------===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "runtime/devices/pl011.h"

#include "runtime/devices/pl011.hpp"
#include "runtime/devices/testing.h"

#include "qom/chardev.h"

#include <string>

namespace {

using namespace qom::testing;

constexpr hwaddr DR = 0x00, RSR = 0x04, FR = 0x18, IBRD = 0x24, FBRD = 0x28,
                 LCR_H = 0x2c, CR = 0x30, IFLS = 0x34, IMSC = 0x38, RIS = 0x3c,
                 MIS = 0x40, ICR = 0x44;
constexpr uint32_t RX = 1 << 4, TX = 1 << 5, RT = 1 << 6, BE = 1 << 9,
                   OE = 1 << 10;
constexpr uint32_t RXFE = 1 << 4, RXFF = 1 << 6, TXFE = 1 << 7;
constexpr uint32_t Enabled = 0x301, Loopback = 0x381, Fifos = 0x70;

/// The device in C and the one in C++.
class PL011Script : public DeviceScript,
                    public ::testing::WithParamInterface<const char *> {
protected:
  void SetUp() override {
    DeviceScript::SetUp();
    Host = qemu_chr_new("line", "ringbuf", nullptr);
    Source = clock_new(qdev_get_machine(), "uartclk");
    clock_set_hz(Source, 24000000);
    Uart = qdev_new(GetParam());
    qdev_prop_set_chr(Uart, "chardev", Host);
    qdev_connect_clock_in(Uart, "clk", Source);
    sysbus_realize_and_unref(SYS_BUS_DEVICE(Uart), &error_abort);
    sysbus_mmio_map(SYS_BUS_DEVICE(Uart), 0, 0x9000000);
    sysbus_connect_irq(SYS_BUS_DEVICE(Uart), 0, Line.Irq);
  }

  /// 115200 baud from 24 MHz: 13 and 1/64.
  void enable(uint32_t Control) {
    Regs.write(IBRD, 13);
    Regs.write(FBRD, 1);
    Regs.write(LCR_H, Fifos);
    Regs.write(CR, Control);
  }

  void receive(const std::string &Text) {
    ASSERT_GE(qemu_chr_be_can_write(Host), static_cast<int>(Text.size()));
    qemu_chr_be_write(Host, reinterpret_cast<const uint8_t *>(Text.data()),
                      Text.size());
  }

  std::string sent() {
    g_autofree char *Text = qmp_ringbuf_read("line", 1024, &error_abort);
    return Text;
  }

  void setFifo(uint32_t First, uint32_t Count) {
    if (object_dynamic_cast(OBJECT(Uart), TYPE_PL011)) {
      PL011(Uart)->fifo_first = First;
      PL011(Uart)->fifo_count = Count;
    } else {
      auto *Cxx = qom::dynamic_cast_to<qom::devices::PL011>(OBJECT(Uart));
      Cxx->S.First = First;
      Cxx->S.Count = Count;
    }
  }

  Registers Regs{0x9000000};
  Probe Line;
  Chardev *Host;
  Clock *Source;
  DeviceState *Uart;
};

TEST_P(PL011Script, ResetValues) {
  EXPECT_EQ(Regs.read(FR), TXFE | RXFE);
  EXPECT_EQ(Regs.read(CR), 0x300u);
  EXPECT_EQ(Regs.read(IFLS), 0x12u);
  EXPECT_EQ(Regs.read(LCR_H), 0u);
  EXPECT_EQ(Regs.read(RIS), 0u);
  const uint32_t Ids[] = {0x11, 0x10, 0x14, 0x00, 0x0d, 0xf0, 0x05, 0xb1};
  for (unsigned I = 0; I < 8; ++I)
    EXPECT_EQ(Regs.read(0xfe0 + 4 * I), Ids[I]) << "identification " << I;
}

TEST_P(PL011Script, RegistersKeepTheirBitsOnly) {
  for (hwaddr Offset : {IBRD, FBRD, LCR_H, CR, IFLS, IMSC})
    Regs.write(Offset, 0xffffffff);
  EXPECT_EQ(Regs.read(IBRD), 0xffffu);
  EXPECT_EQ(Regs.read(FBRD), 0x3fu);
  EXPECT_EQ(Regs.read(LCR_H), 0xffu);
  EXPECT_EQ(Regs.read(CR), 0xff87u);
  EXPECT_EQ(Regs.read(IFLS), 0x3fu);
  EXPECT_EQ(Regs.read(IMSC), 0x7ffu);
}

TEST_P(PL011Script, SendsOnlyWhenEnabled) {
  Regs.write(DR, 'x');
  EXPECT_EQ(sent(), "");
  enable(Enabled);
  Regs.write(DR, 'h');
  Regs.write(DR, 'i');
  EXPECT_EQ(sent(), "hi");
}

TEST_P(PL011Script, TransmitInterruptIsMaskedAndCleared) {
  enable(Enabled);
  Regs.write(DR, 'x');
  EXPECT_EQ(Regs.read(RIS), TX);
  EXPECT_EQ(Regs.read(MIS), 0u);
  EXPECT_EQ(Line.Level, 0);
  Regs.write(IMSC, TX);
  EXPECT_EQ(Regs.read(MIS), TX);
  EXPECT_EQ(Line.Level, 1);
  Regs.write(ICR, TX);
  EXPECT_EQ(Regs.read(RIS), 0u);
  EXPECT_EQ(Line.Level, 0);
}

TEST_P(PL011Script, ReceivesNothingWhileDisabled) {
  EXPECT_EQ(qemu_chr_be_can_write(Host), 0);
  enable(Enabled);
  EXPECT_EQ(qemu_chr_be_can_write(Host), 16);
}

TEST_P(PL011Script, ReceiveInterruptComesAtItsLevel) {
  enable(Enabled);
  Regs.write(IMSC, RX);
  receive("1234567");
  EXPECT_EQ(Line.Level, 0) << "half of the FIFO is eight characters";
  receive("8");
  EXPECT_EQ(Line.Level, 1);
  EXPECT_EQ(Regs.read(DR), uint32_t('1'));
  EXPECT_EQ(Line.Level, 0) << "below the level again";
  receive("9abcdefg");
  EXPECT_EQ(Regs.read(FR) & RXFE, 0u);
  receive("h");
  EXPECT_EQ(Regs.read(FR) & RXFF, RXFF);
  EXPECT_EQ(qemu_chr_be_can_write(Host), 0);
}

TEST_P(PL011Script, OneCharacterWithoutFifo) {
  Regs.write(CR, Enabled);
  Regs.write(IMSC, RX);
  EXPECT_EQ(qemu_chr_be_can_write(Host), 1);
  receive("a");
  EXPECT_EQ(Line.Level, 1);
  EXPECT_EQ(Regs.read(FR), TXFE | RXFF);
  EXPECT_EQ(Regs.read(DR), uint32_t('a'));
  EXPECT_EQ(Regs.read(FR), TXFE | RXFE);
  EXPECT_EQ(Line.Level, 0);
}

/// 32 bits of 16 * (13 + 1/64) cycles at 24 MHz are 277666 ns.
TEST_P(PL011Script, ReceiveTimeoutFollowsTheClock) {
  enable(Enabled);
  Regs.write(IMSC, RT);
  receive("a");
  passNs(277000);
  EXPECT_EQ(Line.Level, 0);
  passNs(1000);
  EXPECT_EQ(Regs.read(MIS), RT);
  EXPECT_EQ(Line.Level, 1);
  Regs.read(DR);
  EXPECT_EQ(Line.Level, 0) << "the FIFO is empty";

  receive("b");
  clock_update_hz(Source, 12000000);
  passNs(278000);
  EXPECT_EQ(Line.Level, 0) << "half the clock, twice the time";
  passNs(278000);
  EXPECT_EQ(Line.Level, 1);
}

TEST_P(PL011Script, NoTimeoutWithoutClock) {
  enable(Enabled);
  receive("a");
  clock_update(Source, 0);
  passNs(NANOSECONDS_PER_SECOND);
  EXPECT_EQ(Regs.read(RIS), 0u);
}

TEST_P(PL011Script, LoopbackOverruns) {
  enable(Loopback);
  Regs.write(IMSC, OE);
  for (int I = 0; I < 16; ++I)
    Regs.write(DR, 'a' + I);
  EXPECT_EQ(Line.Level, 0);
  Regs.write(DR, 'z');
  EXPECT_EQ(Line.Level, 1);
  EXPECT_EQ(Regs.read(DR), 0x800u | 'a');
  EXPECT_EQ(Regs.read(RSR), 0x8u);
  Regs.write(RSR, 0);
  EXPECT_EQ(Regs.read(RSR), 0u);
  EXPECT_EQ(Regs.read(DR), uint32_t('b'));
  EXPECT_EQ(sent(), "") << "a loop does not reach the line";
}

TEST_P(PL011Script, BreakIsACharacterWithAnError) {
  enable(Enabled);
  Regs.write(IMSC, BE);
  qemu_chr_be_event(Host, CHR_EVENT_BREAK);
  EXPECT_EQ(Line.Level, 1);
  EXPECT_EQ(Regs.read(DR), 0x400u);
  EXPECT_EQ(Regs.read(RSR), 0x4u);
}

TEST_P(PL011Script, SwitchingTheFifoEmptiesIt) {
  enable(Enabled);
  receive("abc");
  Regs.write(LCR_H, 0x60);
  EXPECT_EQ(Regs.read(FR), TXFE | RXFE);
}

TEST_P(PL011Script, ResetLowersTheLine) {
  enable(Enabled);
  Regs.write(IMSC, TX);
  Regs.write(DR, 'x');
  EXPECT_EQ(Line.Level, 1);
  qom_system_reset();
  EXPECT_EQ(Line.Level, 0);
  EXPECT_EQ(Regs.read(CR), 0x300u);
}

TEST_P(PL011Script, SavedWithCharactersInside) {
  enable(Enabled);
  Regs.write(IMSC, RX | RT);
  receive("abcdefghij");
  Regs.read(DR);
  EXPECT_EQ(Line.Level, 1);
  clock_update_hz(Source, 12000000);
  uint32_t Count = OBJECT(qdev_get_clock_in(Uart, "clk"))->ref;
  SavedState Saved;
  qom_system_reset();
  clock_update_hz(Source, 24000000);
  EXPECT_EQ(Line.Level, 0);
  Saved.load();
  EXPECT_EQ(OBJECT(qdev_get_clock_in(Uart, "clk"))->ref, Count)
      << "loaded into the clock that was there";
  EXPECT_EQ(Line.Level, 1) << "the line is driven again";
  EXPECT_EQ(Regs.read(DR), uint32_t('b'));
  EXPECT_EQ(Regs.read(DR), uint32_t('c'));
  EXPECT_EQ(Line.Level, 0) << "below the level";
  passNs(555000);
  EXPECT_EQ(Line.Level, 0);
  passNs(1000);
  EXPECT_EQ(Regs.read(MIS), RT) << "the saved clock measures the silence";
}

TEST_P(PL011Script, NoStateIsLoadedFromBeyondTheFifo) {
  struct {
    uint32_t LineControl, First, Count;
  } Cases[] = {{Fifos, 16, 0}, {Fifos, 0, 17}, {0, 0, 2}};
  for (auto &[LineControl, First, Count] : Cases) {
    Regs.write(LCR_H, LineControl);
    setFifo(First, Count);
    SavedState Saved;
    qom_system_reset();
    EXPECT_EQ(Saved.tryToLoad(), -EINVAL) << First << ", " << Count;
    qom_system_reset();
  }
  Regs.write(LCR_H, Fifos);
  setFifo(15, 16);
  SavedState Saved;
  Saved.load();
  EXPECT_EQ(Regs.read(FR) & RXFF, RXFF);
}

TEST_P(PL011Script, ACharacterDeviceHasOneUser) {
  Error *Err = nullptr;
  DeviceState *Second = qdev_new(GetParam());
  EXPECT_FALSE(
      object_property_set_str(OBJECT(Second), "chardev", "line", &Err));
  error_free(Err);
  object_unref(Second);
}

/// What waits for the end of the silence must not wake who is gone.
TEST_P(PL011Script, UnplugWithACharacterInside) {
  enable(Enabled);
  receive("a");
  object_ref(Uart);
  object_unparent(OBJECT(Uart));
  EXPECT_EQ(qemu_chr_be_can_write(Host), 0) << "its handlers are gone";
  passNs(NANOSECONDS_PER_SECOND);
  EXPECT_EQ(Line.Rises, 0u);
  object_unref(Uart);
}

INSTANTIATE_TEST_SUITE_P(Language, PL011Script,
                         ::testing::Values("pl011", "pl011-cxx"),
                         [](const auto &Info) {
                           return Info.index ? "Cxx" : "C";
                         });

} // namespace
