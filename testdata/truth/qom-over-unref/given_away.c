/*
 * Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 *
 * References that are somebody else's: given to a consuming call, or dropped
 * by a scope that never had one.
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

static void lamp_add_bad(void)
{
    DeviceState *lamp = qdev_new(TYPE_LAMP);

    qdev_realize_and_unref(lamp, NULL, &error_abort);
    /* 1, the tree's. */
    object_unref(OBJECT(lamp)); // expect: qom-over-unref lamp
}

static void lamp_add_ok(void)
{
    DeviceState *lamp = qdev_new(TYPE_LAMP);

    qdev_realize(lamp, NULL, &error_abort);
    object_unref(OBJECT(lamp));
}

static bool lamp_is_lit_bad(Object *room)
{
    /* The room's, dropped by the end of the scope. */
    g_autoptr(Lamp) lamp = LAMP(object_resolve_path_component(room, "lamp")); // expect: qom-over-unref lamp

    return lamp->lit;
}

static bool lamp_is_lit_ok(Object *room)
{
    g_autoptr(Lamp) lamp = LAMP(object_ref(object_resolve_path_component(room, "lamp")));

    return lamp->lit;
}

static Object *room_new_ok(void)
{
    Object *room = object_new(TYPE_LAMP);
    Object *lamp = object_new(TYPE_LAMP);

    object_property_add_child(room, "lamp", lamp);
    object_unref(lamp);
    return room;
}

void scenario(void)
{
    Object *room = room_new_ok();

    lamp_add_ok();
    lamp_is_lit_ok(room);
    if (scenario_choice("drop what was given away")) {
        lamp_add_bad();
    } else if (scenario_choice("drop at the end of a scope")) {
        lamp_is_lit_bad(room);
    }
    object_unref(room);
}

static const TypeInfo types[] = {
    {
        .name = TYPE_LAMP,
        .parent = TYPE_DEVICE,
        .instance_size = sizeof(Lamp),
    },
};

DEFINE_TYPES(types)
