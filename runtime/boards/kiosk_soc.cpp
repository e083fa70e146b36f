//===- kiosk_soc.cpp - A system on a chip, in C++ -------------------------===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// As sensor_soc.c, embedded parts behind one region, two of them in C++.
//
// Lifetime: each Child has a reference besides its property's, so that the
// parts outlive the destructor's body; the bus has one more until a grace
// period is over, and must not have it longer than the storage lasts. So
// unrealize unparents the parts: the bus lets go of them before it lets go of
// the chip.
//
//===----------------------------------------------------------------------===//
#include "runtime/boards/kiosk_soc.hpp"

#include "qom/type.hpp"

using namespace qom;
using namespace qom::boards;

KioskSoc::KioskSoc()
    : Container(MemoryRegion::init_container(Size).to_child(this, "container")),
      Vic(pin_init<PL190State>().to_child(this, "vic")),
      Uart(pin_init<devices::PL011>().to_child(this, "uart")),
      Watchdog(pin_init<devices::SP805>().to_child(this, "watchdog")),
      Input(Owned<Clock>::from(
          *qdev_alias_clock(as_ptr<DeviceState>(*Watchdog), "clk",
                            as_ptr<DeviceState>(*this), "refclk"))) {
  auto *Self = as_ptr<SysBusDevice>(*this);
  sysbus_init_mmio(Self, Container.get());
  map(as_ptr<SysBusDevice>(*Vic), VicOffset);
  map(as_ptr<SysBusDevice>(*Uart), UartOffset);
  map(as_ptr<SysBusDevice>(*Watchdog), WatchdogOffset);
  qdev_connect_clock_in(as_ptr<DeviceState>(*Uart), "clk", Input.get());
  sysbus_pass_irq(Self, as_ptr<SysBusDevice>(*Vic));
  qdev_pass_gpios(as_ptr<DeviceState>(*Vic), DEVICE(Self), nullptr);
  qdev_pass_gpios(as_ptr<DeviceState>(*Watchdog), DEVICE(Self), SP805_RESET);
  object_property_add_alias(OBJECT(Self), "serial", as_ptr<Object>(*Uart),
                            "chardev");
}

void KioskSoc::map(SysBusDevice *Part, hwaddr At) {
  memory_region_add_subregion(Container.get(), At,
                              sysbus_mmio_get_region(Part, 0));
}

/// In the order in which they are realized.
std::array<SysBusDevice *, 3> KioskSoc::parts() {
  return {as_ptr<SysBusDevice>(*Vic), as_ptr<SysBusDevice>(*Uart),
          as_ptr<SysBusDevice>(*Watchdog)};
}

bool KioskSoc::realizePart(SysBusDevice *Part, int Line, Error **Errp) {
  if (!sysbus_realize(Part, Errp))
    return false;
  sysbus_connect_irq(Part, 0,
                     qdev_get_gpio_in(as_ptr<DeviceState>(*this), Line));
  return true;
}

/// Without a clock, it is the watchdog that fails.
bool KioskSoc::realize(Error **Errp) {
  bool Done = sysbus_realize(as_ptr<SysBusDevice>(*Vic), Errp) &&
              realizePart(as_ptr<SysBusDevice>(*Uart), UartLine, Errp) &&
              realizePart(as_ptr<SysBusDevice>(*Watchdog), WatchdogLine, Errp);
  if (!Done)
    unrealize();
  return Done;
}

void KioskSoc::unrealize() {
  for (SysBusDevice *Part : parts()) {
    memory_region_del_subregion(Container.get(),
                                sysbus_mmio_get_region(Part, 0));
    object_unparent(OBJECT(Part));
  }
}

namespace {

KioskSoc &soc(DeviceState *Dev) { return unsafe_cast<KioskSoc>(*Dev); }

void initClass(ObjectClass *Class, const void *) {
  DeviceClass *Device = DEVICE_CLASS(Class);
  Device->realize = [](DeviceState *Dev, Error **Errp) {
    soc(Dev).realize(Errp);
  };
  Device->unrealize = [](DeviceState *Dev) { soc(Dev).unrealize(); };
  // The parts are gone after the first time.
  Device->user_creatable = false;
}

void registerType() {
  TypeInfo Info = type_info<KioskSoc>();
  Info.class_init = initClass;
  type_register(&Info);
}
type_init(registerType)

} // namespace
