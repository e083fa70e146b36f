//===- kiosk_test.cpp - A script for the board in C++ ---------------------===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "runtime/boards/kiosk.hpp"

#include "runtime/devices/testing.h"

#include <string>

namespace {

using namespace qom;
using namespace qom::boards;
using namespace qom::testing;

constexpr hwaddr Data = 0x00, LineControl = 0x2c, UartControl = 0x30,
                 Mask = 0x38, Masked = 0x40;
constexpr hwaddr Load = 0x00, Value = 0x04, Control = 0x08, IntClr = 0x0c;
constexpr hwaddr IrqStatus = 0x00, IntEnable = 0x10;

class KioskScript : public DeviceScript {
protected:
  KioskScript() : DeviceScript(TYPE_KIOSK) {}

  void SetUp() override {
    DeviceScript::SetUp();
    Board = dynamic_cast_to<Kiosk>(qdev_get_machine());
    Soc =
        dynamic_cast_to<KioskSoc>(object_resolve_path("/machine/soc", nullptr));
    sysbus_connect_irq(as_ptr<SysBusDevice>(*Soc), 0, Irq.Irq);
  }

  void makeBackends() override {
    qom_set_serial_hd(0, qemu_chr_new("console", "ringbuf", nullptr));
    qom_set_serial_hd(1, qemu_chr_new("modem", "ringbuf", nullptr));
  }

  static void enable(const Registers &Uart) {
    Uart.write(UartControl, 0x301);
    Uart.write(Mask, 0x10);
  }

  static void hear(int Port, char C) {
    auto Byte = static_cast<uint8_t>(C);
    qemu_chr_be_write(serial_hd(Port), &Byte, 1);
  }

  static std::string said(const char *Port) {
    g_autofree char *Text = qmp_ringbuf_read(Port, 64, &error_abort);
    return Text;
  }

  static void ticks(unsigned Count) {
    passNs(Count * NANOSECONDS_PER_SECOND / Kiosk::CrystalHz + 1);
    main_loop_wait(true);
  }

  void unplugSoc() {
    memory_region_del_subregion(get_system_memory(), Soc->Container.get());
    object_unparent(as_ptr<Object>(*Soc));
    drain_call_rcu();
  }

  Registers Vic{Kiosk::SocAddress + KioskSoc::VicOffset},
      Uart{Kiosk::SocAddress + KioskSoc::UartOffset},
      Watchdog{Kiosk::SocAddress + KioskSoc::WatchdogOffset},
      Modem{Kiosk::ModemAddress};
  Probe Irq;
  Kiosk *Board;
  KioskSoc *Soc;
};

TEST_F(KioskScript, EveryPartIsWhereItShouldBe) {
  EXPECT_EQ(Vic.read(0xfe0), 0x90u);
  EXPECT_EQ(Uart.read(0xfe0), 0x11u);
  EXPECT_EQ(Watchdog.read(0xfe0), 0x05u);
  EXPECT_EQ(Modem.read(0xfe0), 0x11u);
}

TEST_F(KioskScript, TheTreeAndTheBusHoldWhatTheBoardMade) {
  unplugSoc();
  Owned<Object> Last =
      Owned<Object>::from(*object_resolve_path("/machine/modem", nullptr));
  memory_region_del_subregion(
      get_system_memory(),
      sysbus_mmio_get_region(dynamic_cast_to<SysBusDevice>(Last.get()), 0));
  object_unparent(Last.get());
  drain_call_rcu();
  EXPECT_EQ(Last->ref, 1u) << "ours is the last";
}

TEST_F(KioskScript, WordsBetweenConsoleAndModem) {
  enable(Uart);
  enable(Modem);
  Vic.write(IntEnable, 1 << KioskSoc::UartLine | 1 << Kiosk::ModemLine);
  hear(1, 'R');
  EXPECT_EQ(Irq.Level, 1);
  EXPECT_EQ(Vic.read(IrqStatus), 1u << Kiosk::ModemLine);
  Uart.write(Data, Modem.read(Data));
  EXPECT_EQ(Irq.Level, 0);
  EXPECT_EQ(said("console"), "R");
  hear(0, 'O');
  EXPECT_EQ(Vic.read(IrqStatus), 1u << KioskSoc::UartLine);
  Modem.write(Data, Uart.read(Data));
  EXPECT_EQ(said("modem"), "O");
}

TEST_F(KioskScript, TheWatchdogRestartsTheBoard) {
  enable(Uart);
  Vic.write(IntEnable, 1 << KioskSoc::WatchdogLine);
  Watchdog.write(Load, 1000);
  Watchdog.write(Control, 3);
  ticks(1000);
  EXPECT_EQ(Vic.read(IrqStatus), 1u << KioskSoc::WatchdogLine);
  Watchdog.write(IntClr, 1);
  ticks(1000);
  EXPECT_EQ(Board->Restarts, 0u);
  ticks(1000);
  EXPECT_EQ(Board->Restarts, 1u);
  EXPECT_EQ(Irq.Level, 0);
  EXPECT_EQ(Uart.read(UartControl), 0x300u);
  EXPECT_EQ(Watchdog.read(Control), 0u);
}

/// The bottom half is the machine's, and goes with it.
TEST_F(KioskScript, TheBoardEndsBeforeItRestarts) {
  Watchdog.write(Load, 10);
  Watchdog.write(Control, 3);
  passNs(10000);
}

TEST_F(KioskScript, SaveAndLoad) {
  Uart.write(LineControl, 0x10);
  enable(Uart);
  hear(0, 'a');
  hear(0, 'b');
  Vic.write(IntEnable, 1 << KioskSoc::UartLine);
  Watchdog.write(Load, 24000);
  Watchdog.write(Control, 1);
  ticks(14000);
  uint32_t Left = Watchdog.read(Value);
  auto Count = as_ptr<Object>(Soc->Uart->Input)->ref;
  SavedState Saved;
  qom_system_reset();
  ticks(5000);
  Saved.load();
  EXPECT_EQ(as_ptr<Object>(Soc->Uart->Input)->ref, Count)
      << "loaded into the clock that was there";
  EXPECT_EQ(Watchdog.read(Value), Left);
  EXPECT_EQ(Uart.read(Data), uint32_t('a'));
  EXPECT_EQ(Uart.read(Data), uint32_t('b'));
  ticks(Left);
  Vic.write(IntEnable, 1 << KioskSoc::WatchdogLine);
  EXPECT_EQ(Irq.Level, 1);
}

TEST_F(KioskScript, TheSocGoesWithAllItHas) {
  Watchdog.write(Load, 10);
  Watchdog.write(Control, 3);
  unplugSoc();
  EXPECT_EQ(object_resolve_path_type("", TYPE_SP805, nullptr), nullptr);
  EXPECT_EQ(object_resolve_path_type("", TYPE_KIOSK_SOC, nullptr), nullptr);
  passNs(NANOSECONDS_PER_SECOND);
  main_loop_wait(true);
  EXPECT_EQ(Board->Restarts, 0u);
}

/// A second chip on the board, with and without a parent, of which the last
/// part misses its clock.
TEST_F(KioskScript, RealizeFails) {
  for (bool HasParent : {false, true}) {
    Error *Err = nullptr;
    Owned<KioskSoc> Second = qom::object_new<KioskSoc>();
    if (HasParent)
      property_add_child(*Board, "second", Second.clone());
    EXPECT_FALSE(sysbus_realize(as_ptr<SysBusDevice>(Second), &Err));
    EXPECT_STREQ(error_get_pretty(Err), "sp805: clk is not connected");
    error_free(Err);
    EXPECT_EQ(as_ptr<Object>(*Second->Uart)->parent, nullptr);
    if (HasParent)
      object_unparent(as_ptr<Object>(Second));
  }
  EXPECT_EQ(Uart.read(0xfe0), 0x11u) << "the first one goes on";
}

} // namespace
