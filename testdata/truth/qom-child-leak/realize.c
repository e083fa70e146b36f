/*
 * Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 *
 * Realizing gives a device without a parent one, with a reference of its own.
 */
#include "qemu/osdep.h"
#include "hw/qdev-core.h"
#include "qapi/error.h"
#include "qom/scenario.h"

#define TYPE_LAMP "toy-lamp"
OBJECT_DECLARE_SIMPLE_TYPE(Lamp, LAMP)

struct Lamp {
    DeviceState parent_obj;
    bool lit;
};

static void lamp_add_bad(Error **errp)
{
    /* On success 2: ours and /machine/unattached's. Ours is lost. */
    DeviceState *lamp = qdev_new(TYPE_LAMP); // expect: qom-child-leak lamp

    if (!qdev_realize(lamp, NULL, errp)) {
        object_unref(OBJECT(lamp));
        return;
    }
    LAMP(lamp)->lit = true;
}

static void lamp_add_ok(Error **errp)
{
    DeviceState *lamp = qdev_new(TYPE_LAMP);

    if (!qdev_realize(lamp, NULL, errp)) {
        object_unref(OBJECT(lamp));
        return;
    }
    LAMP(lamp)->lit = true;
    object_unref(OBJECT(lamp));
}

static void lamp_add_at_once_ok(Error **errp)
{
    DeviceState *lamp = qdev_new(TYPE_LAMP);

    if (qdev_realize_and_unref(lamp, NULL, errp)) {
        LAMP(lamp)->lit = true;
    }
}

void scenario(void)
{
    lamp_add_bad(NULL);
    lamp_add_ok(NULL);
    lamp_add_at_once_ok(NULL);
}

static const TypeInfo types[] = {
    {
        .name = TYPE_LAMP,
        .parent = TYPE_DEVICE,
        .instance_size = sizeof(Lamp),
    },
};

DEFINE_TYPES(types)
