/*
 * Boards create each device once and keep it until the process ends: what they
 * lose is lost in principle only. The findings are latent.
 *
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 */
#include "qemu/osdep.h"
#include "hw/boards.h"
#include "hw/i2c/i2c.h"
#include "hw/sysbus.h"
#include "qapi/error.h"
#include "qemu/units.h"
#include "system/address-spaces.h"

#define DEMO_UART_BASE 0x40000000
#define DEMO_FLASH_BASE 0x08000000

#define TYPE_DEMO_UART "demo-uart"
OBJECT_DECLARE_SIMPLE_TYPE(DemoUart, DEMO_UART)

struct DemoUart {
    SysBusDevice parent_obj;
    MemoryRegion mmio;
};

#define TYPE_DEMO_FLASH "demo-flash"
OBJECT_DECLARE_SIMPLE_TYPE(DemoFlash, DEMO_FLASH)

struct DemoFlash {
    SysBusDevice parent_obj;
    MemoryRegion rom;
};

#define TYPE_DEMO_SMBUS "demo-smbus"
OBJECT_DECLARE_SIMPLE_TYPE(DemoSmbus, DEMO_SMBUS)

struct DemoSmbus {
    SysBusDevice parent_obj;
    MemoryRegion mmio;
    I2CBus *bus;
};

#define TYPE_DEMO_THERMOMETER "demo-thermometer"
OBJECT_DECLARE_SIMPLE_TYPE(DemoThermometer, DEMO_THERMOMETER)

struct DemoThermometer {
    I2CSlave parent_obj;
    uint8_t celsius;
};

/* A helper of machine init that makes a child of the machine. */

static void demo_add_flash_bad(MachineState *machine)
{
    /* 3: ours, the machine's, the system bus's. Ours is lost. */
    DeviceState *dev = qdev_new(TYPE_DEMO_FLASH); // expect-latent: qom-child-leak dev

    object_property_add_child(OBJECT(machine), "flash", OBJECT(dev));
    sysbus_realize(SYS_BUS_DEVICE(dev), &error_fatal);
    sysbus_mmio_map(SYS_BUS_DEVICE(dev), 0, DEMO_FLASH_BASE);
}

static void demo_add_flash_ok(MachineState *machine)
{
    DeviceState *dev = qdev_new(TYPE_DEMO_FLASH);

    object_property_add_child(OBJECT(machine), "flash", OBJECT(dev));
    sysbus_realize_and_unref(SYS_BUS_DEVICE(dev), &error_fatal);
    sysbus_mmio_map(SYS_BUS_DEVICE(dev), 0, DEMO_FLASH_BASE);
}

/* A device on the board's bus. */

static void demo_add_thermometer_bad(MachineState *machine, I2CBus *bus)
{
    /* 3 after realize: ours, /machine/unattached's, the bus's. */
    I2CSlave *slave = i2c_slave_new(TYPE_DEMO_THERMOMETER, 0x48); // expect-latent: qom-child-leak slave

    qdev_realize(DEVICE(slave), BUS(bus), &error_fatal);
    DEMO_THERMOMETER(slave)->celsius = machine->smp.cpus > 1 ? 60 : 40;
}

static void demo_add_thermometer_ok(MachineState *machine, I2CBus *bus)
{
    I2CSlave *slave = i2c_slave_new(TYPE_DEMO_THERMOMETER, 0x48);

    i2c_slave_realize_and_unref(slave, bus, &error_fatal);
    DEMO_THERMOMETER(slave)->celsius = machine->smp.cpus > 1 ? 60 : 40;
}

/* Machine init itself. */

static void demo_init_bad(MachineState *machine)
{
    DeviceState *smbus = sysbus_create_simple(TYPE_DEMO_SMBUS, 0x50000000, NULL);
    /* 3 after realize: ours, /machine/unattached's, the system bus's. */
    DeviceState *uart = qdev_new(TYPE_DEMO_UART); // expect-latent: qom-child-leak uart

    sysbus_realize(SYS_BUS_DEVICE(uart), &error_fatal);
    sysbus_mmio_map(SYS_BUS_DEVICE(uart), 0, DEMO_UART_BASE);
    demo_add_flash_bad(machine);
    demo_add_thermometer_bad(machine, DEMO_SMBUS(smbus)->bus);
}

static void demo_init_ok(MachineState *machine)
{
    DeviceState *smbus = sysbus_create_simple(TYPE_DEMO_SMBUS, 0x50000000, NULL);
    DeviceState *uart = qdev_new(TYPE_DEMO_UART);

    sysbus_realize_and_unref(SYS_BUS_DEVICE(uart), &error_fatal);
    sysbus_mmio_map(SYS_BUS_DEVICE(uart), 0, DEMO_UART_BASE);
    demo_add_flash_ok(machine);
    demo_add_thermometer_ok(machine, DEMO_SMBUS(smbus)->bus);
}

static void demo_bad_machine_init(MachineClass *mc)
{
    mc->desc = "board that keeps what it creates";
    mc->init = demo_init_bad;
}

static void demo_ok_machine_init(MachineClass *mc)
{
    mc->desc = "board that hands over what it creates";
    mc->init = demo_init_ok;
}

DEFINE_MACHINE("demo-bad", demo_bad_machine_init)
DEFINE_MACHINE("demo-ok", demo_ok_machine_init)

static void demo_uart_init(Object *obj)
{
    DemoUart *s = DEMO_UART(obj);

    memory_region_init(&s->mmio, obj, "uart", 0x1000);
    sysbus_init_mmio(SYS_BUS_DEVICE(obj), &s->mmio);
}

static void demo_flash_realize(DeviceState *dev, Error **errp)
{
    DemoFlash *s = DEMO_FLASH(dev);

    if (!memory_region_init_rom(&s->rom, OBJECT(dev), "flash", 1 * MiB, errp)) {
        return;
    }
    sysbus_init_mmio(SYS_BUS_DEVICE(dev), &s->rom);
}

static void demo_flash_class_init(ObjectClass *klass, const void *data)
{
    DEVICE_CLASS(klass)->realize = demo_flash_realize;
}

static void demo_smbus_init(Object *obj)
{
    DemoSmbus *s = DEMO_SMBUS(obj);

    s->bus = i2c_init_bus(DEVICE(obj), "smbus");
    memory_region_init(&s->mmio, obj, "smbus", 0x1000);
    sysbus_init_mmio(SYS_BUS_DEVICE(obj), &s->mmio);
}

static const TypeInfo types[] = {
    {
        .name = TYPE_DEMO_UART,
        .parent = TYPE_SYS_BUS_DEVICE,
        .instance_size = sizeof(DemoUart),
        .instance_init = demo_uart_init,
    },
    {
        .name = TYPE_DEMO_FLASH,
        .parent = TYPE_SYS_BUS_DEVICE,
        .instance_size = sizeof(DemoFlash),
        .class_init = demo_flash_class_init,
    },
    {
        .name = TYPE_DEMO_SMBUS,
        .parent = TYPE_SYS_BUS_DEVICE,
        .instance_size = sizeof(DemoSmbus),
        .instance_init = demo_smbus_init,
    },
    {
        .name = TYPE_DEMO_THERMOMETER,
        .parent = TYPE_I2C_SLAVE,
        .instance_size = sizeof(DemoThermometer),
    },
};

DEFINE_TYPES(types)
