/*
 * Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 */
#include "../driver.h"
#include "hw/boards.h"
#include "hw/clock.h"
#include "hw/i2c/i2c.h"
#include "hw/scsi/scsi.h"
#include "hw/usb.h"
#include "io/channel-tls.h"
#include "io/net-listener.h"
#include "qapi/error.h"
#include "qom/object_interfaces.h"

/* The runtime has functions of these names. */
#define pci_realize_and_unref fixture_pci_realize_and_unref
#define usb_realize_and_unref fixture_usb_realize_and_unref
#define i2c_slave_realize_and_unref fixture_i2c_slave_realize_and_unref
#define sysbus_realize_and_unref fixture_sysbus_realize_and_unref
#define qdev_realize_and_unref fixture_qdev_realize_and_unref
#define qemu_free_irq fixture_qemu_free_irq
#define memory_region_unref fixture_memory_region_unref
#define i2c_slave_create_simple fixture_i2c_slave_create_simple
bool qdev_realize_and_unref(DeviceState *dev, BusState *bus, Error **errp);
#include "../../../checks/qom-ref-leak/promises.c"

#define TYPE_CARD "driver-card"
#define TYPE_SENSOR "driver-sensor"

static void stick_init(Object *obj)
{
    USB_DEVICE(obj)->speedmask = USB_SPEED_MASK_FULL;
}

static void drop_line(int n)
{
    qemu_free_irq_bad(qemu_allocate_irq(NULL, NULL, n));
}

/* What is right calls the program's qdev_realize_and_unref, which is not. */
static void refuse_host(void)
{
    SysBusDevice *dev = SYS_BUS_DEVICE(qdev_new(TYPE_DRIVER_HOST));

    object_ref(OBJECT(dev));
    dev->num_mmio = QDEV_MAX_MMIO + 1;
    sysbus_realize_and_unref_ok(dev, NULL);
    dev->num_mmio = 0;
    object_unref(OBJECT(dev));
}

static void use_realize(void)
{
    DeviceState *host = qdev_new(TYPE_DRIVER_HOST);
    I2CBus *i2c = i2c_init_bus(host, "i2c");
    USBBus *usb = g_new0(USBBus, 1);
    I2CSlave *sensor;
    static USBPortOps ops;
    static USBPort port;

    usb_bus_new(usb, sizeof(*usb), NULL, host);
    usb_register_port(usb, &port, NULL, 0, &ops, USB_SPEED_MASK_FULL);
    qdev_realize_and_unref_bad(qdev_new(TYPE_DRIVER_HOST), sysbus_get_default(), NULL);
    pci_realize_and_unref_bad(pci_new(-1, TYPE_CARD), driver_pci_bus(), NULL);
    qdev_realize(host, sysbus_get_default(), &error_abort);
    usb_realize_and_unref_ok(USB_DEVICE(qdev_new("driver-stick")), usb, NULL);
    i2c_slave_realize_and_unref_bad(i2c_slave_new(TYPE_SENSOR, 0x80), i2c, NULL);
    sensor = i2c_slave_create_simple_bad(i2c, TYPE_SENSOR, 0x48);
    (void)sensor;
    object_unparent(OBJECT(host));
    object_unref(OBJECT(host));
    drain_call_rcu();
    g_free(usb);
}

static void use_region(void)
{
    static const MemoryRegionOps ops;
    Object *owner = object_new(TYPE_CONTAINER);
    MemoryRegion *mr = g_new0(MemoryRegion, 1);

    memory_region_init_io(mr, owner, &ops, NULL, "region", 4096);
    memory_region_ref(mr);
    memory_region_unref_ok(mr);
    memory_region_unref_ok(NULL);
    object_unref(owner);
    g_free(mr);
}

void scenario(void)
{
    Object *pool = driver_add(object_get_root(), "pool");

    if (scenario_choice("filled")) {
        driver_add(pool, "a");
        driver_add(pool, "b");
        driver_add(pool, "c");
        driver_add(pool, "d");
        driver_add(pool, "f");
    }
    if (scenario_choice("realize")) {
        drop_line(0);
        drop_line(-1);
        use_region();
        refuse_host();
        use_realize();
        object_unparent(pool);
        return;
    }
    pool_peek_ok();
    pool_borrow_bad();
    pool_borrow_child_bad(pool);
    pool_use_ok(pool, NULL);
    pool_use_ok(pool, pool);
    object_unparent(pool);
}

static const TypeInfo types_of_driver[] = {
    {
        .name = "toy-slab",
        .parent = TYPE_OBJECT,
    },
    {
        .name = TYPE_CARD,
        .parent = TYPE_PCI_DEVICE,
        .instance_size = sizeof(PCIDevice),
        .interfaces =
            (const InterfaceInfo[]){{INTERFACE_CONVENTIONAL_PCI_DEVICE}, {}},
    },
    {
        .name = TYPE_SENSOR,
        .parent = TYPE_I2C_SLAVE,
    },
    {
        .name = "driver-stick",
        .parent = TYPE_USB_DEVICE,
        .instance_init = stick_init,
    },
};

DEFINE_TYPES(types_of_driver)
