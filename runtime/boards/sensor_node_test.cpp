//===- sensor_node_test.cpp - A script for the whole board ----------------===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "runtime/boards/sensor_node.h"
#include "runtime/boards/sensor_soc.h"
#include "runtime/devices/i2c_guest.h"

#include "qom/chardev.h"
#include "qom/machine.h"

#include <string>

namespace {

using namespace qom::testing;

constexpr hwaddr IrqStatus = 0x00, FiqStatus = 0x04, IntSelect = 0x0c,
                 IntEnable = 0x10;

class SensorNodeScript : public DeviceScript {
protected:
  SensorNodeScript() : DeviceScript("sensor-node-machine") {}

  void SetUp() override {
    DeviceScript::SetUp();
    Soc = DEVICE(object_resolve_path("/machine/soc", nullptr));
    Sensor = onTheBus(SENSOR_NODE_SENSOR_ADDRESS);
    sysbus_connect_irq(SYS_BUS_DEVICE(Soc), 0, Irq.Irq);
    sysbus_connect_irq(SYS_BUS_DEVICE(Soc), 1, Fiq.Irq);
    qdev_connect_gpio_out(Soc, 7, Led.Irq);
  }

  void makeBackends() override {
    qom_set_serial_hd(0, qemu_chr_new("console", "ringbuf", nullptr));
  }

  static Registers at(hwaddr Offset) {
    return Registers(SENSOR_NODE_SOC + Offset);
  }

  DeviceState *onTheBus(uint8_t Address) {
    BusChild *Kid;
    QTAILQ_FOREACH(Kid, &SENSOR_SOC(Soc)->i2c.bus->qbus.children, sibling) {
      if (I2C_SLAVE(Kid->child)->address == Address)
        return Kid->child;
    }
    return nullptr;
  }

  void loopBack(const std::string &Text) {
    Uart.write(0x2c, 0x10);
    Uart.write(0x30, 0x381);
    for (char C : Text)
      Uart.write(0x00, C);
  }

  void unmapSoc() {
    memory_region_del_subregion(get_system_memory(),
                                sysbus_mmio_get_region(SYS_BUS_DEVICE(Soc), 0));
  }

  Registers Clocks = at(SENSOR_SOC_CLOCKS), Uart = at(SENSOR_SOC_UART),
            Timer = at(SENSOR_SOC_TIMER), Gpio = at(SENSOR_SOC_GPIO),
            Vic = at(SENSOR_SOC_VIC);
  I2CGuest I2C{at(SENSOR_SOC_I2C)};
  Probe Irq, Fiq, Led;
  DeviceState *Soc = nullptr;
  DeviceState *Sensor = nullptr;
};

TEST_F(SensorNodeScript, EveryPartIsWhereItShouldBe) {
  EXPECT_EQ(Clocks.read(0x108), 0x1a008u);
  EXPECT_EQ(Uart.read(0xfe0), 0x11u);
  EXPECT_EQ(Timer.read(0xfe0), 0x04u);
  EXPECT_EQ(Gpio.read(0xfe0), 0x61u);
  EXPECT_EQ(at(SENSOR_SOC_I2C).read(0), 0xffu);
  EXPECT_EQ(Vic.read(0xfe0), 0x90u);
}

/// As firmware would: clocks, then a tick, then heat, then a word about it.
TEST_F(SensorNodeScript, AnAlertIsReported) {
  Clocks.write(0x008, 0xdf0d);
  Clocks.write(0x108, 40 << 12);
  Clocks.write(0x170, 20 << 8 | 4 << 20);
  Vic.write(IntEnable, 1 << SENSOR_SOC_IRQ_TIMER | 1 << SENSOR_SOC_IRQ_GPIO);
  Vic.write(IntSelect, 1 << SENSOR_SOC_IRQ_GPIO);

  Timer.write(0x00, 1000);
  Timer.write(0x08, 0xe2);
  passNs(40 * 999);
  EXPECT_EQ(Irq.Level, 0);
  passNs(40);
  EXPECT_EQ(Irq.Level, 1);
  EXPECT_EQ(Vic.read(IrqStatus), 1u << SENSOR_SOC_IRQ_TIMER);
  Timer.write(0x0c, 1);
  EXPECT_EQ(Irq.Level, 0);

  I2C.enable();
  Gpio.write(0x400, 0x80);
  Gpio.write(0x410, 1 << SENSOR_NODE_ALERT_PIN);
  object_property_set_int(OBJECT(Sensor), "temperature", 85000, &error_abort);
  EXPECT_EQ(Fiq.Level, 1);
  EXPECT_EQ(Vic.read(FiqStatus), 1u << SENSOR_SOC_IRQ_GPIO);
  Gpio.write(0x41c, 0xff);
  EXPECT_EQ(Fiq.Level, 0);
  EXPECT_EQ(I2C.read16(SENSOR_NODE_SENSOR_ADDRESS, 0), 0x5500u);
  EXPECT_EQ(I2C.read16(0x49, 0), 0u) << "the die has its own";

  Gpio.write(0x80 << 2, 0x80);
  EXPECT_EQ(Led.Level, 1);
  Uart.write(0x30, 0x301);
  for (char C : std::string("hot"))
    Uart.write(0x00, C);
  g_autofree char *Said = qmp_ringbuf_read("console", 16, &error_abort);
  EXPECT_STREQ(Said, "hot");
}

TEST_F(SensorNodeScript, ResetQuietsEverything) {
  Gpio.write(0x400, 0x80);
  Gpio.write(0x80 << 2, 0x80);
  Vic.write(IntEnable, 1);
  Vic.write(0x18, 1);
  EXPECT_EQ(Irq.Level, 1);
  qom_system_reset();
  EXPECT_EQ(Irq.Level, 0);
  EXPECT_EQ(Led.Level, 0);
}

/// Saved in the middle of things, loaded after a reset has ended them.
TEST_F(SensorNodeScript, SaveAndLoad) {
  Clocks.write(0x008, 0xdf0d);
  Clocks.write(0x108, 40 << 12);
  Clocks.write(0x170, 20 << 8 | 4 << 20);
  Timer.write(0x00, 1000);
  Timer.write(0x08, 0xe2);
  Vic.write(IntEnable, 1 << SENSOR_SOC_IRQ_TIMER);
  Gpio.write(0x400, 0x80);
  Gpio.write(0x80 << 2, 0x80);
  loopBack("ab");
  Uart.read(0x00);
  I2C.enable();
  I2C.write16(SENSOR_NODE_SENSOR_ADDRESS, 2, 0x1230);
  passNs(40 * 400);

  Clock *Tick = qdev_get_clock_in(DEVICE(&SENSOR_SOC(Soc)->timer), "clk");
  uint32_t Count = OBJECT(Tick)->ref;
  SavedState Saved;
  qom_system_reset();
  passNs(12345);
  loopBack("xyz");
  EXPECT_EQ(Timer.read(0x04), 0xffffffffu);
  Saved.load();

  EXPECT_EQ(OBJECT(Tick)->ref, Count) << "loaded into the clock that was there";
  EXPECT_EQ(clock_get_hz(Tick), 25000000u);
  EXPECT_EQ(Clocks.read(0x00c), 0u);
  EXPECT_EQ(Timer.read(0x04), 600u);
  passNs(40 * 600);
  EXPECT_EQ(Irq.Level, 1);
  EXPECT_EQ(Gpio.read(0x80 << 2), 0x80u);
  EXPECT_EQ(Uart.read(0x00), uint32_t('b'));
  EXPECT_EQ(I2C.read16(SENSOR_NODE_SENSOR_ADDRESS, 2), 0x1230u);
}

TEST_F(SensorNodeScript, TheSocGoesWithAllItHas) {
  object_ref(Sensor);
  unmapSoc();
  object_unparent(OBJECT(Soc));
  drain_call_rcu();
  EXPECT_EQ(object_resolve_path_type("", "pl011", nullptr), nullptr);
  EXPECT_FALSE(qdev_is_realized(Sensor)) << "its bus went";
  object_unref(Sensor);
}

/// A second chip on the same board, which fails at its first part that needs
/// something, or at its very last.
class SecondSoc : public SensorNodeScript,
                  public ::testing::WithParamInterface<bool> {};

TEST_P(SecondSoc, RealizeFails) {
  bool HasParent = GetParam();
  for (bool HasClock : {false, true}) {
    DeviceState *Dev = qdev_new("sensor-soc");
    if (HasParent)
      object_property_add_child(qdev_get_machine(), "second", OBJECT(Dev));
    if (HasClock)
      qdev_connect_clock_in(
          Dev, "ps_clk",
          CLOCK(object_resolve_path("/machine/crystal", nullptr)));
    qdev_prop_set_uint8(Dev, "die-sensor-address", 0x10);
    Error *Err = nullptr;
    EXPECT_FALSE(sysbus_realize_and_unref(SYS_BUS_DEVICE(Dev), &Err));
    EXPECT_NE(strstr(error_get_pretty(Err), HasClock ? "address" : "ps_clk"),
              nullptr)
        << error_get_pretty(Err);
    error_free(Err);
    if (HasParent)
      object_unparent(OBJECT(Dev));
    drain_call_rcu();
  }
  EXPECT_EQ(Uart.read(0xfe0), 0x11u) << "the first one goes on";
}

INSTANTIATE_TEST_SUITE_P(Parent, SecondSoc, ::testing::Bool());

} // namespace
