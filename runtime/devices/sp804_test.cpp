//===- sp804_test.cpp - A script for the timer and its clocks -------------===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "runtime/devices/testing.h"

namespace {

using namespace qom::testing;

constexpr hwaddr Lock = 0x4, Unlock = 0x8, LockStatus = 0xc, PllCtrl = 0x108,
                 PllStatus = 0x10c, UartClkCtrl = 0x154, Fpga0ClkCtrl = 0x170;
constexpr hwaddr Load = 0x00, Value = 0x04, Control = 0x08, IntClr = 0x0c,
                 RIS = 0x10, MIS = 0x14, BgLoad = 0x18, Second = 0x20;
constexpr uint32_t OneShot = 1, Wide = 2, By16 = 4, Interrupt = 0x20,
                   Periodic = 0x40, Enable = 0x80;

class ClockScript : public DeviceScript {
protected:
  void SetUp() override {
    DeviceScript::SetUp();
    Crystal = clock_new(qdev_get_machine(), "crystal");
    clock_set_ns(Crystal, 20);
    Clocks = qdev_new("zynq-clocks");
    qdev_connect_clock_in(Clocks, "ps_clk", Crystal);
    sysbus_realize_and_unref(SYS_BUS_DEVICE(Clocks), &error_abort);
    sysbus_mmio_map(SYS_BUS_DEVICE(Clocks), 0, 0xf8000000);

    Timer = qdev_new("sp804");
    qdev_connect_clock_in(Timer, "clk", qdev_get_clock_out(Clocks, "fclk0"));
    sysbus_realize_and_unref(SYS_BUS_DEVICE(Timer), &error_abort);
    sysbus_mmio_map(SYS_BUS_DEVICE(Timer), 0, 0x1c110000);
    sysbus_connect_irq(SYS_BUS_DEVICE(Timer), 0, Line.Irq);
    qom_system_reset();
  }

  /// 50 MHz times 40 by 80: a tick of 40 ns.
  void tickEvery40Ns() {
    Slcr.write(Unlock, 0xdf0d);
    Slcr.write(PllCtrl, 40 << 12);
    Slcr.write(Fpga0ClkCtrl, 20 << 8 | 4 << 20);
  }

  unsigned hertz(const char *Name) {
    return clock_get_hz(qdev_get_clock_out(Clocks, Name));
  }

  Registers Slcr{0xf8000000};
  Registers Regs{0x1c110000};
  Probe Line;
  Clock *Crystal;
  DeviceState *Clocks;
  DeviceState *Timer;
};

TEST_F(ClockScript, ResetClocks) {
  EXPECT_EQ(Slcr.read(PllCtrl), 0x1a008u);
  EXPECT_EQ(Slcr.read(UartClkCtrl), 0x3f03u);
  EXPECT_EQ(Slcr.read(Fpga0ClkCtrl), 0x101800u);
  EXPECT_EQ(Slcr.read(PllStatus), 0x24u);
  EXPECT_NEAR(hertz("io_pll"), 50e6 * 26, 2);
  EXPECT_NEAR(hertz("uart_ref"), 50e6 * 26 / 63, 2);
  EXPECT_NEAR(hertz("fclk0"), 50e6 * 26 / 24, 2);
}

TEST_F(ClockScript, LockedRegistersKeepTheirValue) {
  EXPECT_EQ(Slcr.read(LockStatus), 1u);
  Slcr.write(UartClkCtrl, 0);
  EXPECT_EQ(Slcr.read(UartClkCtrl), 0x3f03u);
  Slcr.write(Unlock, 0x1234);
  EXPECT_EQ(Slcr.read(LockStatus), 1u) << "not the key";
  Slcr.write(Unlock, 0xdf0d);
  EXPECT_EQ(Slcr.read(LockStatus), 0u);
  Slcr.write(UartClkCtrl, 0);
  EXPECT_EQ(Slcr.read(UartClkCtrl), 0u);
  EXPECT_EQ(hertz("uart_ref"), 0u) << "neither UART's clock is active";
  Slcr.write(Lock, 0x767b);
  Slcr.write(UartClkCtrl, 0x3f03);
  EXPECT_EQ(Slcr.read(UartClkCtrl), 0u);
}

TEST_F(ClockScript, BypassPassesTheCrystalOn) {
  Slcr.write(Unlock, 0xdf0d);
  Slcr.write(PllCtrl, 0x1a010);
  EXPECT_EQ(hertz("io_pll"), 50000000u);
  Slcr.write(PllCtrl, 0x1a001);
  EXPECT_EQ(hertz("io_pll"), 50000000u);
  EXPECT_EQ(Slcr.read(PllStatus), 0x20u) << "in reset it locks on nothing";
}

TEST_F(ClockScript, ACrystalReachesAllOutputs) {
  tickEvery40Ns();
  EXPECT_EQ(hertz("fclk0"), 25000000u);
  clock_update_ns(Crystal, 40);
  EXPECT_EQ(hertz("io_pll"), 1000000000u);
  EXPECT_EQ(hertz("fclk0"), 12500000u);
}

TEST_F(ClockScript, TheAliasIsTheInnerClock) {
  DeviceState *Pll =
      DEVICE(object_resolve_path_component(OBJECT(Clocks), "pll"));
  EXPECT_EQ(qdev_get_clock_out(Clocks, "io_pll"),
            qdev_get_clock_out(Pll, "out"));
}

TEST_F(ClockScript, TimerResetValues) {
  for (hwaddr Counter : {hwaddr(0), Second}) {
    EXPECT_EQ(Regs.read(Counter + Value), 0xffffffffu);
    EXPECT_EQ(Regs.read(Counter + Control), 0x20u);
    EXPECT_EQ(Regs.read(Counter + Load), 0u);
  }
  EXPECT_EQ(Regs.read(0xfe0), 0x04u);
  EXPECT_EQ(Regs.read(0xfe4), 0x18u);
}

TEST_F(ClockScript, PeriodicCounterReloads) {
  tickEvery40Ns();
  Regs.write(Load, 100);
  Regs.write(Control, Enable | Periodic | Interrupt | Wide);
  passNs(40 * 99);
  EXPECT_EQ(Regs.read(Value), 1u);
  EXPECT_EQ(Line.Level, 0);
  passNs(40);
  EXPECT_EQ(Regs.read(Value), 100u);
  EXPECT_EQ(Regs.read(MIS), 1u);
  EXPECT_EQ(Line.Level, 1);
  Regs.write(IntClr, 1);
  EXPECT_EQ(Line.Level, 0);
  Regs.write(BgLoad, 10);
  EXPECT_EQ(Regs.read(Value), 100u) << "the new load waits for the end";
  passNs(40 * 100);
  EXPECT_EQ(Regs.read(Value), 10u);
  EXPECT_EQ(Line.Rises, 2u);
}

TEST_F(ClockScript, OneShotStops) {
  tickEvery40Ns();
  Regs.write(Control, Enable | OneShot | Wide);
  Regs.write(Load, 5);
  passNs(1000);
  EXPECT_EQ(Regs.read(Value), 0u);
  EXPECT_EQ(Regs.read(RIS), 1u);
  EXPECT_EQ(Regs.read(MIS), 0u);
  EXPECT_EQ(Line.Level, 0) << "its interrupt is not enabled";
  Regs.write(Load, 7);
  EXPECT_EQ(Regs.read(Value), 7u) << "a load starts it again";
}

TEST_F(ClockScript, FreeRunningWrapsAtItsSize) {
  tickEvery40Ns();
  Regs.write(Control, Enable | Interrupt);
  Regs.write(Load, 0x20003);
  EXPECT_EQ(Regs.read(Value), 3u);
  passNs(40 * 3);
  EXPECT_EQ(Regs.read(Value), 0xffffu);
  EXPECT_EQ(Line.Level, 1);
}

TEST_F(ClockScript, PrescalerAndSecondCounter) {
  tickEvery40Ns();
  Regs.write(Second + Load, 10);
  Regs.write(Second + Control, Enable | Periodic | Interrupt | Wide | By16);
  passNs(40 * 16 * 9);
  EXPECT_EQ(Regs.read(Second + Value), 1u);
  EXPECT_EQ(Regs.read(Value), 0xffffffffu) << "the first one stands";
  passNs(40 * 16);
  EXPECT_EQ(Line.Level, 1);
  EXPECT_EQ(Regs.read(Second + RIS), 1u);
  EXPECT_EQ(Regs.read(RIS), 0u);
}

/// What was counted at the old rate stays counted.
TEST_F(ClockScript, AClockThatChangesInBetween) {
  tickEvery40Ns();
  Regs.write(Load, 100);
  Regs.write(Control, Enable | Periodic | Interrupt | Wide);
  passNs(40 * 50);
  clock_update_ns(Crystal, 40);
  passNs(40 * 50);
  EXPECT_EQ(Regs.read(Value), 25u);
  clock_update(Crystal, 0);
  passNs(NANOSECONDS_PER_SECOND);
  EXPECT_EQ(Regs.read(Value), 25u) << "no clock, no time";
  clock_update_ns(Crystal, 20);
  passNs(40 * 25);
  EXPECT_EQ(Line.Level, 1);
}

TEST_F(ClockScript, RealizeNeedsAClock) {
  for (const char *Type : {"sp804", "zynq-clocks"}) {
    Error *Err = nullptr;
    EXPECT_FALSE(sysbus_realize_and_unref(SYS_BUS_DEVICE(qdev_new(Type)), &Err))
        << Type;
    error_free(Err);
  }
}

TEST_F(ClockScript, TheControllerGoesFirst) {
  tickEvery40Ns();
  Regs.write(Load, 100);
  Regs.write(Control, Enable | Periodic | Interrupt | Wide);
  MemoryRegion *Region = sysbus_mmio_get_region(SYS_BUS_DEVICE(Clocks), 0);
  Clock *In = qdev_get_clock_in(Timer, "clk");
  object_unparent(OBJECT(Clocks));
  drain_call_rcu();
  EXPECT_TRUE(clock_has_source(In)) << "what is mapped keeps its owner";
  memory_region_del_subregion(get_system_memory(), Region);
  drain_call_rcu();
  EXPECT_FALSE(clock_has_source(In));
  passNs(40 * 100);
  EXPECT_EQ(Line.Level, 1) << "its own clock keeps the last period";
}

TEST_F(ClockScript, UnplugWhileCounting) {
  tickEvery40Ns();
  Regs.write(Load, 100);
  Regs.write(Control, Enable | Periodic | Interrupt | Wide);
  object_unparent(OBJECT(Timer));
  passNs(NANOSECONDS_PER_SECOND);
  EXPECT_EQ(Line.Rises, 0u);
}

} // namespace
