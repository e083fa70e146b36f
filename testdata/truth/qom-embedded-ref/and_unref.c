/*
 * Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 *
 * A consuming realize of an embedded child. On a bus, which has a reference of
 * its own, nothing happens until the owner ends.
 */
#include "qemu/osdep.h"
#include "hw/pci/pci_device.h"
#include "hw/qdev-core.h"
#include "hw/sysbus.h"
#include "qapi/error.h"
#include "qom/scenario.h"

#include "../drivers/driver.h"

#define TYPE_RACK "toy-rack"

#define TYPE_COUNTER "toy-counter"
OBJECT_DECLARE_SIMPLE_TYPE(Counter, COUNTER)

struct Counter {
    DeviceState parent_obj;
    uint32_t width;
};

/* On the board, which nobody takes apart. */

#define TYPE_GAUGE_BAD "toy-gauge-bad"
OBJECT_DECLARE_SIMPLE_TYPE(BadGauge, GAUGE_BAD)

struct BadGauge {
    SysBusDevice parent_obj;
    BusState rack;
    Counter counter;
};

static void gauge_init_bad(Object *obj)
{
    BadGauge *s = GAUGE_BAD(obj);

    qbus_init(&s->rack, sizeof(s->rack), TYPE_RACK, DEVICE(obj), "rack");
    object_initialize_child(obj, "counter", &s->counter, TYPE_COUNTER);
}

static void gauge_realize_bad(DeviceState *dev, Error **errp)
{
    BadGauge *s = GAUGE_BAD(dev);

    /*
     * 2, the child property's and the rack's; it drops the former. The harm comes
     * with the gauge's end. There is none in QEMU, where a device of the system bus
     * is not unplugged, only in this program: hence latent.
     */
    qdev_realize_and_unref(DEVICE(&s->counter), &s->rack, errp); // expect-latent: qom-embedded-ref s->counter
}

static void gauge_bad_class_init(ObjectClass *klass, const void *data)
{
    DEVICE_CLASS(klass)->realize = gauge_realize_bad;
}

#define TYPE_GAUGE_OK "toy-gauge-ok"
OBJECT_DECLARE_SIMPLE_TYPE(OkGauge, GAUGE_OK)

struct OkGauge {
    SysBusDevice parent_obj;
    BusState rack;
    Counter counter;
};

static void gauge_init_ok(Object *obj)
{
    OkGauge *s = GAUGE_OK(obj);

    qbus_init(&s->rack, sizeof(s->rack), TYPE_RACK, DEVICE(obj), "rack");
    object_initialize_child(obj, "counter", &s->counter, TYPE_COUNTER);
}

static void gauge_realize_ok(DeviceState *dev, Error **errp)
{
    OkGauge *s = GAUGE_OK(dev);

    qdev_realize(DEVICE(&s->counter), &s->rack, errp);
}

static void gauge_ok_class_init(ObjectClass *klass, const void *data)
{
    DEVICE_CLASS(klass)->realize = gauge_realize_ok;
}

/* In a slot, from which a user may pull it. */

#define TYPE_METER_BAD "toy-meter-bad"
OBJECT_DECLARE_SIMPLE_TYPE(BadMeter, METER_BAD)

struct BadMeter {
    PCIDevice parent_obj;
    BusState rack;
    Counter counter;
};

static void meter_init_bad(Object *obj)
{
    BadMeter *s = METER_BAD(obj);

    qbus_init(&s->rack, sizeof(s->rack), TYPE_RACK, DEVICE(obj), "rack");
    object_initialize_child(obj, "counter", &s->counter, TYPE_COUNTER);
}

static void meter_realize_bad(PCIDevice *pci, Error **errp)
{
    BadMeter *s = METER_BAD(pci);

    /* As in the gauge, and the end comes. */
    qdev_realize_and_unref(DEVICE(&s->counter), &s->rack, errp); // expect: qom-embedded-ref s->counter
}

static void meter_bad_class_init(ObjectClass *klass, const void *data)
{
    PCI_DEVICE_CLASS(klass)->realize = meter_realize_bad;
}

#define TYPE_METER_OK "toy-meter-ok"
OBJECT_DECLARE_SIMPLE_TYPE(OkMeter, METER_OK)

struct OkMeter {
    PCIDevice parent_obj;
    BusState rack;
    Counter counter;
};

static void meter_init_ok(Object *obj)
{
    OkMeter *s = METER_OK(obj);

    qbus_init(&s->rack, sizeof(s->rack), TYPE_RACK, DEVICE(obj), "rack");
    object_initialize_child(obj, "counter", &s->counter, TYPE_COUNTER);
}

static void meter_realize_ok(PCIDevice *pci, Error **errp)
{
    OkMeter *s = METER_OK(pci);

    qdev_realize(DEVICE(&s->counter), &s->rack, errp);
}

static void meter_ok_class_init(ObjectClass *klass, const void *data)
{
    PCI_DEVICE_CLASS(klass)->realize = meter_realize_ok;
}

static void begin_and_end_ok(const char *type)
{
    DeviceState *gauge = qdev_new(type);

    if (sysbus_realize(SYS_BUS_DEVICE(gauge), NULL)) {
        object_unparent(OBJECT(gauge));
    }
    object_unref(OBJECT(gauge));
}

void scenario(void)
{
    begin_and_end_ok(TYPE_GAUGE_OK);
    driver_plug_and_unplug(TYPE_METER_OK);
    if (scenario_choice("a gauge that drops its counter")) {
        begin_and_end_ok(TYPE_GAUGE_BAD);
    } else if (scenario_choice("a meter that drops its counter")) {
        driver_plug_and_unplug(TYPE_METER_BAD);
    }
}

static void counter_class_init(ObjectClass *klass, const void *data)
{
    DEVICE_CLASS(klass)->bus_type = TYPE_RACK;
}

static const TypeInfo types[] = {
    {
        .name = TYPE_RACK,
        .parent = TYPE_BUS,
        .instance_size = sizeof(BusState),
    },
    {
        .name = TYPE_COUNTER,
        .parent = TYPE_DEVICE,
        .instance_size = sizeof(Counter),
        .class_init = counter_class_init,
    },
    {
        .name = TYPE_GAUGE_BAD,
        .parent = TYPE_SYS_BUS_DEVICE,
        .instance_size = sizeof(BadGauge),
        .instance_init = gauge_init_bad,
        .class_init = gauge_bad_class_init,
    },
    {
        .name = TYPE_GAUGE_OK,
        .parent = TYPE_SYS_BUS_DEVICE,
        .instance_size = sizeof(OkGauge),
        .instance_init = gauge_init_ok,
        .class_init = gauge_ok_class_init,
    },
    {
        .name = TYPE_METER_BAD,
        .parent = TYPE_PCI_DEVICE,
        .instance_size = sizeof(BadMeter),
        .instance_init = meter_init_bad,
        .class_init = meter_bad_class_init,
        .interfaces =
            (const InterfaceInfo[]){{INTERFACE_CONVENTIONAL_PCI_DEVICE}, {}},
    },
    {
        .name = TYPE_METER_OK,
        .parent = TYPE_PCI_DEVICE,
        .instance_size = sizeof(OkMeter),
        .instance_init = meter_init_ok,
        .class_init = meter_ok_class_init,
        .interfaces =
            (const InterfaceInfo[]){{INTERFACE_CONVENTIONAL_PCI_DEVICE}, {}},
    },
};

DEFINE_TYPES(types)
