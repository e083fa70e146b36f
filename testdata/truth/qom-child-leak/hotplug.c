/*
 * Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 *
 * Cards that a guest's user plugs and unplugs: the tree's reference and the
 * bus's end with the unplugging, the creation reference only with a drop.
 */
#include "qemu/osdep.h"
#include "hw/qdev-core.h"
#include "hw/sysbus.h"
#include "qapi/error.h"
#include "qom/scenario.h"

#define TYPE_RACK "toy-rack"
#define TYPE_CARD "toy-card"
OBJECT_DECLARE_SIMPLE_TYPE(Card, CARD)

struct Card {
    DeviceState parent_obj;
    uint32_t slot;
};

static void card_class_init(ObjectClass *klass, const void *data)
{
    DEVICE_CLASS(klass)->bus_type = TYPE_RACK;
}

static void card_plug_bad(BusState *rack, Error **errp)
{
    /* On success 3: ours, /machine/unattached's, the rack's. */
    DeviceState *card = qdev_new(TYPE_CARD); // expect: qom-child-leak card

    if (!qdev_realize(card, rack, errp)) {
        object_unref(OBJECT(card));
    }
}

static void card_plug_ok(BusState *rack, Error **errp)
{
    DeviceState *card = qdev_new(TYPE_CARD);

    qdev_realize(card, rack, errp);
    object_unref(OBJECT(card));
}

static void card_plug_at_once_ok(BusState *rack, Error **errp)
{
    qdev_realize_and_unref(qdev_new(TYPE_CARD), rack, errp);
}

static void rack_empty_ok(BusState *rack)
{
    BusChild *kid;

    while ((kid = QTAILQ_FIRST(&rack->children))) {
        object_unparent(OBJECT(kid->child));
    }
}

#define TYPE_CABINET "toy-cabinet"
OBJECT_DECLARE_SIMPLE_TYPE(Cabinet, CABINET)

struct Cabinet {
    SysBusDevice parent_obj;
    BusState rack;
};

static void cabinet_init(Object *obj)
{
    Cabinet *s = CABINET(obj);

    qbus_init(&s->rack, sizeof(s->rack), TYPE_RACK, DEVICE(obj), "rack");
}

void scenario(void)
{
    DeviceState *cabinet = qdev_new(TYPE_CABINET);
    BusState *rack = &CABINET(cabinet)->rack;

    sysbus_realize_and_unref(SYS_BUS_DEVICE(cabinet), &error_abort);
    card_plug_bad(rack, NULL);
    card_plug_ok(rack, NULL);
    card_plug_at_once_ok(rack, NULL);
    rack_empty_ok(rack);
}

static const TypeInfo types[] = {
    {
        .name = TYPE_RACK,
        .parent = TYPE_BUS,
        .instance_size = sizeof(BusState),
    },
    {
        .name = TYPE_CARD,
        .parent = TYPE_DEVICE,
        .instance_size = sizeof(Card),
        .class_init = card_class_init,
    },
    {
        .name = TYPE_CABINET,
        .parent = TYPE_SYS_BUS_DEVICE,
        .instance_size = sizeof(Cabinet),
        .instance_init = cabinet_init,
    },
};

DEFINE_TYPES(types)
