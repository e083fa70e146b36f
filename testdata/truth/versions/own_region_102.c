/*
 * Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 *
 * qemu: 10.2
 *
 * Between regions of one owner no reference is taken, and a region that ends
 * leaves its container by itself.
 */
#include "qemu/osdep.h"
#include "exec/memory.h"
#include "hw/qdev-core.h"
#include "qapi/error.h"
#include "qom/scenario.h"

#define TYPE_BANK "toy-bank"
OBJECT_DECLARE_SIMPLE_TYPE(Bank, BANK)

struct Bank {
    DeviceState parent_obj;
    MemoryRegion container;
    MemoryRegion page;
};

static void bank_init_ok(Object *obj)
{
    Bank *s = BANK(obj);

    memory_region_init(&s->container, obj, "container", 0x1000);
    memory_region_init(&s->page, obj, "page", 0x100);
    /* Still 1, the creator's. */
    memory_region_add_subregion(&s->container, 0, &s->page);
}

/* Mapped and unmapped by hooks that come in pairs. */

static void bank_init_pair_ok(Object *obj)
{
    Bank *s = BANK(obj);

    memory_region_init(&s->container, obj, "container", 0x1000);
    memory_region_init(&s->page, obj, "page", 0x100);
}

static void bank_realize_ok(DeviceState *dev, Error **errp)
{
    Bank *s = BANK(dev);

    memory_region_add_subregion(&s->container, 0, &s->page);
}

static void bank_unrealize_ok(DeviceState *dev)
{
    Bank *s = BANK(dev);

    memory_region_del_subregion(&s->container, &s->page);
}

static void bank_pair_class_init(ObjectClass *klass, const void *data)
{
    DEVICE_CLASS(klass)->realize = bank_realize_ok;
    DEVICE_CLASS(klass)->unrealize = bank_unrealize_ok;
}

void scenario(void)
{
    DeviceState *pair = qdev_new(TYPE_BANK "-pair");

    qdev_realize(pair, NULL, &error_abort);
    object_unparent(OBJECT(pair));
    object_unref(OBJECT(pair));
    object_unref(object_new(TYPE_BANK "-once"));
}

static const TypeInfo types[] = {
    {
        .name = TYPE_BANK,
        .parent = TYPE_DEVICE,
        .instance_size = sizeof(Bank),
        .abstract = true,
    },
    {
        .name = TYPE_BANK "-once",
        .parent = TYPE_BANK,
        .instance_init = bank_init_ok,
    },
    {
        .name = TYPE_BANK "-pair",
        .parent = TYPE_BANK,
        .instance_init = bank_init_pair_ok,
        .class_init = bank_pair_class_init,
    },
};

DEFINE_TYPES(types)
