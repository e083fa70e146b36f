/*
 * Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 *
 * One drop more than there are references. Each ends the run, so each has its
 * own.
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

static void drop_twice_bad(void)
{
    Object *tank = object_new(TYPE_TANK);

    object_unref(tank);
    object_unref(tank); // expect: qom-over-unref tank
}

static void drop_twice_ok(void)
{
    Object *tank = object_new(TYPE_TANK);

    object_ref(tank);
    object_unref(tank);
    object_unref(tank);
}

static void drop_found_bad(Object *plant)
{
    Object *tank = object_resolve_path_component(plant, "tank");

    /* 1, the plant's. */
    object_unref(tank); // expect: qom-over-unref tank
}

static void drop_found_ok(Object *plant)
{
    Object *tank = object_resolve_path_component(plant, "tank");

    object_ref(tank);
    object_unref(tank);
}

static Object *plant_new_ok(void)
{
    Object *plant = object_new(TYPE_TANK);
    Object *tank = object_new(TYPE_TANK);

    object_property_add_child(plant, "tank", tank);
    object_unref(tank);
    return plant;
}

void scenario(void)
{
    Object *plant = plant_new_ok();

    drop_twice_ok();
    drop_found_ok(plant);
    if (scenario_choice("drop twice")) {
        drop_twice_bad();
    } else if (scenario_choice("drop what was found")) {
        drop_found_bad(plant);
    }
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
