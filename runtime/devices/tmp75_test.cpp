//===- tmp75_test.cpp - A script for the sensor and its bus ---------------===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "runtime/devices/i2c_guest.h"

#include "qom/i2c.h"

namespace {

using namespace qom::testing;

enum { Temperature, Config, Low, High };

class TMP75Script : public DeviceScript {
protected:
  void SetUp() override {
    DeviceScript::SetUp();
    Controller = sysbus_create_simple("ocores-i2c", 0x10040000, Line.Irq);
    Bus = I2C_BUS(qdev_get_child_bus(Controller, "i2c"));
    Sensor = DEVICE(i2c_slave_create_simple(Bus, "tmp75", 0x48));
    qdev_connect_gpio_out(Sensor, 0, Alert.Irq);
    qom_system_reset();
    Guest.enable();
  }

  void heat(int Thousandths) {
    object_property_set_int(OBJECT(Sensor), "temperature", Thousandths,
                            &error_abort);
  }

  Registers Regs{0x10040000};
  I2CGuest Guest{Regs};
  Probe Line, Alert;
  DeviceState *Controller;
  I2CBus *Bus;
  DeviceState *Sensor;
};

TEST_F(TMP75Script, ControllerResetValues) {
  qom_system_reset();
  EXPECT_EQ(Regs.read(0x00), 0xffu);
  EXPECT_EQ(Regs.read(0x04), 0xffu);
  EXPECT_EQ(Regs.read(0x08), 0u);
  EXPECT_EQ(Regs.read(0x10), 0u);
}

TEST_F(TMP75Script, NobodyAnswers) {
  EXPECT_FALSE(Guest.select(0x49, false));
  EXPECT_TRUE(Guest.select(0x48, false));
  Guest.stop();
}

TEST_F(TMP75Script, BusyFromStartToStop) {
  Guest.select(0x48, false);
  EXPECT_EQ(Regs.read(0x10) & 0x40, 0x40u);
  EXPECT_TRUE(i2c_bus_busy(Bus));
  Guest.stop();
  EXPECT_EQ(Regs.read(0x10) & 0x40, 0u);
  EXPECT_FALSE(i2c_bus_busy(Bus));
}

TEST_F(TMP75Script, AnInterruptForEachByte) {
  Regs.write(0x10, 0x01);
  EXPECT_EQ(Line.Level, 0);
  Guest.select(0x48, false);
  EXPECT_EQ(Line.Level, 1);
  Regs.write(0x10, 0x01);
  EXPECT_EQ(Line.Level, 0);
  Guest.stop();
}

TEST_F(TMP75Script, DisabledItDoesNothing) {
  Regs.write(0x08, 0);
  Guest.select(0x48, false);
  EXPECT_FALSE(i2c_bus_busy(Bus));
}

TEST_F(TMP75Script, SensorResetValues) {
  EXPECT_EQ(Guest.read16(0x48, Temperature), 0u);
  EXPECT_EQ(Guest.read16(0x48, Low), 0x4b00u);
  EXPECT_EQ(Guest.read16(0x48, High), 0x5000u);
  EXPECT_EQ(Guest.read16(0x48, Config), 0u);
  EXPECT_EQ(Alert.Level, 1) << "active low";
}

TEST_F(TMP75Script, TheResolutionIsConfigured) {
  heat(25437);
  EXPECT_EQ(Guest.read16(0x48, Temperature), 0x1900u) << "nine bits";
  Guest.write8(0x48, Config, 0x60);
  heat(25437);
  EXPECT_EQ(Guest.read16(0x48, Temperature), 0x1960u) << "twelve bits";
  heat(-10500);
  EXPECT_EQ(Guest.read16(0x48, Temperature), 0xf580u);
}

TEST_F(TMP75Script, LimitsKeepTwelveBits) {
  Guest.write16(0x48, High, 0x1fff);
  EXPECT_EQ(Guest.read16(0x48, High), 0x1ff0u);
  EXPECT_EQ(Guest.read16(0x48, Low), 0x4b00u);
}

TEST_F(TMP75Script, Thermostat) {
  heat(79500);
  EXPECT_EQ(Alert.Level, 1);
  heat(80000);
  EXPECT_EQ(Alert.Level, 0);
  heat(76000);
  EXPECT_EQ(Alert.Level, 0) << "not yet below the lower limit";
  heat(74500);
  EXPECT_EQ(Alert.Level, 1);
}

TEST_F(TMP75Script, InterruptUntilItIsRead) {
  Guest.write8(0x48, Config, 0x06);
  EXPECT_EQ(Alert.Level, 0) << "active high now";
  heat(81000);
  EXPECT_EQ(Alert.Level, 1);
  Guest.read16(0x48, Temperature);
  EXPECT_EQ(Alert.Level, 0);
  heat(90000);
  EXPECT_EQ(Alert.Level, 0) << "cold is what it waits for";
  heat(70000);
  EXPECT_EQ(Alert.Level, 1);
}

TEST_F(TMP75Script, FaultsInARow) {
  Guest.write8(0x48, Config, 0x08);
  heat(81000);
  heat(20000);
  heat(81000);
  EXPECT_EQ(Alert.Level, 1) << "never two in a row";
  heat(82000);
  EXPECT_EQ(Alert.Level, 0);
}

TEST_F(TMP75Script, ShutDownItConvertsOnDemand) {
  Guest.write8(0x48, Config, 0x01);
  heat(30000);
  EXPECT_EQ(Guest.read16(0x48, Temperature), 0u);
  Guest.write8(0x48, Config, 0x81);
  EXPECT_EQ(Guest.read16(0x48, Temperature), 0x1e00u);
  EXPECT_EQ(Guest.read16(0x48, Config), 0x0101u);
}

TEST_F(TMP75Script, NoSuchTemperature) {
  Error *Err = nullptr;
  EXPECT_FALSE(
      object_property_set_int(OBJECT(Sensor), "temperature", 200000, &Err));
  error_free(Err);
}

/// The bus has taken it already, and gives it back.
TEST_F(TMP75Script, AnAddressThatItCannotHave) {
  I2CSlave *Second = i2c_slave_new("tmp75", 0x20);
  Error *Err = nullptr;
  EXPECT_FALSE(i2c_slave_realize_and_unref(Second, Bus, &Err));
  error_free(Err);
  drain_call_rcu();
  EXPECT_EQ(Bus->qbus.num_children, 1);
}

TEST_F(TMP75Script, TwoOnOneBus) {
  DeviceState *Second = DEVICE(i2c_slave_new("tmp75", 0x4f));
  object_property_set_int(OBJECT(Second), "temperature", 40000, &error_abort);
  i2c_slave_realize_and_unref(I2C_SLAVE(Second), Bus, &error_abort);
  heat(10000);
  EXPECT_EQ(Guest.read16(0x4f, Temperature), 0x2800u);
  EXPECT_EQ(Guest.read16(0x48, Temperature), 0x0a00u);
}

TEST_F(TMP75Script, RealizeAgain) {
  object_ref(Sensor);
  qdev_unrealize(Sensor);
  object_property_set_bool(OBJECT(Sensor), "realized", true, &error_abort);
  EXPECT_TRUE(Guest.select(0x48, true));
  Guest.stop();
  object_unparent(OBJECT(Sensor));
  object_unref(Sensor);
}

TEST_F(TMP75Script, UnplugBetweenTransfers) {
  object_unparent(OBJECT(Sensor));
  EXPECT_FALSE(Guest.select(0x48, false));
}

TEST_F(TMP75Script, TheControllerTakesTheBusWithIt) {
  memory_region_del_subregion(
      get_system_memory(),
      sysbus_mmio_get_region(SYS_BUS_DEVICE(Controller), 0));
  object_ref(Sensor);
  object_unparent(OBJECT(Controller));
  drain_call_rcu();
  EXPECT_FALSE(qdev_is_realized(Sensor));
  EXPECT_EQ(qdev_get_parent_bus(Sensor), nullptr);
  EXPECT_EQ(OBJECT(Sensor)->ref, 1u);
  object_unref(Sensor);
}

} // namespace
