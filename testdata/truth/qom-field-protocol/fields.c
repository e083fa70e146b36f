/*
 * Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 *
 * Fields that own: filled by a setter, dropped by the finalizer.
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

/* A setter that does not look at what is there. */

#define TYPE_PUMP_BAD "toy-pump-bad"
OBJECT_DECLARE_SIMPLE_TYPE(BadPump, PUMP_BAD)

struct BadPump {
    Object parent_obj;
    Object *tank;
};

static void pump_set_tank_bad(Object *obj, const char *name, Error **errp)
{
    /* Set twice, the first tank keeps its 1. */
    PUMP_BAD(obj)->tank = object_new(TYPE_TANK); // expect: qom-field-protocol
}

static void pump_finalize_bad(Object *obj)
{
    object_unref(PUMP_BAD(obj)->tank);
}

static void pump_bad_class_init(ObjectClass *klass, const void *data)
{
    object_class_property_add_str(klass, "tank", NULL, pump_set_tank_bad);
}

#define TYPE_PUMP_OK "toy-pump-ok"
OBJECT_DECLARE_SIMPLE_TYPE(OkPump, PUMP_OK)

struct OkPump {
    Object parent_obj;
    Object *tank;
};

static void pump_set_tank_ok(Object *obj, const char *name, Error **errp)
{
    OkPump *pump = PUMP_OK(obj);

    g_clear_pointer(&pump->tank, object_unref);
    pump->tank = object_new(TYPE_TANK);
}

static void pump_finalize_ok(Object *obj)
{
    object_unref(PUMP_OK(obj)->tank);
}

static void pump_ok_class_init(ObjectClass *klass, const void *data)
{
    object_class_property_add_str(klass, "tank", NULL, pump_set_tank_ok);
}

/* A field that nobody drops. */

#define TYPE_HOSE_BAD "toy-hose-bad"
OBJECT_DECLARE_SIMPLE_TYPE(BadHose, HOSE_BAD)

struct BadHose {
    Object parent_obj;
    Object *tank;
};

static void hose_init_bad(Object *obj)
{
    HOSE_BAD(obj)->tank = object_new(TYPE_TANK); // expect: qom-field-protocol
}

#define TYPE_HOSE_OK "toy-hose-ok"
OBJECT_DECLARE_SIMPLE_TYPE(OkHose, HOSE_OK)

struct OkHose {
    Object parent_obj;
    Object *tank;
};

static void hose_init_ok(Object *obj)
{
    HOSE_OK(obj)->tank = object_new(TYPE_TANK);
}

static void hose_finalize_ok(Object *obj)
{
    object_unref(HOSE_OK(obj)->tank);
}

/* A finalizer that drops what the link property has dropped already. */

#define TYPE_TAP_BAD "toy-tap-bad"
OBJECT_DECLARE_SIMPLE_TYPE(BadTap, TAP_BAD)

struct BadTap {
    Object parent_obj;
    Tank *tank;
};

static void tap_init_bad(Object *obj)
{
    object_property_add_link(
        obj, "tank", TYPE_TANK, (Object **)&TAP_BAD(obj)->tank,
        object_property_allow_set_link, OBJ_PROP_LINK_STRONG);
}

static void tap_finalize_bad(Object *obj)
{
    object_unref(OBJECT(TAP_BAD(obj)->tank)); // expect: qom-field-protocol
}

#define TYPE_TAP_OK "toy-tap-ok"
OBJECT_DECLARE_SIMPLE_TYPE(OkTap, TAP_OK)

struct OkTap {
    Object parent_obj;
    Tank *tank;
};

static void tap_init_ok(Object *obj)
{
    object_property_add_link(
        obj, "tank", TYPE_TANK, (Object **)&TAP_OK(obj)->tank,
        object_property_allow_set_link, OBJ_PROP_LINK_STRONG);
}

static void fill_and_end_ok(const char *type)
{
    Object *pump = object_new(type);

    object_property_set_str(pump, "tank", "first", &error_abort);
    object_property_set_str(pump, "tank", "second", &error_abort);
    object_unref(pump);
}

static void begin_and_end_ok(const char *type)
{
    object_unref(object_new(type));
}

/* The tap has the last reference to its tank. */
static void connect_and_end_ok(const char *type)
{
    Object *tap = object_new(type);
    Object *tank = object_new(TYPE_TANK);

    object_property_add_child(object_get_objects_root(), "tank", tank);
    object_property_set_link(tap, "tank", tank, &error_abort);
    object_unparent(tank);
    object_unref(tank);
    object_unref(tap);
}

void scenario(void)
{
    fill_and_end_ok(TYPE_PUMP_OK);
    fill_and_end_ok(TYPE_PUMP_BAD);
    begin_and_end_ok(TYPE_HOSE_OK);
    begin_and_end_ok(TYPE_HOSE_BAD);
    connect_and_end_ok(TYPE_TAP_OK);
    if (scenario_choice("end a tap that drops too much")) {
        connect_and_end_ok(TYPE_TAP_BAD);
    }
}

static const TypeInfo types[] = {
    {
        .name = TYPE_TANK,
        .parent = TYPE_OBJECT,
        .instance_size = sizeof(Tank),
    },
    {
        .name = TYPE_PUMP_BAD,
        .parent = TYPE_OBJECT,
        .instance_size = sizeof(BadPump),
        .instance_finalize = pump_finalize_bad,
        .class_init = pump_bad_class_init,
    },
    {
        .name = TYPE_PUMP_OK,
        .parent = TYPE_OBJECT,
        .instance_size = sizeof(OkPump),
        .instance_finalize = pump_finalize_ok,
        .class_init = pump_ok_class_init,
    },
    {
        .name = TYPE_HOSE_BAD,
        .parent = TYPE_OBJECT,
        .instance_size = sizeof(BadHose),
        .instance_init = hose_init_bad,
    },
    {
        .name = TYPE_HOSE_OK,
        .parent = TYPE_OBJECT,
        .instance_size = sizeof(OkHose),
        .instance_init = hose_init_ok,
        .instance_finalize = hose_finalize_ok,
    },
    {
        .name = TYPE_TAP_BAD,
        .parent = TYPE_OBJECT,
        .instance_size = sizeof(BadTap),
        .instance_init = tap_init_bad,
        .instance_finalize = tap_finalize_bad,
    },
    {
        .name = TYPE_TAP_OK,
        .parent = TYPE_OBJECT,
        .instance_size = sizeof(OkTap),
        .instance_init = tap_init_ok,
    },
};

DEFINE_TYPES(types)
