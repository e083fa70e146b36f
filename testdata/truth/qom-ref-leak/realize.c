/*
 * Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 *
 * Devices that fail before the tree has them, and types that introspection
 * creates and drops.
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

static void lamp_set_lit_ok(Object *obj, bool value, Error **errp)
{
    LAMP(obj)->lit = value;
}

static void lamp_class_init(ObjectClass *klass, const void *data)
{
    object_class_property_add_bool(klass, "lit", NULL, lamp_set_lit_ok);
}

static void lamp_add_bad(Error **errp)
{
    DeviceState *lamp = qdev_new(TYPE_LAMP); // expect: qom-ref-leak lamp

    if (!object_property_set_bool(OBJECT(lamp), "lit", true, errp)) {
        /* Without a parent yet: this drops nothing. */
        object_unparent(OBJECT(lamp));
        return;
    }
    qdev_realize_and_unref(lamp, NULL, errp);
}

static void lamp_add_ok(Error **errp)
{
    DeviceState *lamp = qdev_new(TYPE_LAMP);

    if (!object_property_set_bool(OBJECT(lamp), "lit", true, errp)) {
        object_unref(OBJECT(lamp));
        return;
    }
    qdev_realize_and_unref(lamp, NULL, errp);
}

/* Asks a type what it can do. */

static bool lamp_ask_bad(const char *type)
{
    Object *obj = object_new(type); // expect: qom-ref-leak obj

    if (!object_property_find(obj, "lit")) {
        return false;
    }
    object_unref(obj);
    return true;
}

static bool lamp_ask_ok(const char *type)
{
    Object *obj = object_new(type);
    bool found = object_property_find(obj, "lit") != NULL;

    object_unref(obj);
    return found;
}

void scenario(void)
{
    const char *type = scenario_choice("of a type without") ? TYPE_CLOCK : TYPE_LAMP;

    lamp_add_ok(NULL);
    lamp_ask_ok(type);
    lamp_add_bad(NULL);
    lamp_ask_bad(type);
}

static const TypeInfo types[] = {
    {
        .name = TYPE_LAMP,
        .parent = TYPE_DEVICE,
        .instance_size = sizeof(Lamp),
        .class_init = lamp_class_init,
    },
};

DEFINE_TYPES(types)
