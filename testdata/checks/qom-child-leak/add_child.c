/*
 * object_new and object_property_add_child, in hooks that run again and again:
 * instance init (introspection), setters, user-creatable objects, the monitor.
 *
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 */
#include "qemu/osdep.h"
#include "hw/qdev-core.h"
#include "qapi/error.h"
#include "qom/object_interfaces.h"

#define TYPE_FIFO "sample-fifo"
OBJECT_DECLARE_SIMPLE_TYPE(Fifo, FIFO)

struct Fifo {
    Object parent_obj;
    uint32_t depth;
};

#define TYPE_SENSOR "sample-sensor"
OBJECT_DECLARE_SIMPLE_TYPE(SensorState, SENSOR)

struct SensorState {
    DeviceState parent_obj;
    uint32_t level;
};

#define TYPE_GROUP "sample-group"
OBJECT_DECLARE_SIMPLE_TYPE(GroupState, GROUP)

struct GroupState {
    Object parent_obj;
};

/* Instance init. */

static void sensor_init_bad(Object *obj)
{
    /* 1 by object_new, 2 by the child property; nobody drops the first. */
    Object *fifo = object_new(TYPE_FIFO); // expect: qom-child-leak fifo

    object_property_add_child(obj, "fifo", fifo);
}

static void sensor_init_ok(Object *obj)
{
    Object *fifo = object_new(TYPE_FIFO);

    object_property_add_child(obj, "fifo", fifo);
    object_unref(fifo);
}

/* Instance post-init. */

static void sensor_post_init_bad(Object *obj)
{
    ObjectClass *klass = object_class_by_name(TYPE_FIFO);
    /* 2: the caller's and the child property's; the caller's is lost. */
    Object *fifo = object_new_with_class(klass); // expect: qom-child-leak fifo

    object_property_add_child(obj, "late-fifo", fifo);
}

static void sensor_post_init_ok(Object *obj)
{
    ObjectClass *klass = object_class_by_name(TYPE_FIFO);
    Object *fifo = object_new_with_class(klass);

    object_property_add_child(obj, "late-fifo", fifo);
    object_unref(fifo);
}

/* A property setter. */

static void sensor_set_depth_bad(Object *obj, const char *value, Error **errp)
{
    Object *fifo;

    if (object_resolve_path_component(obj, "queue")) {
        error_setg(errp, "the queue exists already");
        return;
    }
    /* On success 2: ours and the child property's; ours is lost. */
    fifo = object_new(TYPE_FIFO); // expect: qom-child-leak fifo
    if (!object_property_parse(fifo, "depth", value, errp)) {
        object_unref(fifo);
        return;
    }
    object_property_add_child(obj, "queue", fifo);
}

static void sensor_set_depth_ok(Object *obj, const char *value, Error **errp)
{
    Object *fifo;

    if (object_resolve_path_component(obj, "queue")) {
        error_setg(errp, "the queue exists already");
        return;
    }
    fifo = object_new(TYPE_FIFO);
    if (!object_property_parse(fifo, "depth", value, errp)) {
        object_unref(fifo);
        return;
    }
    object_property_add_child(obj, "queue", fifo);
    object_unref(fifo);
}

/* A user-creatable object. */

static void group_complete_bad(UserCreatable *uc, Error **errp)
{
    /* The failing branch drops it; on success 2 remain, one of them ours. */
    Object *fifo = object_new(TYPE_FIFO); // expect: qom-child-leak fifo

    if (!object_property_try_add_child(OBJECT(uc), "fifo", fifo, errp)) {
        object_unref(fifo);
        return;
    }
    FIFO(fifo)->depth = 16;
}

static void group_complete_ok(UserCreatable *uc, Error **errp)
{
    Object *fifo = object_new(TYPE_FIFO);

    if (!object_property_try_add_child(OBJECT(uc), "fifo", fifo, errp)) {
        object_unref(fifo);
        return;
    }
    FIFO(fifo)->depth = 16;
    object_unref(fifo);
}

/* A monitor command. */

void qmp_fifo_add_bad(const char *id, Error **errp)
{
    Object *root = object_get_objects_root();
    Object *fifo;

    if (object_resolve_path_component(root, id)) {
        error_setg(errp, "duplicate id '%s'", id);
        return;
    }
    /* 2: ours and that of /objects; removing it there leaves 1 for ever. */
    fifo = object_new(TYPE_FIFO); // expect: qom-child-leak fifo
    object_property_add_child(root, id, fifo);
}

void qmp_fifo_add_ok(const char *id, Error **errp)
{
    Object *root = object_get_objects_root();
    Object *fifo;

    if (object_resolve_path_component(root, id)) {
        error_setg(errp, "duplicate id '%s'", id);
        return;
    }
    fifo = object_new(TYPE_FIFO);
    object_property_add_child(root, id, fifo);
    object_unref(fifo);
}

static void fifo_init(Object *obj)
{
    Fifo *f = FIFO(obj);

    f->depth = 8;
    object_property_add_uint32_ptr(obj, "depth", &f->depth,
                                   OBJ_PROP_FLAG_READWRITE);
}

static void bad_sensor_class_init(ObjectClass *klass, const void *data)
{
    object_class_property_add_str(klass, "depth", NULL, sensor_set_depth_bad);
}

static void ok_sensor_class_init(ObjectClass *klass, const void *data)
{
    object_class_property_add_str(klass, "depth", NULL, sensor_set_depth_ok);
}

static void bad_group_class_init(ObjectClass *klass, const void *data)
{
    USER_CREATABLE_CLASS(klass)->complete = group_complete_bad;
}

static void ok_group_class_init(ObjectClass *klass, const void *data)
{
    USER_CREATABLE_CLASS(klass)->complete = group_complete_ok;
}

static const TypeInfo types[] = {
    {
        .name = TYPE_FIFO,
        .parent = TYPE_OBJECT,
        .instance_size = sizeof(Fifo),
        .instance_init = fifo_init,
    },
    {
        .name = TYPE_SENSOR,
        .parent = TYPE_DEVICE,
        .instance_size = sizeof(SensorState),
        .abstract = true,
    },
    {
        .name = TYPE_SENSOR "-bad",
        .parent = TYPE_SENSOR,
        .instance_init = sensor_init_bad,
        .instance_post_init = sensor_post_init_bad,
        .class_init = bad_sensor_class_init,
    },
    {
        .name = TYPE_SENSOR "-ok",
        .parent = TYPE_SENSOR,
        .instance_init = sensor_init_ok,
        .instance_post_init = sensor_post_init_ok,
        .class_init = ok_sensor_class_init,
    },
    {
        .name = TYPE_GROUP,
        .parent = TYPE_OBJECT,
        .instance_size = sizeof(GroupState),
        .abstract = true,
        .interfaces = (const InterfaceInfo[]){{TYPE_USER_CREATABLE}, {}},
    },
    {
        .name = TYPE_GROUP "-bad",
        .parent = TYPE_GROUP,
        .class_init = bad_group_class_init,
    },
    {
        .name = TYPE_GROUP "-ok",
        .parent = TYPE_GROUP,
        .class_init = ok_group_class_init,
    },
};

DEFINE_TYPES(types)
