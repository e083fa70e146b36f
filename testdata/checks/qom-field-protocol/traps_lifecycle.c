/*
 * Fields that look lost, or dropped twice, at some point of an object's life.
 *
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 */
#include "qemu/osdep.h"
#include "hw/qdev-properties.h"
#include "io/channel-buffer.h"
#include "qapi/error.h"
#include "qom/object_interfaces.h"

/* Filled by the base type's init, dropped by the derived type's finalizer. */

#define TYPE_LAMP "toy-lamp"
OBJECT_DECLARE_SIMPLE_TYPE(LampState, LAMP)

struct LampState {
    DeviceState parent_obj;
    QIOChannelBuffer *buffer;
};

static void lamp_init_ok(Object *obj)
{
    LAMP(obj)->buffer = qio_channel_buffer_new(8);
}

static void lamp_small_finalize_ok(Object *obj)
{
    object_unref(OBJECT(LAMP(obj)->buffer));
}

/* Filled by post init, dropped by the finalizer through a helper. */

#define TYPE_TORCH "toy-torch"
OBJECT_DECLARE_SIMPLE_TYPE(TorchState, TORCH)

struct TorchState {
    DeviceState parent_obj;
    QIOChannelBuffer *buffer;
};

static void torch_post_init_ok(Object *obj)
{
    TORCH(obj)->buffer = qio_channel_buffer_new(8);
}

static void torch_drop_ok(QIOChannelBuffer **slot)
{
    object_unref(OBJECT(*slot));
}

static void torch_finalize_ok(Object *obj)
{
    torch_drop_ok(&TORCH(obj)->buffer);
}

/* An instance property that is its own release. */

#define TYPE_BULB "toy-bulb"
OBJECT_DECLARE_SIMPLE_TYPE(BulbState, BULB)

struct BulbState {
    Object parent_obj;
    QIOChannelBuffer *buffer;
};

static void bulb_release_ok(Object *obj, const char *name, void *opaque)
{
    BulbState *s = opaque;

    g_clear_pointer(&s->buffer, object_unref);
}

static void bulb_init_ok(Object *obj)
{
    BulbState *s = BULB(obj);

    s->buffer = qio_channel_buffer_new(8);
    object_property_add(obj, "buffer", "link", NULL, NULL, bulb_release_ok, s);
}

/* A default of init that a setter replaces, and the finalizer drops. */

#define TYPE_FLARE "toy-flare"
OBJECT_DECLARE_SIMPLE_TYPE(FlareState, FLARE)

struct FlareState {
    Object parent_obj;
    Object *target;
};

static void flare_init_ok(Object *obj)
{
    FLARE(obj)->target = OBJECT(qio_channel_buffer_new(8));
}

static void flare_set_target_ok(Object *obj, const char *path, Error **errp)
{
    FlareState *s = FLARE(obj);
    Object *target = object_resolve_path(path, NULL);

    if (!target) {
        error_setg(errp, "no such target");
        return;
    }
    object_ref(target);
    object_unref(s->target);
    s->target = target;
}

static void flare_finalize_ok(Object *obj)
{
    object_unref(FLARE(obj)->target);
}

static void flare_class_init(ObjectClass *klass, const void *data)
{
    object_class_property_add_str(klass, "target", NULL, flare_set_target_ok);
}

/* Complete fails; the finalizer drops what it has left. */

#define TYPE_BEACON "toy-beacon"
OBJECT_DECLARE_SIMPLE_TYPE(BeaconState, BEACON)

struct BeaconState {
    Object parent_obj;
    QIOChannelBuffer *buffer;
    uint32_t period;
};

static void beacon_complete_ok(UserCreatable *uc, Error **errp)
{
    BeaconState *s = BEACON(uc);

    s->buffer = qio_channel_buffer_new(8);
    if (!s->period) {
        error_setg(errp, "no period");
        return;
    }
    s->period++;
}

static void beacon_finalize_ok(Object *obj)
{
    object_unref(OBJECT(BEACON(obj)->buffer));
}

static void beacon_class_init(ObjectClass *klass, const void *data)
{
    USER_CREATABLE_CLASS(klass)->complete = beacon_complete_ok;
}

/* Unrealize drops one of two references, the finalizer the other. */

#define TYPE_LASER "toy-laser"
OBJECT_DECLARE_SIMPLE_TYPE(LaserState, LASER)

struct LaserState {
    DeviceState parent_obj;
    QIOChannelBuffer *buffer;
};

static void laser_init_ok(Object *obj)
{
    LASER(obj)->buffer = qio_channel_buffer_new(8);
}

static void laser_realize_ok(DeviceState *dev, Error **errp)
{
    object_ref(OBJECT(LASER(dev)->buffer));
}

static void laser_unrealize_ok(DeviceState *dev)
{
    object_unref(OBJECT(LASER(dev)->buffer));
}

static void laser_finalize_ok(Object *obj)
{
    /* Instance init's; realize's went with unrealize. */
    object_unref(OBJECT(LASER(obj)->buffer));
}

static void laser_class_init(ObjectClass *klass, const void *data)
{
    DEVICE_CLASS(klass)->realize = laser_realize_ok;
    DEVICE_CLASS(klass)->unrealize = laser_unrealize_ok;
}

/* Filled again when it is realized again; unrealize came before. */

#define TYPE_STROBE "toy-strobe"
OBJECT_DECLARE_SIMPLE_TYPE(StrobeState, STROBE)

struct StrobeState {
    DeviceState parent_obj;
    QIOChannelBuffer *buffer;
};

static void strobe_realize_ok(DeviceState *dev, Error **errp)
{
    STROBE(dev)->buffer = qio_channel_buffer_new(8);
}

static void strobe_unrealize_ok(DeviceState *dev)
{
    object_unref(OBJECT(STROBE(dev)->buffer));
}

static void strobe_class_init(ObjectClass *klass, const void *data)
{
    DEVICE_CLASS(klass)->realize = strobe_realize_ok;
    DEVICE_CLASS(klass)->unrealize = strobe_unrealize_ok;
}

/* Taken out by whoever asks for it. */

#define TYPE_MATCH "toy-match"
OBJECT_DECLARE_SIMPLE_TYPE(MatchState, MATCH)

struct MatchState {
    DeviceState parent_obj;
    QIOChannelBuffer *buffer;
};

static void match_init_ok(Object *obj)
{
    MATCH(obj)->buffer = qio_channel_buffer_new(8);
}

QIOChannelBuffer *match_strike_ok(MatchState *s)
{
    return g_steal_pointer(&s->buffer);
}

static void match_finalize_ok(Object *obj)
{
    object_unref(OBJECT(MATCH(obj)->buffer));
}

/* Owned or borrowed, and a flag that says which. */

#define TYPE_LENS "toy-lens"
OBJECT_DECLARE_SIMPLE_TYPE(LensState, LENS)

struct LensState {
    DeviceState parent_obj;
    Object *source;
    bool own_source;
};

static void lens_realize_ok(DeviceState *dev, Error **errp)
{
    LensState *s = LENS(dev);

    s->source = object_resolve_path("/machine/source", NULL);
    if (!s->source) {
        s->source = OBJECT(qio_channel_buffer_new(8));
        s->own_source = true;
    }
}

static void lens_unrealize_ok(DeviceState *dev)
{
    LensState *s = LENS(dev);

    if (s->own_source) {
        object_unref(s->source);
    }
}

static void lens_class_init(ObjectClass *klass, const void *data)
{
    DEVICE_CLASS(klass)->realize = lens_realize_ok;
    DEVICE_CLASS(klass)->unrealize = lens_unrealize_ok;
}

/* The same without the flag: one of the two is wrong. */

#define TYPE_PRISM_BAD "toy-prism-bad"
OBJECT_DECLARE_SIMPLE_TYPE(PrismState, PRISM_BAD)

struct PrismState {
    DeviceState parent_obj;
    Object *source;
};

static void prism_realize_bad(DeviceState *dev, Error **errp)
{
    PrismState *s = PRISM_BAD(dev);

    s->source = object_resolve_path("/machine/source", NULL);
    if (!s->source) {
        s->source = OBJECT(qio_channel_buffer_new(8));
    }
}

static void FN_prism_unrealize_bad(DeviceState *dev)
{
    /* The tree's, if realize has found one. */
    object_unref(PRISM_BAD(dev)->source); // expect: qom-field-protocol
}

static void prism_bad_class_init(ObjectClass *klass, const void *data)
{
    DEVICE_CLASS(klass)->realize = prism_realize_bad;
    DEVICE_CLASS(klass)->unrealize = FN_prism_unrealize_bad;
}

static const InterfaceInfo user_interfaces[] = {
    {TYPE_USER_CREATABLE},
    {},
};

static const TypeInfo types[] = {
    {
        .name = TYPE_LAMP,
        .parent = TYPE_DEVICE,
        .instance_size = sizeof(LampState),
        .instance_init = lamp_init_ok,
        .abstract = true,
    },
    {
        .name = TYPE_LAMP "-small",
        .parent = TYPE_LAMP,
        .instance_finalize = lamp_small_finalize_ok,
    },
    {
        .name = TYPE_TORCH,
        .parent = TYPE_DEVICE,
        .instance_size = sizeof(TorchState),
        .instance_post_init = torch_post_init_ok,
        .instance_finalize = torch_finalize_ok,
    },
    {
        .name = TYPE_BULB,
        .parent = TYPE_OBJECT,
        .instance_size = sizeof(BulbState),
        .instance_init = bulb_init_ok,
    },
    {
        .name = TYPE_FLARE,
        .parent = TYPE_OBJECT,
        .instance_size = sizeof(FlareState),
        .instance_init = flare_init_ok,
        .instance_finalize = flare_finalize_ok,
        .class_init = flare_class_init,
        .interfaces = user_interfaces,
    },
    {
        .name = TYPE_BEACON,
        .parent = TYPE_OBJECT,
        .instance_size = sizeof(BeaconState),
        .instance_finalize = beacon_finalize_ok,
        .class_init = beacon_class_init,
        .interfaces = user_interfaces,
    },
    {
        .name = TYPE_LASER,
        .parent = TYPE_DEVICE,
        .instance_size = sizeof(LaserState),
        .instance_init = laser_init_ok,
        .instance_finalize = laser_finalize_ok,
        .class_init = laser_class_init,
    },
    {
        .name = TYPE_STROBE,
        .parent = TYPE_DEVICE,
        .instance_size = sizeof(StrobeState),
        .class_init = strobe_class_init,
    },
    {
        .name = TYPE_MATCH,
        .parent = TYPE_DEVICE,
        .instance_size = sizeof(MatchState),
        .instance_init = match_init_ok,
        .instance_finalize = match_finalize_ok,
    },
    {
        .name = TYPE_LENS,
        .parent = TYPE_DEVICE,
        .instance_size = sizeof(LensState),
        .class_init = lens_class_init,
    },
    {
        .name = TYPE_PRISM_BAD,
        .parent = TYPE_DEVICE,
        .instance_size = sizeof(PrismState),
        .class_init = prism_bad_class_init,
    },
};

DEFINE_TYPES(types)
