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
    /* T26: gone already, nothing happens; T25: the storage is ours. */
    object_unparent(OBJECT(s->bank));
    g_free(s->bank);
    /* An address is no access. */
    s->sum += (uintptr_t)&s->embedded & 1;
}

static void plant_end_bad(void)
{
    Object *plant = object_new(TYPE_PLANT_BAD);
    Object *tank = object_new(TYPE_TANK);

    object_property_add_child(object_get_objects_root(), "tank", tank);
    object_property_set_link(plant, "link", tank, &error_abort);
    object_unparent(tank);
    object_unref(tank);
    object_unref(plant);
}

void scenario(void)
{
    object_unref(object_new(TYPE_PLANT_OK));
    plant_end_bad();
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
        .name = TYPE_PLANT_OK,
        .parent = TYPE_DEVICE,
        .instance_size = sizeof(OkPlant),
        .instance_init = plant_init_ok,
        .instance_finalize = plant_finalize_ok,
    },
};

DEFINE_TYPES(types)
