/*
 * Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 *
 * Introspection creates and drops any type, so what instance_init or a setter
 * loses is lost as often as a user asks.
 */
#include "qemu/osdep.h"
#include "hw/qdev-core.h"
#include "qapi/error.h"
#include "qom/scenario.h"

#define TYPE_TANK "toy-tank"
OBJECT_DECLARE_SIMPLE_TYPE(Tank, TANK)

struct Tank {
    Object parent_obj;
    uint32_t level;
};

#define TYPE_PROBE_BAD "toy-probe-bad"
OBJECT_DECLARE_SIMPLE_TYPE(BadProbe, PROBE_BAD)

struct BadProbe {
    DeviceState parent_obj;
    uint32_t level;
};

static void probe_init_bad(Object *obj)
{
    Tank *tank = TANK(object_new(TYPE_TANK)); // expect: qom-ref-leak tank

    PROBE_BAD(obj)->level = tank->level;
}

#define TYPE_PROBE_OK "toy-probe-ok"
OBJECT_DECLARE_SIMPLE_TYPE(OkProbe, PROBE_OK)

struct OkProbe {
    DeviceState parent_obj;
    uint32_t level;
};

static void probe_init_ok(Object *obj)
{
    Tank *tank = TANK(object_new(TYPE_TANK));

    PROBE_OK(obj)->level = tank->level;
    object_unref(OBJECT(tank));
}

/* A setter that looks at another object. */

static void probe_set_peer_bad(Object *obj, const char *path, Error **errp)
{
    Object *peer = object_ref(object_resolve_path(path, NULL)); // expect: qom-ref-leak peer

    if (!peer) {
        error_setg(errp, "no object at '%s'", path);
        return;
    }
    PROBE_BAD(obj)->level = TANK(peer)->level;
}

static void probe_set_peer_ok(Object *obj, const char *path, Error **errp)
{
    Object *peer = object_resolve_path(path, NULL);

    if (!peer) {
        error_setg(errp, "no object at '%s'", path);
        return;
    }
    PROBE_OK(obj)->level = TANK(peer)->level;
}

static void probe_bad_class_init(ObjectClass *klass, const void *data)
{
    object_class_property_add_str(klass, "peer", NULL, probe_set_peer_bad);
}

static void probe_ok_class_init(ObjectClass *klass, const void *data)
{
    object_class_property_add_str(klass, "peer", NULL, probe_set_peer_ok);
}

static void ask_ok(const char *type)
{
    Object *tank = object_new(TYPE_TANK);
    Object *probe = object_new(type);

    object_property_add_child(object_get_objects_root(), "tank", tank);
    object_unref(tank);
    object_property_set_str(probe, "peer", "/objects/tank", NULL);
    object_unref(probe);
    object_unparent(tank);
}

void scenario(void)
{
    ask_ok(TYPE_PROBE_OK);
    ask_ok(TYPE_PROBE_BAD);
}

static const TypeInfo types[] = {
    {
        .name = TYPE_TANK,
        .parent = TYPE_OBJECT,
        .instance_size = sizeof(Tank),
    },
    {
        .name = TYPE_PROBE_BAD,
        .parent = TYPE_DEVICE,
        .instance_size = sizeof(BadProbe),
        .instance_init = probe_init_bad,
        .class_init = probe_bad_class_init,
    },
    {
        .name = TYPE_PROBE_OK,
        .parent = TYPE_DEVICE,
        .instance_size = sizeof(OkProbe),
        .instance_init = probe_init_ok,
        .class_init = probe_ok_class_init,
    },
};

DEFINE_TYPES(types)
