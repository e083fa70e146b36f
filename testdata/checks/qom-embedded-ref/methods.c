/*
 * Embedded children that class methods have seen before somebody drops them.
 *
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 */
// whole-program
#include "qemu/osdep.h"
#include "hw/pci/pci_device.h"
#include "hw/sysbus.h"
#include "qapi/error.h"

#define TYPE_GAUGE "toy-gauge"
OBJECT_DECLARE_TYPE(GaugeState, GaugeClass, GAUGE)

struct GaugeState {
    SysBusDevice parent_obj;
    uint32_t value;
};

struct GaugeClass {
    SysBusDeviceClass parent_class;
    void (*calibrate)(GaugeState *s, uint32_t value);
    void (*publish)(GaugeState *s);
};

typedef struct GaugeOps {
    void (*zero)(GaugeState *s);
} GaugeOps;

#define TYPE_PANEL "toy-panel"
OBJECT_DECLARE_SIMPLE_TYPE(PanelState, PANEL)

struct PanelState {
    PCIDevice parent_obj;
    GaugeState speed;
    const GaugeOps *ops;
};

static void gauge_calibrate(GaugeState *s, uint32_t value)
{
    s->value = value;
}

static void gauge_zero(GaugeState *s)
{
    s->value = 0;
}

/* Takes one for as long as it is published. */
static GaugeState *published;

static void gauge_publish(GaugeState *s)
{
    object_ref(OBJECT(s));
    published = s;
}

static const GaugeOps gauge_ops = {
    .zero = gauge_zero,
};

/* Consumed after a method. */

static void panel_calibrate_bad(PCIDevice *pci, Error **errp)
{
    PanelState *s = PANEL(pci);

    object_initialize_child(OBJECT(pci), "speed", &s->speed, TYPE_GAUGE);
    GAUGE_GET_CLASS(&s->speed)->calibrate(&s->speed, 100);
    /* 1, the child property's; the method has taken none. */
    sysbus_realize_and_unref(SYS_BUS_DEVICE(&s->speed), errp); // expect: qom-embedded-ref
}

static void panel_calibrate_ok(PCIDevice *pci, Error **errp)
{
    PanelState *s = PANEL(pci);

    object_initialize_child(OBJECT(pci), "speed", &s->speed, TYPE_GAUGE);
    GAUGE_GET_CLASS(&s->speed)->calibrate(&s->speed, 100);
    sysbus_realize(SYS_BUS_DEVICE(&s->speed), errp);
}

/* Unref'ed after an operation of a table. */

static void panel_zero_bad(PCIDevice *pci, Error **errp)
{
    PanelState *s = PANEL(pci);

    object_initialize_child(OBJECT(pci), "speed", &s->speed, TYPE_GAUGE);
    s->ops = &gauge_ops;
    s->ops->zero(&s->speed);
    if (!sysbus_realize(SYS_BUS_DEVICE(&s->speed), errp)) {
        /* The child property's, as above. */
        object_unref(OBJECT(&s->speed)); // expect: qom-embedded-ref
    }
}

static void panel_zero_ok(PCIDevice *pci, Error **errp)
{
    PanelState *s = PANEL(pci);

    object_initialize_child(OBJECT(pci), "speed", &s->speed, TYPE_GAUGE);
    s->ops = &gauge_ops;
    s->ops->zero(&s->speed);
    if (!sysbus_realize(SYS_BUS_DEVICE(&s->speed), errp)) {
        object_unparent(OBJECT(&s->speed));
    }
}

/* A method that takes one, which its caller may drop again. */
static void panel_publish_ok(PCIDevice *pci, Error **errp)
{
    PanelState *s = PANEL(pci);

    object_initialize_child(OBJECT(pci), "speed", &s->speed, TYPE_GAUGE);
    GAUGE_GET_CLASS(&s->speed)->publish(&s->speed);
    if (published == &s->speed && !sysbus_realize(SYS_BUS_DEVICE(&s->speed), errp)) {
        published = NULL;
        object_unref(OBJECT(&s->speed));
    }
}

static void gauge_class_init(ObjectClass *klass, const void *data)
{
    GaugeClass *gc = GAUGE_CLASS(klass);

    gc->calibrate = gauge_calibrate;
    gc->publish = gauge_publish;
}

static void calibrate_bad_class_init(ObjectClass *klass, const void *data)
{
    PCI_DEVICE_CLASS(klass)->realize = panel_calibrate_bad;
}

static void calibrate_ok_class_init(ObjectClass *klass, const void *data)
{
    PCI_DEVICE_CLASS(klass)->realize = panel_calibrate_ok;
}

static void zero_bad_class_init(ObjectClass *klass, const void *data)
{
    PCI_DEVICE_CLASS(klass)->realize = panel_zero_bad;
}

static void zero_ok_class_init(ObjectClass *klass, const void *data)
{
    PCI_DEVICE_CLASS(klass)->realize = panel_zero_ok;
}

static void publish_ok_class_init(ObjectClass *klass, const void *data)
{
    PCI_DEVICE_CLASS(klass)->realize = panel_publish_ok;
}

static const TypeInfo types[] = {
    {
        .name = TYPE_GAUGE,
        .parent = TYPE_SYS_BUS_DEVICE,
        .instance_size = sizeof(GaugeState),
        .class_size = sizeof(GaugeClass),
        .class_init = gauge_class_init,
    },
    {
        .name = TYPE_PANEL,
        .parent = TYPE_PCI_DEVICE,
        .instance_size = sizeof(PanelState),
        .abstract = true,
        .interfaces =
            (const InterfaceInfo[]){{INTERFACE_CONVENTIONAL_PCI_DEVICE}, {}},
    },
    {
        .name = TYPE_PANEL "-calibrate-bad",
        .parent = TYPE_PANEL,
        .class_init = calibrate_bad_class_init,
    },
    {
        .name = TYPE_PANEL "-calibrate-ok",
        .parent = TYPE_PANEL,
        .class_init = calibrate_ok_class_init,
    },
    {
        .name = TYPE_PANEL "-zero-bad",
        .parent = TYPE_PANEL,
        .class_init = zero_bad_class_init,
    },
    {
        .name = TYPE_PANEL "-zero-ok",
        .parent = TYPE_PANEL,
        .class_init = zero_ok_class_init,
    },
    {
        .name = TYPE_PANEL "-publish-ok",
        .parent = TYPE_PANEL,
        .class_init = publish_ok_class_init,
    },
};

DEFINE_TYPES(types)
