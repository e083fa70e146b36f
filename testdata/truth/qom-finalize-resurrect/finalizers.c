/*
 * Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 *
 * A count of 0 has no way back: a reference that is taken in a finalizer and
 * dropped again ends the object a second time, a kept one is found by QOM.
 */
#include "qemu/osdep.h"
#include "hw/qdev-core.h"
#include "qapi/error.h"
#include "qom/scenario.h"

#define TYPE_LAMP_PAIR_BAD "toy-lamp-pair-bad"
#define TYPE_LAMP_KEPT_BAD "toy-lamp-kept-bad"
#define TYPE_LAMP_TREE_BAD "toy-lamp-tree-bad"
#define TYPE_LAMP_AUTO_BAD "toy-lamp-auto-bad"
#define TYPE_LAMP_DEFER_BAD "toy-lamp-defer-bad"
#define TYPE_LAMP_OK "toy-lamp-ok"

typedef struct Lamp Lamp;
DECLARE_INSTANCE_CHECKER(Lamp, LAMP, TYPE_DEVICE)

struct Lamp {
    DeviceState parent_obj;
    bool on;
};

static Object *last;

static void pair_finalize_bad(Object *obj)
{
    object_ref(obj); // expect: qom-finalize-resurrect obj
    object_unref(obj);
}

static void kept_finalize_bad(Object *obj)
{
    last = object_ref(obj); // expect: qom-finalize-resurrect obj
}

static void tree_finalize_bad(Object *obj)
{
    object_property_add_child(object_get_objects_root(), "ghost", obj); // expect: qom-finalize-resurrect obj
}

/* The same pair, by a cleanup. */
static void auto_finalize_bad(Object *obj)
{
    g_autoptr(Object) self = object_ref(obj); // expect: qom-finalize-resurrect obj

    LAMP(self)->on = false;
}

/* Two calls down, for a bottom half that will not come in time. */
static void lamp_pin_bad(Object *obj)
{
    last = object_ref(obj); // expect: qom-finalize-resurrect obj
}

static void lamp_defer(Lamp *lamp)
{
    lamp_pin_bad(OBJECT(lamp));
}

static void defer_finalize_bad(Object *obj)
{
    lamp_defer(LAMP(obj));
}

/* Of another object, it may. */
static void lamp_finalize_ok(Object *obj)
{
    Object *other = object_ref(object_get_objects_root());

    object_unref(other);
}

void scenario(void)
{
    object_unref(object_new(TYPE_LAMP_OK));
    if (scenario_choice("a pair")) {
        object_unref(object_new(TYPE_LAMP_PAIR_BAD));
    } else if (scenario_choice("one that is kept")) {
        object_unref(object_new(TYPE_LAMP_KEPT_BAD));
    } else if (scenario_choice("a parent's")) {
        object_unref(object_new(TYPE_LAMP_TREE_BAD));
    } else if (scenario_choice("a cleanup's")) {
        object_unref(object_new(TYPE_LAMP_AUTO_BAD));
    } else if (scenario_choice("a deferred one")) {
        object_unref(object_new(TYPE_LAMP_DEFER_BAD));
    }
}

static const TypeInfo types[] = {
    {
        .name = TYPE_LAMP_PAIR_BAD,
        .parent = TYPE_DEVICE,
        .instance_finalize = pair_finalize_bad,
    },
    {
        .name = TYPE_LAMP_KEPT_BAD,
        .parent = TYPE_DEVICE,
        .instance_finalize = kept_finalize_bad,
    },
    {
        .name = TYPE_LAMP_TREE_BAD,
        .parent = TYPE_DEVICE,
        .instance_finalize = tree_finalize_bad,
    },
    {
        .name = TYPE_LAMP_AUTO_BAD,
        .parent = TYPE_DEVICE,
        .instance_size = sizeof(Lamp),
        .instance_finalize = auto_finalize_bad,
    },
    {
        .name = TYPE_LAMP_DEFER_BAD,
        .parent = TYPE_DEVICE,
        .instance_size = sizeof(Lamp),
        .instance_finalize = defer_finalize_bad,
    },
    {
        .name = TYPE_LAMP_OK,
        .parent = TYPE_DEVICE,
        .instance_finalize = lamp_finalize_ok,
    },
};

DEFINE_TYPES(types)
