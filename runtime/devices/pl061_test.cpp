//===- pl061_test.cpp - A script for two GPIOs that are wired up ----------===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "runtime/devices/testing.h"

namespace {

using namespace qom::testing;

constexpr hwaddr Dir = 0x400, Is = 0x404, Ibe = 0x408, Iev = 0x40c, Ie = 0x410,
                 Ris = 0x414, Mis = 0x418, Ic = 0x41c, Afsel = 0x420;

/// The address of the data register for some pins.
constexpr hwaddr data(uint8_t Mask) { return Mask << 2; }

/// Pin 0 of the first drives pin 0 of the second, pin 1 goes the other way.
class PL061Script : public DeviceScript {
protected:
  void SetUp() override {
    DeviceScript::SetUp();
    First = make(0x9030000, FirstLine);
    Second = make(0x9031000, SecondLine);
    qdev_connect_gpio_out(First, 0, qdev_get_gpio_in(Second, 0));
    qdev_connect_gpio_out(Second, 1, qdev_get_gpio_in(First, 1));
    qdev_connect_gpio_out(First, 7, Pin.Irq);
  }

  DeviceState *make(hwaddr Address, Probe &Line) {
    return sysbus_create_simple("pl061", Address, Line.Irq);
  }

  Registers A{0x9030000};
  Registers B{0x9031000};
  Probe FirstLine, SecondLine, Pin;
  DeviceState *First;
  DeviceState *Second;
};

TEST_F(PL061Script, ResetValues) {
  for (hwaddr Offset : {Dir, Is, Ibe, Iev, Ie, Ris, Mis, Afsel, data(0xff)})
    EXPECT_EQ(A.read(Offset), 0u) << "offset " << Offset;
  const uint32_t Ids[] = {0x61, 0x10, 0x04, 0x00, 0x0d, 0xf0, 0x05, 0xb1};
  for (unsigned I = 0; I < 8; ++I)
    EXPECT_EQ(A.read(0xfe0 + 4 * I), Ids[I]) << "identification " << I;
}

TEST_F(PL061Script, TheAddressMasksData) {
  A.write(Dir, 0xff);
  A.write(data(0xff), 0xa5);
  A.write(data(0x0f), 0xff);
  EXPECT_EQ(A.read(data(0xff)), 0xafu);
  EXPECT_EQ(A.read(data(0x81)), 0x81u);
}

TEST_F(PL061Script, APinThatIsInDrivesNothing) {
  A.write(data(0x80), 0x80);
  EXPECT_EQ(Pin.Level, 0);
  A.write(Dir, 0x80);
  A.write(data(0x80), 0x80);
  EXPECT_EQ(Pin.Level, 1);
  A.write(Dir, 0);
  EXPECT_EQ(Pin.Level, 0);
}

TEST_F(PL061Script, BothWays) {
  A.write(Dir, 0x01);
  B.write(Dir, 0x02);
  A.write(data(0x01), 0x01);
  B.write(data(0x02), 0x02);
  EXPECT_EQ(A.read(data(0xff)), 0x03u);
  EXPECT_EQ(B.read(data(0xff)), 0x03u);
  A.write(data(0x01), 0);
  EXPECT_EQ(B.read(data(0xff)), 0x02u);
}

TEST_F(PL061Script, RisingEdgeIsRemembered) {
  A.write(Dir, 0x01);
  B.write(Iev, 0x01);
  B.write(Ie, 0x01);
  A.write(data(0x01), 0x01);
  EXPECT_EQ(B.read(Mis), 0x01u);
  A.write(data(0x01), 0);
  EXPECT_EQ(SecondLine.Level, 1) << "the edge stays when the level goes";
  B.write(Ic, 0x01);
  EXPECT_EQ(SecondLine.Level, 0);
  EXPECT_EQ(SecondLine.Rises, 1u) << "the fall did not count";
}

TEST_F(PL061Script, FallingAndBothEdges) {
  A.write(Dir, 0x01);
  A.write(data(0x01), 0x01);
  EXPECT_EQ(B.read(Ris), 0u);
  A.write(data(0x01), 0);
  EXPECT_EQ(B.read(Ris), 0x01u);
  EXPECT_EQ(B.read(Mis), 0u) << "it is masked";
  B.write(Ic, 0xff);
  B.write(Ibe, 0x01);
  A.write(data(0x01), 0x01);
  EXPECT_EQ(B.read(Ris), 0x01u);
}

TEST_F(PL061Script, LevelsComeAndGo) {
  A.write(Dir, 0x01);
  B.write(Is, 0x01);
  B.write(Iev, 0x01);
  B.write(Ie, 0x01);
  A.write(data(0x01), 0x01);
  EXPECT_EQ(SecondLine.Level, 1);
  B.write(Ic, 0x01);
  EXPECT_EQ(SecondLine.Level, 1) << "a level cannot be cleared";
  A.write(data(0x01), 0);
  EXPECT_EQ(SecondLine.Level, 0);
  B.write(Iev, 0);
  EXPECT_EQ(SecondLine.Level, 1) << "low is the level to report now";
}

TEST_F(PL061Script, OutputsRaiseNoInterrupt) {
  A.write(Dir, 0x01);
  A.write(Ibe, 0x01);
  A.write(Ie, 0x01);
  A.write(data(0x01), 0x01);
  EXPECT_EQ(A.read(Ris), 0u);
}

TEST_F(PL061Script, ResetLetsGo) {
  A.write(Dir, 0x81);
  A.write(data(0x81), 0x81);
  qom_system_reset();
  EXPECT_EQ(Pin.Level, 0);
  EXPECT_EQ(B.read(data(0x01)), 0u);
}

/// The link to the peer's line is strong: that line outlives its device, and
/// may not be driven then.
TEST_F(PL061Script, ThePeerGoesFirst) {
  Object *Wire = OBJECT(qdev_get_gpio_in(Second, 0));
  memory_region_del_subregion(
      get_system_memory(), sysbus_mmio_get_region(SYS_BUS_DEVICE(Second), 0));
  object_unparent(OBJECT(Second));
  drain_call_rcu();
  EXPECT_EQ(Wire->ref, 1u);
  EXPECT_EQ(A.read(data(0xff)), 0u);
  qdev_connect_gpio_out(First, 0, nullptr);
}

} // namespace
