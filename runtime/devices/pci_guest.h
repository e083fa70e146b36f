//===- pci_guest.h - What a guest does with a PCI bus -----------*- C++ -*-===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef QOM_DEVICES_PCI_GUEST_H
#define QOM_DEVICES_PCI_GUEST_H

#include "runtime/devices/pci_host.h"
#include "runtime/devices/testing.h"

namespace qom::testing {

/// A host bridge, and configuration as the guest does it.
class PciGuest {
public:
  static constexpr hwaddr Config = 0x3eff0000, Memory = 0x10000000,
                          Io = 0x3e000000;

  void start() {
    Host = qdev_new(TYPE_PCI_HOST);
    SysBusDevice *Device = SYS_BUS_DEVICE(Host);
    sysbus_realize_and_unref(Device, &error_abort);
    sysbus_mmio_map(Device, 0, Config);
    sysbus_mmio_map(Device, 1, Memory);
    sysbus_mmio_map(Device, 2, Io);
    for (int I = 0; I < PCI_NUM_PINS; ++I)
      sysbus_connect_irq(Device, I, Lines[I].Irq);
  }

  PCIBus *bus() const { return PCI_HOST(Host)->bus; }

  void select(int Devfn, unsigned Register) const {
    Ports.write(0, 1u << 31 | Devfn << 8 | Register);
  }

  uint32_t read(int Devfn, unsigned Register) const {
    select(Devfn, Register);
    return Ports.read(4);
  }

  void write(int Devfn, unsigned Register, uint32_t Value) const {
    select(Devfn, Register);
    Ports.write(4, Value);
  }

  /// Puts region 0 somewhere and enables all accesses.
  void place(int Devfn, uint32_t Address) const {
    write(Devfn, PCI_BASE_ADDRESS_0, Address);
    write(Devfn, PCI_COMMAND,
          PCI_COMMAND_IO | PCI_COMMAND_MEMORY | PCI_COMMAND_MASTER);
  }

  Registers Ports{Config};
  Probe Lines[PCI_NUM_PINS];
  DeviceState *Host = nullptr;
};

} // namespace qom::testing

#endif
