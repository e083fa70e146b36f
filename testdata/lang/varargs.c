/*
 * Arguments without a declared type.
 *
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 */
#include "qemu/osdep.h"
#include "qapi/error.h"
#include "qom/object.h"

/* The properties of a new object, up to a null. */

Object *limits_new_bad(Error **errp)
{
    /* 1 when a property is refused. */
    Object *limits = object_new("toy-limits"); // expect: qom-ref-leak limits

    if (!object_set_props(limits, errp, "queues", "4", "depth", "64", NULL)) {
        return NULL;
    }
    return limits;
}

Object *limits_new_ok(Error **errp)
{
    Object *limits = object_new("toy-limits");

    if (!object_set_props(limits, errp, "queues", "4", "depth", "64", NULL)) {
        object_unref(limits);
        return NULL;
    }
    return limits;
}

/* A creator with a parent and properties keeps nothing for its caller. */

bool limits_add_bad(Object *parent, Error **errp)
{
    Object *limits = object_new_with_props("toy-limits", parent, "limits", errp,
                                           "queues", "4", NULL);

    /* 1, the parent's; null if it failed. */
    object_unref(limits); // expect: qom-over-unref limits
    return limits != NULL;
}

bool limits_add_ok(Object *parent, Error **errp)
{
    Object *limits = object_new_with_props("toy-limits", parent, "limits", errp,
                                           "queues", "4", NULL);

    return limits != NULL;
}

/* A function that drops all it gets. */

static void unref_all(Object *first, ...)
{
    va_list ap;
    Object *obj;

    va_start(ap, first);
    for (obj = first; obj; obj = va_arg(ap, Object *)) {
        object_unref(obj);
    }
    va_end(ap);
}

void drop_three_ok(void)
{
    Object *a = object_new(TYPE_CONTAINER);
    Object *b = object_new(TYPE_CONTAINER);
    Object *c = object_new(TYPE_CONTAINER);

    unref_all(a, b, c, NULL);
}

static void limits_init(Object *obj)
{
    static uint32_t queues, depth;

    object_property_add_uint32_ptr(obj, "queues", &queues,
                                   OBJ_PROP_FLAG_READWRITE);
    object_property_add_uint32_ptr(obj, "depth", &depth,
                                   OBJ_PROP_FLAG_READWRITE);
}

static const TypeInfo types[] = {
    {
        .name = "toy-limits",
        .parent = TYPE_OBJECT,
        .instance_init = limits_init,
    },
};

DEFINE_TYPES(types)
