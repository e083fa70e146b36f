/*
 * Elements of arrays, by constant and by variable index.
 *
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 */
#include "qemu/osdep.h"
#include "hw/pci/pci_device.h"
#include "hw/qdev-properties.h"
#include "qapi/error.h"

#define NUM_TIMERS 3

#define TYPE_ARRAY_TIMER "array-timer"
OBJECT_DECLARE_SIMPLE_TYPE(ArrayTimer, ARRAY_TIMER)

struct ArrayTimer {
    DeviceState parent_obj;
    uint32_t rate;
};

#define TYPE_ARRAY_CARD "array-card"
OBJECT_DECLARE_SIMPLE_TYPE(ArrayCard, ARRAY_CARD)

struct ArrayCard {
    PCIDevice parent_obj;
    ArrayTimer embedded[NUM_TIMERS];
    ArrayTimer *borrowed[NUM_TIMERS];
};

/* Created by one loop, handed over by another. */

static void FN_card_timers_realize_bad(PCIDevice *pci, Error **errp)
{
    Object *timer[NUM_TIMERS];
    int i;

    for (i = 0; i < NUM_TIMERS; i++) {
        /* 2 on all but the first, whose unref does not help them. */
        timer[i] = object_new(TYPE_ARRAY_TIMER); // expect: qom-child-leak
        object_property_add_child(OBJECT(pci), "timer[*]", timer[i]);
    }
    object_unref(timer[0]);
}

static void card_timers_realize_ok(PCIDevice *pci, Error **errp)
{
    Object *timer[NUM_TIMERS];
    int i;

    for (i = 0; i < NUM_TIMERS; i++) {
        timer[i] = object_new(TYPE_ARRAY_TIMER);
        object_property_add_child(OBJECT(pci), "timer[*]", timer[i]);
    }
    for (i = 0; i < NUM_TIMERS; i++) {
        object_unref(timer[i]);
    }
}

/* Two elements by constant index. */

void card_probe_bad(void)
{
    Object *probe[2];

    probe[0] = object_new(TYPE_ARRAY_TIMER);
    /* 1 on the second one: the first is dropped twice instead. */
    probe[1] = object_new(TYPE_ARRAY_TIMER); // expect: qom-ref-leak probe[1]
    object_unref(probe[0]);
    /* 0 on the first one. */
    object_unref(probe[0]); // expect: qom-over-unref probe[0]
}

void card_probe_ok(void)
{
    Object *probe[2];

    probe[0] = object_new(TYPE_ARRAY_TIMER);
    probe[1] = object_new(TYPE_ARRAY_TIMER);
    object_unref(probe[0]);
    object_unref(probe[1]);
}

/* Fields that point to children, which the parent holds. */

static void card_point_realize_ok(PCIDevice *pci, Error **errp)
{
    ArrayCard *s = ARRAY_CARD(pci);
    int i;

    for (i = 0; i < NUM_TIMERS; i++) {
        Object *timer = object_new(TYPE_ARRAY_TIMER);

        object_property_add_child(OBJECT(pci), "timer[*]", timer);
        s->borrowed[i] = ARRAY_TIMER(timer);
        object_unref(timer);
    }
    for (i = 0; i < NUM_TIMERS; i++) {
        s->borrowed[i]->rate = i;
    }
}

/* Embedded ones, realized in place. */

static void card_embedded_realize_bad(PCIDevice *pci, Error **errp)
{
    ArrayCard *s = ARRAY_CARD(pci);
    int i;

    for (i = 0; i < ARRAY_SIZE(s->embedded); i++) {
        DeviceState *dev = DEVICE(&s->embedded[i]);

        /* Consumes the child property's. */
        if (!qdev_realize_and_unref(dev, NULL, errp)) { // expect: qom-embedded-ref
            return;
        }
    }
}

static void card_embedded_realize_ok(PCIDevice *pci, Error **errp)
{
    ArrayCard *s = ARRAY_CARD(pci);
    int i;

    for (i = 0; i < ARRAY_SIZE(s->embedded); i++) {
        DeviceState *dev = DEVICE(&s->embedded[i]);

        if (!qdev_realize(dev, NULL, errp)) {
            return;
        }
    }
}

static void card_init(Object *obj)
{
    ArrayCard *s = ARRAY_CARD(obj);
    int i;

    for (i = 0; i < NUM_TIMERS; i++) {
        object_initialize_child(obj, "embedded[*]", &s->embedded[i],
                                TYPE_ARRAY_TIMER);
    }
}

static void timers_bad_class_init(ObjectClass *klass, const void *data)
{
    PCI_DEVICE_CLASS(klass)->realize = FN_card_timers_realize_bad;
}

static void timers_ok_class_init(ObjectClass *klass, const void *data)
{
    PCI_DEVICE_CLASS(klass)->realize = card_timers_realize_ok;
}

static void point_class_init(ObjectClass *klass, const void *data)
{
    PCI_DEVICE_CLASS(klass)->realize = card_point_realize_ok;
}

static void embedded_bad_class_init(ObjectClass *klass, const void *data)
{
    PCI_DEVICE_CLASS(klass)->realize = card_embedded_realize_bad;
}

static void embedded_ok_class_init(ObjectClass *klass, const void *data)
{
    PCI_DEVICE_CLASS(klass)->realize = card_embedded_realize_ok;
}

static const TypeInfo types[] = {
    {
        .name = TYPE_ARRAY_TIMER,
        .parent = TYPE_DEVICE,
        .instance_size = sizeof(ArrayTimer),
    },
    {
        .name = TYPE_ARRAY_CARD,
        .parent = TYPE_PCI_DEVICE,
        .instance_size = sizeof(ArrayCard),
        .instance_init = card_init,
        .abstract = true,
        .interfaces =
            (const InterfaceInfo[]){{INTERFACE_CONVENTIONAL_PCI_DEVICE}, {}},
    },
    {
        .name = TYPE_ARRAY_CARD "-timers-bad",
        .parent = TYPE_ARRAY_CARD,
        .class_init = timers_bad_class_init,
    },
    {
        .name = TYPE_ARRAY_CARD "-timers-ok",
        .parent = TYPE_ARRAY_CARD,
        .class_init = timers_ok_class_init,
    },
    {
        .name = TYPE_ARRAY_CARD "-point",
        .parent = TYPE_ARRAY_CARD,
        .class_init = point_class_init,
    },
    {
        .name = TYPE_ARRAY_CARD "-embedded-bad",
        .parent = TYPE_ARRAY_CARD,
        .class_init = embedded_bad_class_init,
    },
    {
        .name = TYPE_ARRAY_CARD "-embedded-ok",
        .parent = TYPE_ARRAY_CARD,
        .class_init = embedded_ok_class_init,
    },
};

DEFINE_TYPES(types)
