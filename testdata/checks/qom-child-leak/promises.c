/*
 * Creators that promise to lend what they make: the tree and the bus hold it,
 * and the creation reference is to be dropped before they return.
 *
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 */
#include "qemu/osdep.h"
#include "hw/boards.h"
#include "hw/clock.h"
#include "hw/i2c/i2c.h"
#include "hw/pci/pci.h"
#include "hw/sysbus.h"
#include "hw/usb.h"
#include "qapi/error.h"

/* The names that callers know; these tell what is wrong. */
#define pci_create_simple_ok pci_create_simple
#define pci_create_simple_multifunction_bad pci_create_simple_multifunction
#define i2c_slave_create_simple_ok i2c_slave_create_simple
#define usb_create_simple_bad usb_create_simple
#define clock_new_bad clock_new
#define object_new_with_propv_ok object_new_with_propv
#define pci_root_bus_new_ok pci_root_bus_new
#define qbus_new_bad qbus_new
#define cpu_create_ok cpu_create

/* Plain realize where the other creator consumes. */

PCIDevice *pci_create_simple_multifunction_bad(PCIBus *bus, int devfn,
                                               const char *name)
{
    /* 3: ours, /machine/unattached's, the bus's. Callers drop nothing. */
    PCIDevice *dev = pci_new_multifunction(devfn, name); // expect: qom-child-leak dev

    qdev_realize(DEVICE(dev), BUS(bus), &error_fatal);
    return dev;
}

PCIDevice *pci_create_simple_ok(PCIBus *bus, int devfn, const char *name)
{
    PCIDevice *dev = pci_new(devfn, name);

    qdev_realize_and_unref(DEVICE(dev), BUS(bus), &error_fatal);
    return dev;
}

USBDevice *usb_create_simple_bad(USBBus *bus, const char *name)
{
    /* The same on another bus. */
    USBDevice *dev = USB_DEVICE(qdev_new(name)); // expect: qom-child-leak dev

    qdev_realize(DEVICE(dev), BUS(bus), &error_abort);
    return dev;
}

I2CSlave *i2c_slave_create_simple_ok(I2CBus *bus, const char *name,
                                     uint8_t addr)
{
    I2CSlave *dev = i2c_slave_new(name, addr);

    qdev_realize(DEVICE(dev), BUS(bus), &error_abort);
    object_unref(OBJECT(dev));
    return dev;
}

/* Child properties. */

Clock *clock_new_bad(Object *parent, const char *name)
{
    /* 2: ours and the parent's, which lasts as long as callers expect. */
    Object *obj = object_new(TYPE_CLOCK); // expect: qom-child-leak obj

    object_property_add_child(parent, name, obj);
    return CLOCK(obj);
}

Object *object_new_with_propv_ok(const char *type_name, Object *parent,
                                 const char *id, Error **errp, va_list vargs)
{
    Object *obj = object_new(type_name);

    if (!object_set_propv(obj, errp, vargs)) {
        object_unref(obj);
        return NULL;
    }
    object_property_add_child(parent, id, obj);
    object_unref(obj);
    return obj;
}

BusState *qbus_new_bad(const char *type_name, DeviceState *parent,
                       const char *name)
{
    /* 2, as above. */
    BusState *bus = BUS(object_new(type_name)); // expect: qom-child-leak bus

    bus->name = g_strdup(name);
    object_property_add_child(OBJECT(parent), name, OBJECT(bus));
    return bus;
}

/* A creator that passes on what another one lends. */
PCIBus *pci_root_bus_new_ok(DeviceState *parent, const char *name,
                            MemoryRegion *mem, MemoryRegion *io,
                            uint8_t devfn_min, const char *type_name)
{
    PCIBus *bus = PCI_BUS(qbus_new(type_name, parent, name));

    bus->devfn_min = devfn_min;
    return bus;
}

/* This one promises a reference, besides the tree's. */
CPUState *cpu_create_ok(const char *type_name)
{
    Object *obj = object_new(type_name);

    qdev_realize(DEVICE(obj), NULL, &error_fatal);
    return CPU(obj);
}
