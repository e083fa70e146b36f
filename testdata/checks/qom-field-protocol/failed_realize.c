/*
 * The ways in which realize fails, and in which it cleans up.
 *
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 */
#include "qemu/osdep.h"
#include "hw/qdev-properties.h"
#include "hw/usb.h"
#include "io/channel-buffer.h"
#include "qapi/error.h"

/* One struct for all types here but the last; each type has its own fields. */

#define TYPE_SCOPE "toy-scope"
OBJECT_DECLARE_TYPE(ScopeState, ScopeClass, SCOPE)

struct ScopeState {
    DeviceState parent_obj;
    QIOChannelBuffer *helper_bad, *helper_ok;
    QIOChannelBuffer *local_bad, *local_ok;
    QIOChannelBuffer *goto_bad, *goto_ok;
    QIOChannelBuffer *base_bad, *base_ok;
    QIOChannelBuffer *last_ok, *abort_ok, *undo_ok, *flag_ok;
    QIOChannelBuffer *rows_ok[3];
    uint32_t depth;
    bool started;
};

struct ScopeClass {
    DeviceClass parent_class;
    DeviceRealize parent_realize;
    DeviceUnrealize parent_unrealize;
};

static bool scope_check(ScopeState *s, Error **errp)
{
    if (s->depth > 4096) {
        error_setg(errp, "too deep");
        return false;
    }
    return true;
}

/* A helper says that it failed. */

static void scope_helper_realize_bad(DeviceState *dev, Error **errp)
{
    ScopeState *s = SCOPE(dev);

    /* 1 when the check fails. */
    s->helper_bad = qio_channel_buffer_new(64); // expect: qom-field-protocol
    if (!scope_check(s, errp)) {
        return;
    }
    s->started = true;
}

static void scope_helper_unrealize_bad(DeviceState *dev)
{
    g_clear_pointer(&SCOPE(dev)->helper_bad, object_unref);
}

static void scope_helper_realize_ok(DeviceState *dev, Error **errp)
{
    ScopeState *s = SCOPE(dev);

    if (!scope_check(s, errp)) {
        return;
    }
    s->helper_ok = qio_channel_buffer_new(64);
    s->started = true;
}

static void scope_helper_unrealize_ok(DeviceState *dev)
{
    g_clear_pointer(&SCOPE(dev)->helper_ok, object_unref);
}

/* An error of its own, passed on. */

static void scope_local_realize_bad(DeviceState *dev, Error **errp)
{
    ScopeState *s = SCOPE(dev);
    Error *local_err = NULL;

    /* As above. */
    s->local_bad = qio_channel_buffer_new(64); // expect: qom-field-protocol
    scope_check(s, &local_err);
    if (local_err) {
        error_propagate(errp, local_err);
        return;
    }
    s->started = true;
}

static void scope_local_unrealize_bad(DeviceState *dev)
{
    g_clear_pointer(&SCOPE(dev)->local_bad, object_unref);
}

static void scope_local_realize_ok(DeviceState *dev, Error **errp)
{
    ScopeState *s = SCOPE(dev);
    Error *local_err = NULL;

    s->local_ok = qio_channel_buffer_new(64);
    scope_check(s, &local_err);
    if (local_err) {
        error_propagate(errp, local_err);
        g_clear_pointer(&s->local_ok, object_unref);
        return;
    }
    s->started = true;
}

static void scope_local_unrealize_ok(DeviceState *dev)
{
    g_clear_pointer(&SCOPE(dev)->local_ok, object_unref);
}

/* One label for all failures. */

static void scope_goto_realize_bad(DeviceState *dev, Error **errp)
{
    ScopeState *s = SCOPE(dev);

    /* 1 on the way to the label, which only forgets the depth. */
    s->goto_bad = qio_channel_buffer_new(64); // expect: qom-field-protocol
    if (!scope_check(s, errp)) {
        goto fail;
    }
    if (!s->depth) {
        error_setg(errp, "no depth");
        goto fail;
    }
    return;

fail:
    s->depth = 0;
}

static void scope_goto_unrealize_bad(DeviceState *dev)
{
    g_clear_pointer(&SCOPE(dev)->goto_bad, object_unref);
}

static void scope_goto_realize_ok(DeviceState *dev, Error **errp)
{
    ScopeState *s = SCOPE(dev);

    s->goto_ok = qio_channel_buffer_new(64);
    if (!scope_check(s, errp)) {
        goto fail;
    }
    if (!s->depth) {
        error_setg(errp, "no depth");
        goto fail;
    }
    return;

fail:
    s->depth = 0;
    g_clear_pointer(&s->goto_ok, object_unref);
}

static void scope_goto_unrealize_ok(DeviceState *dev)
{
    g_clear_pointer(&SCOPE(dev)->goto_ok, object_unref);
}

/* The base type's realize fails after ours has begun. */

static void scope_base_realize_bad(DeviceState *dev, Error **errp)
{
    ScopeState *s = SCOPE(dev);
    Error *local_err = NULL;

    /* 1 when the base type cannot be realized. */
    s->base_bad = qio_channel_buffer_new(64); // expect: qom-field-protocol
    SCOPE_GET_CLASS(s)->parent_realize(dev, &local_err);
    if (local_err) {
        error_propagate(errp, local_err);
    }
}

static void scope_base_unrealize_bad(DeviceState *dev)
{
    g_clear_pointer(&SCOPE(dev)->base_bad, object_unref);
    SCOPE_GET_CLASS(dev)->parent_unrealize(dev);
}

static void scope_base_realize_ok(DeviceState *dev, Error **errp)
{
    ScopeState *s = SCOPE(dev);
    Error *local_err = NULL;

    s->base_ok = qio_channel_buffer_new(64);
    SCOPE_GET_CLASS(s)->parent_realize(dev, &local_err);
    if (local_err) {
        error_propagate(errp, local_err);
        g_clear_pointer(&s->base_ok, object_unref);
    }
}

static void scope_base_unrealize_ok(DeviceState *dev)
{
    g_clear_pointer(&SCOPE(dev)->base_ok, object_unref);
    SCOPE_GET_CLASS(dev)->parent_unrealize(dev);
}

/* What comes last cannot be left behind by a failure. */

static void scope_last_realize_ok(DeviceState *dev, Error **errp)
{
    ScopeState *s = SCOPE(dev);

    if (!s->depth) {
        error_setg(errp, "no depth");
        return;
    }
    s->last_ok = qio_channel_buffer_new(s->depth);
}

static void scope_last_unrealize_ok(DeviceState *dev)
{
    g_clear_pointer(&SCOPE(dev)->last_ok, object_unref);
}

/* A failure that ends the process is none. */

static void scope_abort_realize_ok(DeviceState *dev, Error **errp)
{
    ScopeState *s = SCOPE(dev);

    s->abort_ok = qio_channel_buffer_new(64);
    scope_check(s, &error_abort);
}

static void scope_abort_unrealize_ok(DeviceState *dev)
{
    g_clear_pointer(&SCOPE(dev)->abort_ok, object_unref);
}

/* Row after row, and all of them back when one fails. */

static void scope_rows_realize_ok(DeviceState *dev, Error **errp)
{
    ScopeState *s = SCOPE(dev);
    int row, filled;

    for (row = 0; row < ARRAY_SIZE(s->rows_ok); row++) {
        s->rows_ok[row] = qio_channel_buffer_new(64);
        if (!scope_check(s, errp)) {
            for (filled = 0; filled <= row; filled++) {
                g_clear_pointer(&s->rows_ok[filled], object_unref);
            }
            return;
        }
    }
}

static void scope_rows_unrealize_ok(DeviceState *dev)
{
    ScopeState *s = SCOPE(dev);
    int row;

    for (row = 0; row < ARRAY_SIZE(s->rows_ok); row++) {
        g_clear_pointer(&s->rows_ok[row], object_unref);
    }
}

/* The error path is the way back that unrealize takes. */

static void scope_undo_unrealize_ok(DeviceState *dev)
{
    g_clear_pointer(&SCOPE(dev)->undo_ok, object_unref);
}

static void scope_undo_realize_ok(DeviceState *dev, Error **errp)
{
    ScopeState *s = SCOPE(dev);

    s->undo_ok = qio_channel_buffer_new(64);
    if (!scope_check(s, errp)) {
        scope_undo_unrealize_ok(dev);
    }
}

/* The finalizer drops what unrealize has not: a flag tells. */

static void scope_flag_realize_ok(DeviceState *dev, Error **errp)
{
    ScopeState *s = SCOPE(dev);

    s->flag_ok = qio_channel_buffer_new(64);
    s->started = true;
    if (!scope_check(s, errp)) {
        return;
    }
    s->depth++;
}

static void scope_flag_unrealize_ok(DeviceState *dev)
{
    ScopeState *s = SCOPE(dev);

    object_unref(OBJECT(s->flag_ok));
    s->started = false;
}

static void scope_flag_finalize_ok(Object *obj)
{
    ScopeState *s = SCOPE(obj);

    if (s->started) {
        object_unref(OBJECT(s->flag_ok));
    }
}

/* The hooks of a bus, and a failure that goes on to the end. */

#define TYPE_STICK_BAD "toy-usb-stick-bad"
OBJECT_DECLARE_SIMPLE_TYPE(BadStick, STICK_BAD)

struct BadStick {
    USBDevice parent_obj;
    QIOChannelBuffer *cache;
};

static void stick_realize_bad(USBDevice *dev, Error **errp)
{
    BadStick *s = STICK_BAD(dev);

    /* 1 when there is no serial number. */
    s->cache = qio_channel_buffer_new(512); // expect: qom-field-protocol
    if (!dev->serial) {
        error_setg(errp, "no serial number");
    }
}

static void stick_unrealize_bad(USBDevice *dev)
{
    g_clear_pointer(&STICK_BAD(dev)->cache, object_unref);
}

static void stick_bad_class_init(ObjectClass *klass, const void *data)
{
    USB_DEVICE_CLASS(klass)->realize = stick_realize_bad;
    USB_DEVICE_CLASS(klass)->unrealize = stick_unrealize_bad;
}

#define TYPE_PEN_BAD "toy-usb-pen-bad"
OBJECT_DECLARE_SIMPLE_TYPE(BadPen, PEN_BAD)

struct BadPen {
    USBDevice parent_obj;
    QIOChannelBuffer *cache;
};

static void pen_realize_bad(USBDevice *dev, Error **errp)
{
    BadPen *s = PEN_BAD(dev);

    /* The same, with a return. */
    s->cache = qio_channel_buffer_new(512); // expect: qom-field-protocol
    if (!dev->serial) {
        error_setg(errp, "no serial number");
        return;
    }
    dev->auto_attach = 1;
}

static void pen_unrealize_bad(USBDevice *dev)
{
    g_clear_pointer(&PEN_BAD(dev)->cache, object_unref);
}

static void pen_bad_class_init(ObjectClass *klass, const void *data)
{
    USB_DEVICE_CLASS(klass)->realize = pen_realize_bad;
    USB_DEVICE_CLASS(klass)->unrealize = pen_unrealize_bad;
}

#define TYPE_STICK_OK "toy-usb-stick-ok"
OBJECT_DECLARE_SIMPLE_TYPE(OkStick, STICK_OK)

struct OkStick {
    USBDevice parent_obj;
    QIOChannelBuffer *cache;
};

static void stick_realize_ok(USBDevice *dev, Error **errp)
{
    OkStick *s = STICK_OK(dev);

    if (!dev->serial) {
        error_setg(errp, "no serial number");
        return;
    }
    s->cache = qio_channel_buffer_new(512);
}

static void stick_unrealize_ok(USBDevice *dev)
{
    g_clear_pointer(&STICK_OK(dev)->cache, object_unref);
}

static void stick_ok_class_init(ObjectClass *klass, const void *data)
{
    USB_DEVICE_CLASS(klass)->realize = stick_realize_ok;
    USB_DEVICE_CLASS(klass)->unrealize = stick_unrealize_ok;
}

static void scope_helper_bad_class_init(ObjectClass *klass, const void *data)
{
    DEVICE_CLASS(klass)->realize = scope_helper_realize_bad;
    DEVICE_CLASS(klass)->unrealize = scope_helper_unrealize_bad;
}

static void scope_helper_ok_class_init(ObjectClass *klass, const void *data)
{
    DEVICE_CLASS(klass)->realize = scope_helper_realize_ok;
    DEVICE_CLASS(klass)->unrealize = scope_helper_unrealize_ok;
}

static void scope_local_bad_class_init(ObjectClass *klass, const void *data)
{
    DEVICE_CLASS(klass)->realize = scope_local_realize_bad;
    DEVICE_CLASS(klass)->unrealize = scope_local_unrealize_bad;
}

static void scope_local_ok_class_init(ObjectClass *klass, const void *data)
{
    DEVICE_CLASS(klass)->realize = scope_local_realize_ok;
    DEVICE_CLASS(klass)->unrealize = scope_local_unrealize_ok;
}

static void scope_goto_bad_class_init(ObjectClass *klass, const void *data)
{
    DEVICE_CLASS(klass)->realize = scope_goto_realize_bad;
    DEVICE_CLASS(klass)->unrealize = scope_goto_unrealize_bad;
}

static void scope_goto_ok_class_init(ObjectClass *klass, const void *data)
{
    DEVICE_CLASS(klass)->realize = scope_goto_realize_ok;
    DEVICE_CLASS(klass)->unrealize = scope_goto_unrealize_ok;
}

static void scope_base_bad_class_init(ObjectClass *klass, const void *data)
{
    device_class_set_parent_realize(DEVICE_CLASS(klass), scope_base_realize_bad,
                                    &SCOPE_CLASS(klass)->parent_realize);
    device_class_set_parent_unrealize(DEVICE_CLASS(klass), scope_base_unrealize_bad,
                                      &SCOPE_CLASS(klass)->parent_unrealize);
}

static void scope_base_ok_class_init(ObjectClass *klass, const void *data)
{
    device_class_set_parent_realize(DEVICE_CLASS(klass), scope_base_realize_ok,
                                    &SCOPE_CLASS(klass)->parent_realize);
    device_class_set_parent_unrealize(DEVICE_CLASS(klass), scope_base_unrealize_ok,
                                      &SCOPE_CLASS(klass)->parent_unrealize);
}

static void scope_last_ok_class_init(ObjectClass *klass, const void *data)
{
    DEVICE_CLASS(klass)->realize = scope_last_realize_ok;
    DEVICE_CLASS(klass)->unrealize = scope_last_unrealize_ok;
}

static void scope_abort_ok_class_init(ObjectClass *klass, const void *data)
{
    DEVICE_CLASS(klass)->realize = scope_abort_realize_ok;
    DEVICE_CLASS(klass)->unrealize = scope_abort_unrealize_ok;
}

static void scope_rows_ok_class_init(ObjectClass *klass, const void *data)
{
    DEVICE_CLASS(klass)->realize = scope_rows_realize_ok;
    DEVICE_CLASS(klass)->unrealize = scope_rows_unrealize_ok;
}

static void scope_undo_ok_class_init(ObjectClass *klass, const void *data)
{
    DEVICE_CLASS(klass)->realize = scope_undo_realize_ok;
    DEVICE_CLASS(klass)->unrealize = scope_undo_unrealize_ok;
}

static void scope_flag_ok_class_init(ObjectClass *klass, const void *data)
{
    DEVICE_CLASS(klass)->realize = scope_flag_realize_ok;
    DEVICE_CLASS(klass)->unrealize = scope_flag_unrealize_ok;
}

static const TypeInfo types[] = {
    {
        .name = TYPE_SCOPE,
        .parent = TYPE_DEVICE,
        .instance_size = sizeof(ScopeState),
        .class_size = sizeof(ScopeClass),
        .abstract = true,
    },
    {
        .name = TYPE_SCOPE "-helper-bad",
        .parent = TYPE_SCOPE,
        .class_init = scope_helper_bad_class_init,
    },
    {
        .name = TYPE_SCOPE "-helper-ok",
        .parent = TYPE_SCOPE,
        .class_init = scope_helper_ok_class_init,
    },
    {
        .name = TYPE_SCOPE "-local-bad",
        .parent = TYPE_SCOPE,
        .class_init = scope_local_bad_class_init,
    },
    {
        .name = TYPE_SCOPE "-local-ok",
        .parent = TYPE_SCOPE,
        .class_init = scope_local_ok_class_init,
    },
    {
        .name = TYPE_SCOPE "-goto-bad",
        .parent = TYPE_SCOPE,
        .class_init = scope_goto_bad_class_init,
    },
    {
        .name = TYPE_SCOPE "-goto-ok",
        .parent = TYPE_SCOPE,
        .class_init = scope_goto_ok_class_init,
    },
    {
        .name = TYPE_SCOPE "-base-bad",
        .parent = TYPE_SCOPE,
        .class_init = scope_base_bad_class_init,
    },
    {
        .name = TYPE_SCOPE "-base-ok",
        .parent = TYPE_SCOPE,
        .class_init = scope_base_ok_class_init,
    },
    {
        .name = TYPE_SCOPE "-last-ok",
        .parent = TYPE_SCOPE,
        .class_init = scope_last_ok_class_init,
    },
    {
        .name = TYPE_SCOPE "-abort-ok",
        .parent = TYPE_SCOPE,
        .class_init = scope_abort_ok_class_init,
    },
    {
        .name = TYPE_SCOPE "-rows-ok",
        .parent = TYPE_SCOPE,
        .class_init = scope_rows_ok_class_init,
    },
    {
        .name = TYPE_SCOPE "-undo-ok",
        .parent = TYPE_SCOPE,
        .class_init = scope_undo_ok_class_init,
    },
    {
        .name = TYPE_SCOPE "-flag-ok",
        .parent = TYPE_SCOPE,
        .instance_finalize = scope_flag_finalize_ok,
        .class_init = scope_flag_ok_class_init,
    },
    {
        .name = TYPE_STICK_BAD,
        .parent = TYPE_USB_DEVICE,
        .instance_size = sizeof(BadStick),
        .class_init = stick_bad_class_init,
    },
    {
        .name = TYPE_PEN_BAD,
        .parent = TYPE_USB_DEVICE,
        .instance_size = sizeof(BadPen),
        .class_init = pen_bad_class_init,
    },
    {
        .name = TYPE_STICK_OK,
        .parent = TYPE_USB_DEVICE,
        .instance_size = sizeof(OkStick),
        .class_init = stick_ok_class_init,
    },
};

DEFINE_TYPES(types)
