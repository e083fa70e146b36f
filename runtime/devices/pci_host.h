/*
 * A host bridge: the system bus's way to a PCI bus.
 *
 * Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 */
#ifndef QOM_DEVICES_PCI_HOST_H
#define QOM_DEVICES_PCI_HOST_H

#include "qemu/osdep.h"
#include "hw/pci/pci.h"
#include "hw/sysbus.h"

/*
 * Regions: 0 the pair of configuration registers, 1 what is on the bus's
 * memory space, 2 what is on its I/O space. Lines: the bus's four interrupts.
 * Devices can be plugged in and unplugged at any time.
 */
#define TYPE_PCI_HOST "pci-host"
OBJECT_DECLARE_SIMPLE_TYPE(PCIHost, PCI_HOST)

#define PCI_HOST_CONFIG_SIZE 0x8
#define PCI_HOST_MEMORY_SIZE 0x10000000
#define PCI_HOST_IO_SIZE 0x10000

struct PCIHost {
    SysBusDevice parent_obj;

    MemoryRegion config;
    MemoryRegion memory;
    MemoryRegion io;
    qemu_irq irq[PCI_NUM_PINS];
    /* A child of this device while it is realized. */
    PCIBus *bus;

    uint32_t config_address;
};

#endif
