/*
 * PCI cards with several UARTs.
 *
 * Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 */
#ifndef QOM_DEVICES_PCI_SERIAL_H
#define QOM_DEVICES_PCI_SERIAL_H

#include "qemu/osdep.h"
#include "hw/pci/pci.h"
#include "runtime/devices/serial.h"

/*
 * Region 0, in I/O space, has the registers of one UART after another. All of
 * them share INTA. Properties "chardev1" and so on are their character devices.
 */
#define TYPE_PCI_SERIAL "pci-serial"
#define TYPE_PCI_SERIAL_2X "pci-serial-2x"
#define TYPE_PCI_SERIAL_4X "pci-serial-4x"
OBJECT_DECLARE_TYPE(PCISerialState, PCISerialClass, PCI_SERIAL)

#define PCI_SERIAL_MAX_PORTS 4

struct PCISerialClass {
    PCIDeviceClass parent_class;

    int ports;
};

struct PCISerialState {
    PCIDevice parent_obj;

    MemoryRegion bar;
    SerialState port[PCI_SERIAL_MAX_PORTS];
    /* From realize to exit, of this device. */
    qemu_irq line[PCI_SERIAL_MAX_PORTS];
    /* A bit for each line that is high. */
    uint8_t raised;
};

#endif
