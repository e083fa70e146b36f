/*
 * An embedded child has one reference, and it is the parent's.
 *
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 */
#include "qemu/osdep.h"
#include "hw/pci/pci_device.h"
#include "hw/qdev-properties.h"
#include "qapi/error.h"

#define TYPE_GAUGE_BUS "toy-gauge-bus"

#define TYPE_COUNTER "toy-counter"
OBJECT_DECLARE_SIMPLE_TYPE(CounterState, COUNTER)

struct CounterState {
    DeviceState parent_obj;
    uint32_t width;
};

#define TYPE_GAUGE "toy-gauge"
OBJECT_DECLARE_SIMPLE_TYPE(GaugeState, GAUGE)

struct GaugeState {
    PCIDevice parent_obj;
    CounterState counter;
    MemoryRegion window;
    BusState bus;
    uint32_t width;
};

/* On the error path. */

static void gauge_error_realize_bad(PCIDevice *pci, Error **errp)
{
    GaugeState *s = GAUGE(pci);

    if (!qdev_realize(DEVICE(&s->counter), NULL, errp)) {
        /* 1, the child property's: 0 with the child still in the tree. */
        object_unref(OBJECT(&s->counter)); // expect: qom-embedded-ref
        return;
    }
    s->counter.width = s->width;
}

static void gauge_error_realize_ok(PCIDevice *pci, Error **errp)
{
    GaugeState *s = GAUGE(pci);

    if (!qdev_realize(DEVICE(&s->counter), NULL, errp)) {
        return;
    }
    s->counter.width = s->width;
}

/* Through a local name. */

static void gauge_alias_realize_bad(PCIDevice *pci, Error **errp)
{
    GaugeState *s = GAUGE(pci);
    DeviceState *counter = DEVICE(&s->counter);

    if (!object_property_set_uint(OBJECT(counter), "width", s->width, errp)) {
        /* 1, the child property's, whatever the pointer is called. */
        object_unref(OBJECT(counter)); // expect: qom-embedded-ref
        return;
    }
    qdev_realize(counter, NULL, errp);
}

static void gauge_alias_realize_ok(PCIDevice *pci, Error **errp)
{
    GaugeState *s = GAUGE(pci);
    DeviceState *counter = DEVICE(&s->counter);

    if (!object_property_set_uint(OBJECT(counter), "width", s->width, errp)) {
        return;
    }
    qdev_realize(counter, NULL, errp);
}

/* Through a helper that is right for heap objects. */

static bool counter_start(CounterState *counter, uint32_t width, Error **errp)
{
    counter->width = width;
    if (!qdev_realize(DEVICE(counter), NULL, errp)) {
        object_unref(OBJECT(counter));
        return false;
    }
    return true;
}

static void gauge_helper_realize_bad(PCIDevice *pci, Error **errp)
{
    GaugeState *s = GAUGE(pci);

    /* The helper drops what its caller owns; here that is nothing. */
    counter_start(&s->counter, s->width, errp); // expect: qom-embedded-ref
}

static void gauge_helper_realize_ok(PCIDevice *pci, Error **errp)
{
    GaugeState *s = GAUGE(pci);
    CounterState *counter = COUNTER(object_new(TYPE_COUNTER));

    if (!counter_start(counter, s->width, errp)) {
        return;
    }
    object_unref(OBJECT(counter));
}

/* A memory region. */

static void gauge_region_exit_bad(PCIDevice *pci)
{
    GaugeState *s = GAUGE(pci);

    memory_region_set_enabled(&s->window, false);
    /* 1, the child property's. */
    object_unref(OBJECT(&s->window)); // expect: qom-embedded-ref
}

static void gauge_region_exit_ok(PCIDevice *pci)
{
    GaugeState *s = GAUGE(pci);

    memory_region_set_enabled(&s->window, false);
    object_unparent(OBJECT(&s->window));
}

/* A bus. */

static void gauge_bus_exit_bad(PCIDevice *pci)
{
    GaugeState *s = GAUGE(pci);

    /* 1, the child property's. */
    object_unref(OBJECT(&s->bus)); // expect: qom-embedded-ref
}

static void gauge_bus_exit_ok(PCIDevice *pci)
{
    GaugeState *s = GAUGE(pci);

    qbus_unrealize(&s->bus);
}

/* By the end of a scope. */

static void gauge_scope_realize_bad(PCIDevice *pci, Error **errp)
{
    GaugeState *s = GAUGE(pci);
    /* 1, the child property's, dropped by the cleanup. */
    g_autoptr(DeviceState) counter = DEVICE(&s->counter); // expect: qom-embedded-ref

    if (object_property_set_uint(OBJECT(counter), "width", s->width, errp)) {
        qdev_realize(counter, NULL, errp);
    }
}

static void gauge_scope_realize_ok(PCIDevice *pci, Error **errp)
{
    GaugeState *s = GAUGE(pci);
    DeviceState *counter = DEVICE(&s->counter);

    if (object_property_set_uint(OBJECT(counter), "width", s->width, errp)) {
        qdev_realize(counter, NULL, errp);
    }
}

static void counter_init(Object *obj)
{
    object_property_add_uint32_ptr(obj, "width", &COUNTER(obj)->width,
                                   OBJ_PROP_FLAG_READWRITE);
}

static void gauge_init(Object *obj)
{
    GaugeState *s = GAUGE(obj);

    object_initialize_child(obj, "counter", &s->counter, TYPE_COUNTER);
    memory_region_init(&s->window, obj, "window", 0x1000);
    qbus_init(&s->bus, sizeof(s->bus), TYPE_GAUGE_BUS, DEVICE(obj), "gauges");
}

static void error_bad_class_init(ObjectClass *klass, const void *data)
{
    PCI_DEVICE_CLASS(klass)->realize = gauge_error_realize_bad;
    PCI_DEVICE_CLASS(klass)->exit = gauge_region_exit_bad;
}

static void error_ok_class_init(ObjectClass *klass, const void *data)
{
    PCI_DEVICE_CLASS(klass)->realize = gauge_error_realize_ok;
    PCI_DEVICE_CLASS(klass)->exit = gauge_region_exit_ok;
}

static void alias_bad_class_init(ObjectClass *klass, const void *data)
{
    PCI_DEVICE_CLASS(klass)->realize = gauge_alias_realize_bad;
    PCI_DEVICE_CLASS(klass)->exit = gauge_bus_exit_bad;
}

static void alias_ok_class_init(ObjectClass *klass, const void *data)
{
    PCI_DEVICE_CLASS(klass)->realize = gauge_alias_realize_ok;
    PCI_DEVICE_CLASS(klass)->exit = gauge_bus_exit_ok;
}

static void helper_bad_class_init(ObjectClass *klass, const void *data)
{
    PCI_DEVICE_CLASS(klass)->realize = gauge_helper_realize_bad;
}

static void helper_ok_class_init(ObjectClass *klass, const void *data)
{
    PCI_DEVICE_CLASS(klass)->realize = gauge_helper_realize_ok;
}

static void scope_bad_class_init(ObjectClass *klass, const void *data)
{
    PCI_DEVICE_CLASS(klass)->realize = gauge_scope_realize_bad;
}

static void scope_ok_class_init(ObjectClass *klass, const void *data)
{
    PCI_DEVICE_CLASS(klass)->realize = gauge_scope_realize_ok;
}

static const TypeInfo types[] = {
    {
        .name = TYPE_GAUGE_BUS,
        .parent = TYPE_BUS,
        .instance_size = sizeof(BusState),
    },
    {
        .name = TYPE_COUNTER,
        .parent = TYPE_DEVICE,
        .instance_size = sizeof(CounterState),
        .instance_init = counter_init,
    },
    {
        .name = TYPE_GAUGE,
        .parent = TYPE_PCI_DEVICE,
        .instance_size = sizeof(GaugeState),
        .instance_init = gauge_init,
        .abstract = true,
        .interfaces =
            (const InterfaceInfo[]){{INTERFACE_CONVENTIONAL_PCI_DEVICE}, {}},
    },
    {
        .name = TYPE_GAUGE "-error-bad",
        .parent = TYPE_GAUGE,
        .class_init = error_bad_class_init,
    },
    {
        .name = TYPE_GAUGE "-error-ok",
        .parent = TYPE_GAUGE,
        .class_init = error_ok_class_init,
    },
    {
        .name = TYPE_GAUGE "-alias-bad",
        .parent = TYPE_GAUGE,
        .class_init = alias_bad_class_init,
    },
    {
        .name = TYPE_GAUGE "-alias-ok",
        .parent = TYPE_GAUGE,
        .class_init = alias_ok_class_init,
    },
    {
        .name = TYPE_GAUGE "-helper-bad",
        .parent = TYPE_GAUGE,
        .class_init = helper_bad_class_init,
    },
    {
        .name = TYPE_GAUGE "-helper-ok",
        .parent = TYPE_GAUGE,
        .class_init = helper_ok_class_init,
    },
    {
        .name = TYPE_GAUGE "-scope-bad",
        .parent = TYPE_GAUGE,
        .class_init = scope_bad_class_init,
    },
    {
        .name = TYPE_GAUGE "-scope-ok",
        .parent = TYPE_GAUGE,
        .class_init = scope_ok_class_init,
    },
};

DEFINE_TYPES(types)
