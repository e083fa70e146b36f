/*
 * Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 *
 * Uses behind the last known holder.
 */
#include "qemu/osdep.h"
#include "qapi/error.h"
#include "qom/object.h"
#include "qom/scenario.h"

#define TYPE_TANK "toy-tank"
OBJECT_DECLARE_SIMPLE_TYPE(Tank, TANK)

struct Tank {
    Object parent_obj;
    uint32_t level;
};

static void drain_bad(void)
{
    Tank *tank = TANK(object_new(TYPE_TANK));

    object_unref(OBJECT(tank));
    tank->level = 0; // expect: qom-use-after-unref tank
}

static void drain_ok(void)
{
    Tank *tank = TANK(object_new(TYPE_TANK));

    tank->level = 0;
    object_unref(OBJECT(tank));
}

static uint32_t remove_bad(Object *plant)
{
    Tank *tank = TANK(object_new(TYPE_TANK));

    object_property_add_child(plant, "tank", OBJECT(tank));
    object_unref(OBJECT(tank));
    /* The plant had the last one. */
    object_unparent(OBJECT(tank));
    return tank->level; // expect: qom-use-after-unref tank
}

static uint32_t remove_ok(Object *plant)
{
    Tank *tank = TANK(object_new(TYPE_TANK));
    uint32_t level;

    object_property_add_child(plant, "tank", OBJECT(tank));
    object_unparent(OBJECT(tank));
    level = tank->level;
    object_unref(OBJECT(tank));
    return level;
}

void scenario(void)
{
    Object *plant = object_new(TYPE_TANK);

    drain_ok();
    remove_ok(plant);
    drain_bad();
    remove_bad(plant);
    object_unref(plant);
}

static const TypeInfo types[] = {
    {
        .name = TYPE_TANK,
        .parent = TYPE_OBJECT,
        .instance_size = sizeof(Tank),
    },
};

DEFINE_TYPES(types)
