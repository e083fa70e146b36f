/*
 * Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 *
 * A consuming realize that fails leaves nothing of a device without a parent.
 */
#include "qemu/osdep.h"
#include "hw/qdev-core.h"
#include "qapi/error.h"
#include "qom/scenario.h"

#define TYPE_LAMP "toy-lamp"
OBJECT_DECLARE_SIMPLE_TYPE(Lamp, LAMP)

struct Lamp {
    DeviceState parent_obj;
    uint32_t watts;
};

static uint32_t lamp_add_bad(Error **errp)
{
    DeviceState *lamp = qdev_new(TYPE_LAMP);

    if (!qdev_realize_and_unref(lamp, NULL, errp)) {
        /* 0: the failing call dropped the only one. */
        return LAMP(lamp)->watts; // expect: qom-use-after-unref lamp
    }
    return 0;
}

static uint32_t lamp_add_ok(Error **errp)
{
    DeviceState *lamp = qdev_new(TYPE_LAMP);

    if (!qdev_realize_and_unref(lamp, NULL, errp)) {
        return 0;
    }
    /* The tree has one. */
    return LAMP(lamp)->watts;
}

static uint32_t lamp_replace_bad(void)
{
    Lamp *lamp = LAMP(qdev_new(TYPE_LAMP));

    qdev_realize_and_unref(DEVICE(lamp), NULL, &error_abort);
    /* The tree's was the last. */
    object_unparent(OBJECT(lamp));
    return lamp->watts; // expect: qom-use-after-unref lamp
}

static uint32_t lamp_replace_ok(void)
{
    Lamp *lamp = LAMP(qdev_new(TYPE_LAMP));
    uint32_t watts;

    qdev_realize_and_unref(DEVICE(lamp), NULL, &error_abort);
    watts = lamp->watts;
    object_unparent(OBJECT(lamp));
    return watts;
}

void scenario(void)
{
    lamp_add_bad(NULL);
    lamp_add_ok(NULL);
    lamp_replace_bad();
    lamp_replace_ok();
}

static const TypeInfo types[] = {
    {
        .name = TYPE_LAMP,
        .parent = TYPE_DEVICE,
        .instance_size = sizeof(Lamp),
    },
};

DEFINE_TYPES(types)
