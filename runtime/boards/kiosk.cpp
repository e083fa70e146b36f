//===- kiosk.cpp - A board, in C++ ----------------------------------------===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The chip, its crystal, a second UART for a modem, and a watchdog that
// restarts all of it.
//
// Lifetime: what build makes it also gives away. An Owned that is still used
// after that is a clone or comes back from the tree; no reference outlives the
// function, and no line of it drops one.
//
//===----------------------------------------------------------------------===//
#include "runtime/boards/kiosk.hpp"

#include "qom/system.h"
#include "qom/type.hpp"

using namespace qom;
using namespace qom::boards;

/// An IRQState is made by a function of its own.
static auto irq(qemu_irq_handler Handler, void *Opaque) {
  auto Init = [=](IRQState *Storage, Object *Owner, const char *Name) {
    qemu_init_irq_child(Owner, Name, Storage, Handler, Opaque, 0);
  };
  return PinInit<IRQState, decltype(Init)>(Init);
}

Kiosk::Kiosk()
    : Crystal(Owned<Clock>::from(*clock_new(as_ptr<Object>(*this), "crystal"))),
      Restart(irq(
                  [](void *Opaque, int, int Level) {
                    if (Level)
                      qemu_bh_schedule(
                          static_cast<Kiosk *>(Opaque)->RestartSoon.get());
                  },
                  this)
                  .to_child(this, "restart")),
      RestartSoon(qemu_bh_new(
          [](void *Opaque) { static_cast<Kiosk *>(Opaque)->restart(); },
          this)) {
  clock_set_hz(Crystal.get(), CrystalHz);
}

void Kiosk::restart() {
  ++Restarts;
  qom_system_reset();
}

Owned<KioskSoc> Kiosk::addSoc() {
  Owned<KioskSoc> Soc = qom::object_new<KioskSoc>();
  property_add_child(*this, "soc", Soc.clone());
  auto *Device = as_ptr<DeviceState>(Soc);
  qdev_connect_clock_in(Device, "refclk", Crystal.get());
  if (serial_hd(0))
    qdev_prop_set_chr(Device, "serial", serial_hd(0));
  sysbus_realize(as_ptr<SysBusDevice>(Soc), &error_fatal);
  sysbus_mmio_map(as_ptr<SysBusDevice>(Soc), 0, SocAddress);
  qdev_connect_gpio_out_named(Device, SP805_RESET, 0, Restart.get());
  return Soc;
}

void Kiosk::addModem(DeviceState &Soc) {
  Owned<devices::PL011> Modem = qom::object_new<devices::PL011>();
  qdev_connect_clock_in(as_ptr<DeviceState>(Modem), "clk", Crystal.get());
  auto *Device = as_ptr<SysBusDevice>(Modem);
  property_add_child(*this, "modem", std::move(Modem));
  if (serial_hd(1))
    qdev_prop_set_chr(DEVICE(Device), "chardev", serial_hd(1));
  sysbus_realize(Device, &error_fatal);
  sysbus_mmio_map(Device, 0, ModemAddress);
  sysbus_connect_irq(Device, 0, qdev_get_gpio_in(&Soc, ModemLine));
}

void Kiosk::build() {
  Owned<KioskSoc> Soc = addSoc();
  addModem(*as_ptr<DeviceState>(Soc));
}

namespace {

void initClass(ObjectClass *Class, const void *) {
  MachineClass *Machine = MACHINE_CLASS(Class);
  Machine->desc = "a terminal with a modem";
  Machine->init = [](MachineState *State) {
    unsafe_cast<Kiosk>(*State).build();
  };
}

void registerType() {
  TypeInfo Info = type_info<Kiosk>();
  Info.class_init = initClass;
  type_register(&Info);
}
type_init(registerType)

} // namespace
