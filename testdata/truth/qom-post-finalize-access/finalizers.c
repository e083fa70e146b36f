/*
 * Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 *
 * Before the first finalizer runs, all properties are released: children are
 * finalized, links dropped. The fields still point at them.
 */
#include "qemu/osdep.h"
#include "exec/memory.h"
#include "hw/qdev-clock.h"
#include "hw/qdev-core.h"
#include "qapi/error.h"
#include "qom/scenario.h"

#define TYPE_TANK "toy-tank"
OBJECT_DECLARE_SIMPLE_TYPE(Tank, TANK)

struct Tank {
    Object parent_obj;
    uint32_t level;
};

#define TYPE_PLANT_BAD "toy-plant-bad"
OBJECT_DECLARE_SIMPLE_TYPE(BadPlant, PLANT_BAD)

struct BadPlant {
    DeviceState parent_obj;
    Tank embedded;
    Tank *child;
    Tank *link;
    uint32_t sum;
};

static void plant_init_bad(Object *obj)
{
    BadPlant *s = PLANT_BAD(obj);

    object_initialize_child(obj, "embedded", &s->embedded, TYPE_TANK);
    s->child = TANK(object_new(TYPE_TANK));
    object_property_add_child(obj, "child", OBJECT(s->child));
    object_unref(OBJECT(s->child));
    object_property_add_link(obj, "link", TYPE_TANK, (Object **)&s->link,
                             object_property_allow_set_link,
                             OBJ_PROP_LINK_STRONG);
}

/* Three calls down from a finalizer is in it, still. */
static uint32_t tank_level_bad(Tank *tank)
{
    return tank->level; // expect: qom-post-finalize-access tank
}

static void plant_finalize_bad(Object *obj)
{
    BadPlant *s = PLANT_BAD(obj);

    s->sum = s->embedded.level; // expect: qom-post-finalize-access s->embedded
    s->sum += s->child->level; // expect: qom-post-finalize-access s->child
    s->sum += tank_level_bad(s->link);
}

/* What base types' finalizers find is the same. */

#define TYPE_SHED_BAD "toy-shed-bad"
OBJECT_DECLARE_SIMPLE_TYPE(BadShed, SHED_BAD)

struct BadShed {
    DeviceState parent_obj;
    Tank *child;
    Tank *link;
};

static void shed_init_bad(Object *obj)
{
    BadShed *s = SHED_BAD(obj);

    s->child = TANK(object_new(TYPE_TANK));
    object_property_add_child(obj, "child", OBJECT(s->child));
    object_unref(OBJECT(s->child));
    object_property_add_link(obj, "link", TYPE_TANK, (Object **)&s->link,
                             object_property_allow_set_link,
                             OBJ_PROP_LINK_STRONG);
}

static void shed_finalize_bad(Object *obj)
{
    BadShed *s = SHED_BAD(obj);

    /* Nothing happens to what is gone in storage of ours; these have none. */
    object_unparent(OBJECT(s->child)); // expect: qom-post-finalize-access s->child
    object_dynamic_cast(OBJECT(s->link), TYPE_TANK); // expect: qom-post-finalize-access s->link
}

/* Links that do not count, and those that a hook has cleared, are no children. */

#define TYPE_SHED_OK "toy-shed-ok"
OBJECT_DECLARE_SIMPLE_TYPE(OkShed, SHED_OK)

struct OkShed {
    DeviceState parent_obj;
    Tank *weak;
    Tank *link;
};

static void shed_init_ok(Object *obj)
{
    OkShed *s = SHED_OK(obj);

    object_property_add_link(obj, "weak", TYPE_TANK, (Object **)&s->weak,
                             object_property_allow_set_link, 0);
    object_property_add_link(obj, "link", TYPE_TANK, (Object **)&s->link,
                             object_property_allow_set_link,
                             OBJ_PROP_LINK_STRONG);
}

static void shed_unparent_ok(Object *obj)
{
    OkShed *s = SHED_OK(obj);

    s->link->level = 0;
    g_clear_pointer(&s->link, object_unref);
}

static void shed_finalize_ok(Object *obj)
{
    OkShed *s = SHED_OK(obj);

    s->weak->level = s->link ? s->link->level : 0;
}

static void shed_ok_class_init(ObjectClass *klass, const void *data)
{
    klass->unparent = shed_unparent_ok;
}

#define TYPE_PLANT_OK "toy-plant-ok"
OBJECT_DECLARE_SIMPLE_TYPE(OkPlant, PLANT_OK)

struct OkPlant {
    DeviceState parent_obj;
    Tank embedded;
    MemoryRegion *bank;
    Clock *clk;
    Tank *kept;
    uint32_t sum;
};

static void plant_init_ok(Object *obj)
{
    OkPlant *s = PLANT_OK(obj);

    object_initialize_child(obj, "embedded", &s->embedded, TYPE_TANK);
    s->bank = g_new0(MemoryRegion, 1);
    memory_region_init(s->bank, obj, "bank", 16);
    s->clk = qdev_init_clock_in(DEVICE(obj), "clk", NULL, NULL, 0);
    s->kept = TANK(object_new(TYPE_TANK));
    object_property_add_child(obj, "kept", OBJECT(s->kept));
}

static void plant_finalize_ok(Object *obj)
{
    OkPlant *s = PLANT_OK(obj);

    /* The clock list has a reference until device_finalize. */
    s->sum = clock_get(s->clk);
    /* Our creation reference is here until we drop it. */
    s->sum += s->kept->level;
    object_unref(OBJECT(s->kept));
    /* Gone already, nothing happens; but the storage is ours. */
    object_unparent(OBJECT(s->bank));
    g_free(s->bank);
    /* An address is no access. */
    s->sum += (uintptr_t)&s->embedded & 1;
}

/* The link has the last reference to the tank. */
static void connect_and_end(const char *type)
{
    Object *plant = object_new(type);
    Object *tank = object_new(TYPE_TANK);

    object_property_add_child(object_get_objects_root(), "tank", tank);
    object_property_set_link(plant, "link", tank, &error_abort);
    object_unparent(tank);
    object_unref(tank);
    object_unref(plant);
}

static void unparent_and_end(const char *type)
{
    Object *shed = object_new(type);
    Object *tank = object_new(TYPE_TANK);

    object_property_add_child(object_get_objects_root(), "tank", tank);
    object_property_add_child(object_get_objects_root(), "shed", shed);
    object_property_set_link(shed, "weak", tank, &error_abort);
    object_property_set_link(shed, "link", tank, &error_abort);
    object_unparent(shed);
    object_unref(shed);
    object_unparent(tank);
    object_unref(tank);
}

void scenario(void)
{
    object_unref(object_new(TYPE_PLANT_OK));
    unparent_and_end(TYPE_SHED_OK);
    if (scenario_choice("shed")) {
        connect_and_end(TYPE_SHED_BAD "-small");
    } else {
        connect_and_end(TYPE_PLANT_BAD);
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
        .parent = TYPE_DEVICE,
        .instance_size = sizeof(BadPlant),
        .instance_init = plant_init_bad,
        .instance_finalize = plant_finalize_bad,
    },
    {
        .name = TYPE_SHED_BAD,
        .parent = TYPE_DEVICE,
        .instance_size = sizeof(BadShed),
        .instance_init = shed_init_bad,
        .instance_finalize = shed_finalize_bad,
        .abstract = true,
    },
    {
        .name = TYPE_SHED_BAD "-small",
        .parent = TYPE_SHED_BAD,
    },
    {
        .name = TYPE_SHED_OK,
        .parent = TYPE_DEVICE,
        .instance_size = sizeof(OkShed),
        .instance_init = shed_init_ok,
        .instance_finalize = shed_finalize_ok,
        .class_init = shed_ok_class_init,
    },
    {
        .name = TYPE_PLANT_OK,
        .parent = TYPE_DEVICE,
        .instance_size = sizeof(OkPlant),
        .instance_init = plant_init_ok,
        .instance_finalize = plant_finalize_ok,
    },
};

DEFINE_TYPES(types)
