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
#define i2c_slave_realize_and_unref fixture_i2c_slave_realize_and_unref
#define qdev_realize_and_unref fixture_qdev_realize_and_unref
#define qemu_free_irq fixture_qemu_free_irq
#define sysbus_realize_and_unref fixture_sysbus_realize_and_unref
#define i2c_slave_create_simple fixture_i2c_slave_create_simple
#define clock_new fixture_clock_new
#define qbus_new fixture_qbus_new
bool qdev_realize_and_unref(DeviceState *dev, BusState *bus, Error **errp);
#include "../../../checks/qom-ref-leak/promises_kept.c"

#define TYPE_CARD "driver-card"
#define TYPE_SENSOR "driver-sensor"

static void use_realize(void)
{
    DeviceState *host = qdev_new(TYPE_DRIVER_HOST);
    I2CBus *i2c = i2c_init_bus(host, "i2c");

    qdev_realize(host, sysbus_get_default(), &error_abort);
    sysbus_realize_and_unref_bad(SYS_BUS_DEVICE(qdev_new(TYPE_DRIVER_HOST)), NULL);
    pci_realize_and_unref_ok(pci_new(-1, TYPE_CARD), driver_pci_bus(), NULL);
    qdev_realize_and_unref_ok(qdev_new(TYPE_DRIVER_HOST), sysbus_get_default(), NULL);
    i2c_slave_realize_and_unref_ok(i2c_slave_new(TYPE_SENSOR, 0x48), i2c, NULL);
    i2c_slave_realize_and_unref_ok(i2c_slave_new(TYPE_SENSOR, 0x80), i2c, NULL);
    i2c->broadcast = true;
    i2c_slave_realize_and_unref_ok(i2c_slave_new(TYPE_SENSOR, 0x49), i2c, NULL);
    object_unparent(OBJECT(host));
    object_unref(OBJECT(host));
    drain_call_rcu();
}

/* The fixture's creators, which abort where a choice would fail. */
static void use_creators(void)
{
    DeviceState *host = qdev_new(TYPE_DRIVER_HOST);
    I2CBus *i2c = i2c_init_bus(host, "i2c");

    qdev_realize(host, sysbus_get_default(), &error_abort);
    i2c_slave_create_simple_ok(i2c, TYPE_SENSOR, 0x48);
    object_unparent(OBJECT(clock_new_ok(OBJECT(host), "clk")));
    object_unparent(OBJECT(qbus_new_ok(TYPE_I2C_BUS, host, "other")));
    object_unref(OBJECT(qbus_new_ok(TYPE_I2C_BUS, NULL, "lonely")));
    qemu_free_irq_ok(qemu_allocate_irq(NULL, NULL, 0));
    qemu_free_irq_ok(NULL);
    object_unparent(OBJECT(host));
    object_unref(OBJECT(host));
    drain_call_rcu();
}

void scenario(void)
{
    Object *creds = object_new("tls-creds-anon");

    if (scenario_choice("peer")) {
        peer_talk_ok(driver_address(), NULL);
        peer_talk_ok(driver_address(), QCRYPTO_TLS_CREDS(creds));
    } else if (scenario_choice("realize")) {
        use_realize();
    } else {
        use_creators();
    }
    object_unref(creds);
}

static const TypeInfo types_of_driver[] = {
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
};

DEFINE_TYPES(types_of_driver)
