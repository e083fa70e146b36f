/*
 * Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 *
 * References that a function takes and loses.
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

static bool fill_bad(Error **errp)
{
    Tank *tank = TANK(object_new(TYPE_TANK)); // expect: qom-ref-leak tank

    /* 1, ours, on the early return, too. */
    if (!tank_fill_ok(tank, errp)) {
        return false;
    }
    object_unref(OBJECT(tank));
    return true;
}

static bool fill_ok(Error **errp)
{
    Tank *tank = TANK(object_new(TYPE_TANK));
    bool filled = tank_fill_ok(tank, errp);

    object_unref(OBJECT(tank));
    return filled;
}

static void replace_bad(void)
{
    Object *tank = object_new(TYPE_TANK);

    /* The first tank's 1 has no pointer any more. */
    tank = object_new(TYPE_TANK); // expect: qom-ref-leak tank
    object_unref(tank);
}

static void replace_ok(void)
{
    Object *tank = object_new(TYPE_TANK);

    object_unref(tank);
    tank = object_new(TYPE_TANK);
    object_unref(tank);
}

/* A name for the length of the call. */

static uint32_t measure_bad(Object *plant)
{
    Object *tank = object_resolve_path_component(plant, "tank");

    object_ref(tank); // expect: qom-ref-leak tank
    return TANK(tank)->level;
}

static uint32_t measure_ok(Object *plant)
{
    Object *tank = object_resolve_path_component(plant, "tank");
    uint32_t level;

    object_ref(tank);
    level = TANK(tank)->level;
    object_unref(tank);
    return level;
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
    Object *first = plant_new_ok();
    Object *second = plant_new_ok();

    fill_ok(NULL);
    fill_bad(NULL);
    replace_ok();
    replace_bad();
    measure_ok(first);
    measure_bad(second);
    object_unref(first);
    object_unref(second);
}

static const TypeInfo types[] = {
    {
        .name = TYPE_TANK,
        .parent = TYPE_OBJECT,
        .instance_size = sizeof(Tank),
    },
};

DEFINE_TYPES(types)
