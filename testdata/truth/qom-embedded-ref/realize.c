/*
 * Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 *
 * Embedded devices whose realize fails.
 */
#include "qemu/osdep.h"
#include "hw/qdev-core.h"
#include "qapi/error.h"
#include "qom/scenario.h"

#define TYPE_COUNTER "toy-counter"
OBJECT_DECLARE_SIMPLE_TYPE(Counter, COUNTER)

struct Counter {
    DeviceState parent_obj;
    uint32_t width;
};

#define TYPE_GAUGE_BAD "toy-gauge-bad"
OBJECT_DECLARE_SIMPLE_TYPE(BadGauge, GAUGE_BAD)

struct BadGauge {
    DeviceState parent_obj;
    Counter counter;
};

static void gauge_init_bad(Object *obj)
{
    BadGauge *s = GAUGE_BAD(obj);

    object_initialize_child(obj, "counter", &s->counter, TYPE_COUNTER);
}

static void gauge_realize_bad(DeviceState *dev, Error **errp)
{
    BadGauge *s = GAUGE_BAD(dev);

    if (!qdev_realize(DEVICE(&s->counter), NULL, errp)) {
        /* 1, the child property's: 0 with the child still in the tree. */
        object_unref(OBJECT(&s->counter)); // expect: qom-embedded-ref s->counter
        return;
    }
    s->counter.width = 8;
}

static void gauge_bad_class_init(ObjectClass *klass, const void *data)
{
    DEVICE_CLASS(klass)->realize = gauge_realize_bad;
}

#define TYPE_GAUGE_OK "toy-gauge-ok"
OBJECT_DECLARE_SIMPLE_TYPE(OkGauge, GAUGE_OK)

struct OkGauge {
    DeviceState parent_obj;
    Counter counter;
};

static void gauge_init_ok(Object *obj)
{
    OkGauge *s = GAUGE_OK(obj);

    object_initialize_child(obj, "counter", &s->counter, TYPE_COUNTER);
}

static void gauge_realize_ok(DeviceState *dev, Error **errp)
{
    OkGauge *s = GAUGE_OK(dev);

    if (!qdev_realize(DEVICE(&s->counter), NULL, errp)) {
        return;
    }
    s->counter.width = 8;
}

static void gauge_ok_class_init(ObjectClass *klass, const void *data)
{
    DEVICE_CLASS(klass)->realize = gauge_realize_ok;
}

static void realize_and_end_ok(const char *type)
{
    DeviceState *gauge = qdev_new(type);

    qdev_realize_and_unref(gauge, NULL, NULL);
}

void scenario(void)
{
    realize_and_end_ok(TYPE_GAUGE_OK);
    realize_and_end_ok(TYPE_GAUGE_BAD);
}

static const TypeInfo types[] = {
    {
        .name = TYPE_COUNTER,
        .parent = TYPE_DEVICE,
        .instance_size = sizeof(Counter),
    },
    {
        .name = TYPE_GAUGE_BAD,
        .parent = TYPE_DEVICE,
        .instance_size = sizeof(BadGauge),
        .instance_init = gauge_init_bad,
        .class_init = gauge_bad_class_init,
    },
    {
        .name = TYPE_GAUGE_OK,
        .parent = TYPE_DEVICE,
        .instance_size = sizeof(OkGauge),
        .instance_init = gauge_init_ok,
        .class_init = gauge_ok_class_init,
    },
};

DEFINE_TYPES(types)
