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
#define pci_create_simple fixture_pci_create_simple
#define pci_create_simple_multifunction fixture_pci_create_simple_multifunction
#define i2c_slave_create_simple fixture_i2c_slave_create_simple
#define usb_create_simple fixture_usb_create_simple
#define clock_new fixture_clock_new
#define object_new_with_propv fixture_object_new_with_propv
#define pci_root_bus_new fixture_pci_root_bus_new
#define qbus_new fixture_qbus_new
#define cpu_create fixture_cpu_create
#include "../../../checks/qom-child-leak/promises.c"

#define TYPE_CARD "driver-card"
#define TYPE_STICK "driver-stick"
#define TYPE_SENSOR "driver-sensor"
#define TYPE_PROCESSOR "driver-processor"

static Object *with_props_ok(const char *type, Object *parent, ...)
{
    va_list ap;
    Object *obj;

    va_start(ap, parent);
    obj = object_new_with_propv_ok(type, parent, "made", NULL, ap);
    va_end(ap);
    return obj;
}

static void end_device(void *dev)
{
    object_unparent(OBJECT(dev));
    drain_call_rcu();
}

static void use_usb(void)
{
    static USBPortOps ops;
    static USBPort port;
    DeviceState *host = qdev_new(TYPE_DRIVER_HOST);
    USBBus *bus = g_new0(USBBus, 1);

    usb_bus_new(bus, sizeof(*bus), NULL, host);
    usb_register_port(bus, &port, NULL, 0, &ops, USB_SPEED_MASK_FULL);
    sysbus_realize_and_unref(SYS_BUS_DEVICE(host), &error_abort);
    end_device(usb_create_simple_bad(bus, TYPE_STICK));
    end_device(host);
    g_free(bus);
}

static void use_i2c(void)
{
    DeviceState *host = qdev_new(TYPE_DRIVER_HOST);
    I2CBus *bus = i2c_init_bus(host, "i2c");

    sysbus_realize_and_unref(SYS_BUS_DEVICE(host), &error_abort);
    end_device(i2c_slave_create_simple_ok(bus, TYPE_SENSOR, 0x48));
    end_device(host);
}

static void use_buses(void)
{
    DeviceState *host = qdev_new(TYPE_DRIVER_HOST);

    object_unparent(OBJECT(qbus_new_bad(TYPE_I2C_BUS, host, "bus")));
    object_unparent(OBJECT(pci_root_bus_new_ok(host, "pci", NULL, NULL, 0,
                                               TYPE_PCI_BUS)));
    object_unref(OBJECT(host));
}

void scenario(void)
{
    Object *parent = object_get_objects_root();
    CPUState *cpu;

    if (scenario_choice("buses")) {
        use_buses();
        return;
    }
    end_device(pci_create_simple_multifunction_bad(driver_pci_bus(), -1,
                                                   TYPE_CARD));
    end_device(pci_create_simple_ok(driver_pci_bus(), -1, TYPE_CARD));
    use_usb();
    use_i2c();
    object_unparent(OBJECT(clock_new_bad(parent, "clock")));
    object_unparent(with_props_ok(TYPE_CARD, parent, "addr", "1", NULL));
    with_props_ok(TYPE_CARD, parent, "addr", "nowhere", NULL);
    cpu = cpu_create_ok(TYPE_PROCESSOR);
    end_device(cpu);
    object_unref(OBJECT(cpu));
}

static void stick_init(Object *obj)
{
    USB_DEVICE(obj)->speedmask = USB_SPEED_MASK_FULL;
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
        .name = TYPE_STICK,
        .parent = TYPE_USB_DEVICE,
        .instance_init = stick_init,
    },
    {
        .name = TYPE_SENSOR,
        .parent = TYPE_I2C_SLAVE,
    },
    {
        .name = TYPE_PROCESSOR,
        .parent = TYPE_CPU,
    },
};

DEFINE_TYPES(types_of_driver)
