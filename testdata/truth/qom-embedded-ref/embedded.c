/*
 * Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 *
 * A child in its parent's storage: the parent has the only reference, and no
 * other keeps the storage.
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

/* Setters that drop what is the plant's. */

#define TYPE_PLANT_BAD "toy-plant-bad"
OBJECT_DECLARE_SIMPLE_TYPE(BadPlant, PLANT_BAD)

struct BadPlant {
    Object parent_obj;
    Tank tank;
};

static void plant_bad_init(Object *obj)
{
    BadPlant *plant = PLANT_BAD(obj);

    object_initialize_child(obj, "tank", &plant->tank, TYPE_TANK);
}

static void plant_stop_bad(Object *obj, bool value, Error **errp)
{
    BadPlant *plant = PLANT_BAD(obj);

    /* 1, the plant's: 0 with the tank still in the tree. */
    object_unref(OBJECT(&plant->tank)); // expect: qom-embedded-ref plant->tank
}

static void plant_empty_bad(Object *obj, bool value, Error **errp)
{
    Object *tank = OBJECT(&PLANT_BAD(obj)->tank);

    TANK(tank)->level = 0;
    /* The same under another name. */
    object_unref(tank); // expect: qom-embedded-ref tank
}

static void plant_bad_class_init(ObjectClass *klass, const void *data)
{
    object_class_property_add_bool(klass, "stop", NULL, plant_stop_bad);
    object_class_property_add_bool(klass, "empty", NULL, plant_empty_bad);
}

/* Setters that drop what is theirs, or have the plant drop its own. */

#define TYPE_PLANT_OK "toy-plant-ok"
OBJECT_DECLARE_SIMPLE_TYPE(OkPlant, PLANT_OK)

struct OkPlant {
    Object parent_obj;
    Tank tank;
};

static void plant_ok_init(Object *obj)
{
    OkPlant *plant = PLANT_OK(obj);

    object_initialize_child(obj, "tank", &plant->tank, TYPE_TANK);
}

static void plant_stop_ok(Object *obj, bool value, Error **errp)
{
    OkPlant *plant = PLANT_OK(obj);

    object_unparent(OBJECT(&plant->tank));
}

static void plant_empty_ok(Object *obj, bool value, Error **errp)
{
    Object *tank = object_ref(OBJECT(&PLANT_OK(obj)->tank));

    TANK(tank)->level = 0;
    object_unref(tank);
}

static void plant_ok_class_init(ObjectClass *klass, const void *data)
{
    object_class_property_add_bool(klass, "stop", NULL, plant_stop_ok);
    object_class_property_add_bool(klass, "empty", NULL, plant_empty_ok);
}

/* A reference that stays behind the plant's back. */

#define TYPE_PLANT_WATCHED "toy-plant-watched"
OBJECT_DECLARE_SIMPLE_TYPE(WatchedPlant, PLANT_WATCHED)

struct WatchedPlant {
    Object parent_obj;
    Tank tank;
};

static void plant_watched_init(Object *obj)
{
    WatchedPlant *plant = PLANT_WATCHED(obj);

    object_initialize_child(obj, "tank", &plant->tank, TYPE_TANK);
}

static Object *watched;

static void FN_plant_watch_bad(Object *obj, bool value, Error **errp)
{
    /* The storage goes with the plant, which does not count this one. */
    watched = object_ref(OBJECT(&PLANT_WATCHED(obj)->tank)); // expect: qom-embedded-ref
}

static void plant_watched_class_init(ObjectClass *klass, const void *data)
{
    object_class_property_add_bool(klass, "watch", NULL, FN_plant_watch_bad);
}

static void set_and_end_ok(const char *type, const char *property)
{
    Object *plant = object_new(type);

    object_property_set_bool(plant, property, true, &error_abort);
    object_unref(plant);
}

void scenario(void)
{
    set_and_end_ok(TYPE_PLANT_OK, "stop");
    set_and_end_ok(TYPE_PLANT_OK, "empty");
    set_and_end_ok(TYPE_PLANT_WATCHED, "watch");
    if (scenario_choice("stop")) {
        set_and_end_ok(TYPE_PLANT_BAD, "stop");
    } else if (scenario_choice("empty")) {
        set_and_end_ok(TYPE_PLANT_BAD, "empty");
    }
}

static const TypeInfo types[] = {
    {
        .name = TYPE_TANK,
        .parent = TYPE_OBJECT,
        .instance_size = sizeof(Tank),
    },
    {
        .name = TYPE_PLANT_BAD,
        .parent = TYPE_OBJECT,
        .instance_size = sizeof(BadPlant),
        .instance_init = plant_bad_init,
        .class_init = plant_bad_class_init,
    },
    {
        .name = TYPE_PLANT_OK,
        .parent = TYPE_OBJECT,
        .instance_size = sizeof(OkPlant),
        .instance_init = plant_ok_init,
        .class_init = plant_ok_class_init,
    },
    {
        .name = TYPE_PLANT_WATCHED,
        .parent = TYPE_OBJECT,
        .instance_size = sizeof(WatchedPlant),
        .instance_init = plant_watched_init,
        .class_init = plant_watched_class_init,
    },
};

DEFINE_TYPES(types)
