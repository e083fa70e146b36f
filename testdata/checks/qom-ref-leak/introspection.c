/*
 * Code that runs whenever a type is introspected or a property is read.
 *
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 */
#include "qemu/osdep.h"
#include "hw/qdev-core.h"
#include "hw/qdev-properties.h"
#include "qapi/error.h"

#define TYPE_LIMITS "toy-limits"
OBJECT_DECLARE_SIMPLE_TYPE(LimitsState, LIMITS)

struct LimitsState {
    Object parent_obj;
    uint32_t max_queues;
};

#define TYPE_SWITCH "toy-switch"
OBJECT_DECLARE_SIMPLE_TYPE(SwitchState, SWITCH)

struct SwitchState {
    DeviceState parent_obj;
    uint32_t queues;
    Object *uplink;
};

/* A probe for a default. */

static void switch_init_bad(Object *obj)
{
    SwitchState *s = SWITCH(obj);
    /* 1 for each instance, introspected ones included. */
    LimitsState *limits = LIMITS(object_new(TYPE_LIMITS)); // expect: qom-ref-leak limits

    s->queues = limits->max_queues;
}

static void switch_init_ok(Object *obj)
{
    SwitchState *s = SWITCH(obj);
    LimitsState *limits = LIMITS(object_new(TYPE_LIMITS));

    s->queues = limits->max_queues;
    object_unref(OBJECT(limits));
}

/* A getter that takes what it need not take. */

static char *switch_get_uplink_bad(Object *obj, Error **errp)
{
    Object *uplink = object_property_get_link(obj, "uplink", NULL);

    if (!uplink) {
        return g_strdup("");
    }
    /* 1 on the uplink for each time that the property is read. */
    object_ref(uplink); // expect: qom-ref-leak uplink
    return object_get_canonical_path(uplink);
}

static char *switch_get_uplink_ok(Object *obj, Error **errp)
{
    Object *uplink = object_property_get_link(obj, "uplink", NULL);
    char *path;

    if (!uplink) {
        return g_strdup("");
    }
    object_ref(uplink);
    path = object_get_canonical_path(uplink);
    object_unref(uplink);
    return path;
}

static const Property switch_properties[] = {
    DEFINE_PROP_LINK("uplink", SwitchState, uplink, TYPE_OBJECT, Object *),
};

static void limits_init(Object *obj)
{
    LIMITS(obj)->max_queues = 8;
}

static void switch_class_init(ObjectClass *klass, const void *data)
{
    device_class_set_props(DEVICE_CLASS(klass), switch_properties);
}

static void switch_bad_class_init(ObjectClass *klass, const void *data)
{
    object_class_property_add_str(klass, "uplink-path", switch_get_uplink_bad,
                                  NULL);
}

static void switch_ok_class_init(ObjectClass *klass, const void *data)
{
    object_class_property_add_str(klass, "uplink-path", switch_get_uplink_ok,
                                  NULL);
}

static const TypeInfo types[] = {
    {
        .name = TYPE_LIMITS,
        .parent = TYPE_OBJECT,
        .instance_size = sizeof(LimitsState),
        .instance_init = limits_init,
    },
    {
        .name = TYPE_SWITCH,
        .parent = TYPE_DEVICE,
        .instance_size = sizeof(SwitchState),
        .class_init = switch_class_init,
        .abstract = true,
    },
    {
        .name = TYPE_SWITCH "-bad",
        .parent = TYPE_SWITCH,
        .instance_init = switch_init_bad,
        .class_init = switch_bad_class_init,
    },
    {
        .name = TYPE_SWITCH "-ok",
        .parent = TYPE_SWITCH,
        .instance_init = switch_init_ok,
        .class_init = switch_ok_class_init,
    },
};

DEFINE_TYPES(types)
