//===- sp805_test.cpp - A script for the watchdog -------------------------===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "runtime/devices/sp805.hpp"

#include "runtime/devices/testing.h"

namespace {

using namespace qom;
using namespace qom::testing;

constexpr hwaddr Load = 0x00, Value = 0x04, Control = 0x08, IntClr = 0x0c,
                 RIS = 0x10, MIS = 0x14, Lock = 0xc00;
constexpr uint32_t Enable = 1, Reset = 2;

/// A tick of 1000 ns.
class WatchdogScript : public DeviceScript {
protected:
  void SetUp() override {
    DeviceScript::SetUp();
    Source = clock_new(qdev_get_machine(), "source");
    clock_set_ns(Source, 1000);
    Owned<devices::SP805> Made = qom::object_new<devices::SP805>();
    Dev = as_ptr<DeviceState>(Made);
    qdev_connect_clock_in(Dev, "clk", Source);
    sysbus_realize(as_ptr<SysBusDevice>(Made), &error_abort);
    sysbus_mmio_map(as_ptr<SysBusDevice>(Made), 0, 0x9000000);
    sysbus_connect_irq(as_ptr<SysBusDevice>(Made), 0, Line.Irq);
    qdev_connect_gpio_out_named(Dev, SP805_RESET, 0, ResetLine.Irq);
    qom_system_reset();
  }

  static void ticks(unsigned Count) { passNs(1000 * int64_t(Count)); }

  Registers Regs{0x9000000};
  Probe Line, ResetLine;
  Clock *Source;
  DeviceState *Dev;
};

TEST_F(WatchdogScript, ResetValues) {
  EXPECT_EQ(Regs.read(Load), 0xffffffffu);
  EXPECT_EQ(Regs.read(Value), 0xffffffffu);
  EXPECT_EQ(Regs.read(Control), 0u);
  EXPECT_EQ(Regs.read(Lock), 0u);
  EXPECT_EQ(Regs.read(0xfe0), 0x05u);
  EXPECT_EQ(Regs.read(0xfe4), 0x18u);
}

TEST_F(WatchdogScript, InterruptsThenResets) {
  Regs.write(Load, 10);
  Regs.write(Control, Enable | Reset);
  ticks(9);
  EXPECT_EQ(Regs.read(Value), 1u);
  EXPECT_EQ(Line.Level, 0);
  ticks(1);
  EXPECT_EQ(Line.Level, 1);
  EXPECT_EQ(Regs.read(MIS), 1u);
  EXPECT_EQ(Regs.read(Value), 10u) << "it begins again";
  EXPECT_EQ(ResetLine.Level, 0);
  ticks(10);
  EXPECT_EQ(ResetLine.Level, 1);
  qom_system_reset();
  EXPECT_EQ(ResetLine.Level, 0);
  EXPECT_EQ(Line.Level, 0);
}

TEST_F(WatchdogScript, AnAnswerIsEnough) {
  Regs.write(Load, 10);
  Regs.write(Control, Enable | Reset);
  for (int I = 0; I < 5; ++I) {
    ticks(15);
    EXPECT_EQ(Line.Level, 1);
    Regs.write(IntClr, 1);
    EXPECT_EQ(Line.Level, 0);
    EXPECT_EQ(Regs.read(Value), 10u);
  }
  EXPECT_EQ(ResetLine.Rises, 0u);
}

TEST_F(WatchdogScript, NoResetUnlessEnabled) {
  Regs.write(Load, 10);
  Regs.write(Control, Enable);
  ticks(100);
  EXPECT_EQ(Regs.read(RIS), 1u);
  EXPECT_EQ(ResetLine.Rises, 0u);
}

TEST_F(WatchdogScript, LockedRegistersKeepTheirValue) {
  Regs.write(Lock, 0);
  EXPECT_EQ(Regs.read(Lock), 1u);
  Regs.write(Load, 10);
  EXPECT_EQ(Regs.read(Load), 0xffffffffu);
  Regs.write(Lock, 0x1acce551);
  Regs.write(Load, 10);
  EXPECT_EQ(Regs.read(Load), 10u);
}

TEST_F(WatchdogScript, AClockThatChangesInBetween) {
  Regs.write(Load, 10);
  Regs.write(Control, Enable);
  ticks(5);
  clock_update_ns(Source, 2000);
  ticks(4);
  EXPECT_EQ(Regs.read(Value), 3u);
  clock_update(Source, 0);
  ticks(100);
  EXPECT_EQ(Regs.read(Value), 3u) << "no clock, no time";
  clock_update_ns(Source, 1000);
  ticks(3);
  EXPECT_EQ(Line.Level, 1);
}

TEST_F(WatchdogScript, SwitchedOffItStands) {
  Regs.write(Load, 10);
  Regs.write(Control, Enable);
  ticks(5);
  Regs.write(Control, 0);
  ticks(5);
  EXPECT_EQ(Regs.read(Value), 5u);
  Regs.write(Control, Enable);
  EXPECT_EQ(Regs.read(Value), 10u);
}

TEST_F(WatchdogScript, RealizeNeedsAClock) {
  Error *Err = nullptr;
  Owned<devices::SP805> Second = qom::object_new<devices::SP805>();
  EXPECT_FALSE(sysbus_realize(as_ptr<SysBusDevice>(Second), &Err));
  error_free(Err);
}

TEST_F(WatchdogScript, UnplugWhileCounting) {
  Regs.write(Load, 10);
  Regs.write(Control, Enable);
  object_unparent(OBJECT(Dev));
  ticks(100);
  EXPECT_EQ(Line.Rises, 0u);
}

} // namespace
