/*
 * Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 *
 * The creation reference besides the one of the child property.
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

/* Fails when the run asks for it. */
static bool tank_fill_ok(Tank *tank, Error **errp)
{
    if (scenario_choice("filling fails")) {
        error_setg(errp, "no water");
        return false;
    }
    tank->level = 100;
    return true;
}

static void attach_bad(Object *plant)
{
    Object *tank = object_new(TYPE_TANK); // expect: qom-child-leak tank

    /* 2: ours and the plant's, which is dropped with the plant. */
    object_property_add_child(plant, "tank", tank);
}

static void attach_ok(Object *plant)
{
    Object *tank = object_new(TYPE_TANK);

    object_property_add_child(plant, "tank", tank);
    object_unref(tank);
}

static bool attach_filled_bad(Object *plant, Error **errp)
{
    Object *tank = object_new(TYPE_TANK); // expect: qom-child-leak tank

    object_property_add_child(plant, "tank", tank);
    if (!tank_fill_ok(TANK(tank), errp)) {
        /* The plant's is gone, ours is not. */
        object_unparent(tank);
        return false;
    }
    object_unref(tank);
    return true;
}

static bool attach_filled_ok(Object *plant, Error **errp)
{
    Object *tank = object_new(TYPE_TANK);

    object_property_add_child(plant, "tank", tank);
    object_unref(tank);
    if (!tank_fill_ok(TANK(tank), errp)) {
        object_unparent(tank);
        return false;
    }
    return true;
}

void scenario(void)
{
    Object *first = object_new(TYPE_TANK);
    Object *second = object_new(TYPE_TANK);
    Object *third = object_new(TYPE_TANK);
    Object *fourth = object_new(TYPE_TANK);

    attach_ok(first);
    attach_bad(second);
    attach_filled_ok(third, NULL);
    attach_filled_bad(fourth, NULL);
    object_unref(first);
    object_unref(second);
    object_unref(third);
    object_unref(fourth);
}

static const TypeInfo types[] = {
    {
        .name = TYPE_TANK,
        .parent = TYPE_OBJECT,
        .instance_size = sizeof(Tank),
    },
};

DEFINE_TYPES(types)
