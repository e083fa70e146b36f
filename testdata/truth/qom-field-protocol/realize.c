/*
 * Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 *
 * What realize puts into a field, unrealize has to drop: a device may be
 * realized again.
 */
#include "qemu/osdep.h"
#include "hw/qdev-core.h"
#include "qapi/error.h"
#include "qom/scenario.h"

#define TYPE_FILTER "toy-filter"
OBJECT_DECLARE_SIMPLE_TYPE(Filter, FILTER)

struct Filter {
    Object parent_obj;
};

#define TYPE_PUMP_BAD "toy-pump-bad"
OBJECT_DECLARE_SIMPLE_TYPE(BadPump, PUMP_BAD)

struct BadPump {
    DeviceState parent_obj;
    Object *filter;
};

static void pump_realize_bad(DeviceState *dev, Error **errp)
{
    PUMP_BAD(dev)->filter = object_new(TYPE_FILTER); // expect: qom-field-protocol
}

static void pump_bad_class_init(ObjectClass *klass, const void *data)
{
    DEVICE_CLASS(klass)->realize = pump_realize_bad;
}

#define TYPE_PUMP_OK "toy-pump-ok"
OBJECT_DECLARE_SIMPLE_TYPE(OkPump, PUMP_OK)

struct OkPump {
    DeviceState parent_obj;
    Object *filter;
};

static void pump_realize_ok(DeviceState *dev, Error **errp)
{
    PUMP_OK(dev)->filter = object_new(TYPE_FILTER);
}

static void pump_unrealize_ok(DeviceState *dev)
{
    object_unref(PUMP_OK(dev)->filter);
    PUMP_OK(dev)->filter = NULL;
}

static void pump_ok_class_init(ObjectClass *klass, const void *data)
{
    DEVICE_CLASS(klass)->realize = pump_realize_ok;
    DEVICE_CLASS(klass)->unrealize = pump_unrealize_ok;
}

/* Twice, as a user of the monitor may do. */
static void realize_twice_ok(const char *type)
{
    DeviceState *pump = qdev_new(type);

    qdev_realize(pump, NULL, &error_abort);
    qdev_unrealize(pump);
    qdev_realize(pump, NULL, &error_abort);
    object_unparent(OBJECT(pump));
    object_unref(OBJECT(pump));
}

void scenario(void)
{
    realize_twice_ok(TYPE_PUMP_OK);
    realize_twice_ok(TYPE_PUMP_BAD);
}

static const TypeInfo types[] = {
    {
        .name = TYPE_FILTER,
        .parent = TYPE_OBJECT,
        .instance_size = sizeof(Filter),
    },
    {
        .name = TYPE_PUMP_BAD,
        .parent = TYPE_DEVICE,
        .instance_size = sizeof(BadPump),
        .class_init = pump_bad_class_init,
    },
    {
        .name = TYPE_PUMP_OK,
        .parent = TYPE_DEVICE,
        .instance_size = sizeof(OkPump),
        .class_init = pump_ok_class_init,
    },
};

DEFINE_TYPES(types)
