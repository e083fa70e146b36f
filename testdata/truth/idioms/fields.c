/*
 * Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 *
 * References that fields hold: owned and dropped by a hook, stolen, cleared,
 * linked, replaced, two for one object, and cleaned up behind a label.
 */
#include "qemu/osdep.h"
#include "hw/qdev-properties.h"
#include "io/channel-buffer.h"
#include "io/channel-file.h"
#include "io/channel-socket.h"
#include "qapi/error.h"
#include "qom/object_interfaces.h"
#include "qom/scenario.h"
#include "qom/sockets.h"

#define TYPE_SESSION "idiom-session"
OBJECT_DECLARE_SIMPLE_TYPE(Session, SESSION)

struct Session {
    DeviceState parent_obj;
    QIOChannelBuffer *log;
    QIOChannelBuffer *old_log;
    QIOChannelSocket *sioc;
    QIOChannel *ioc;
    Object *peer;
    Object *target;
};

static const Property session_properties[] = {
    DEFINE_PROP_LINK("target", Session, target, TYPE_OBJECT, Object *),
};

/* Acquired by realize, dropped by unrealize. */

static void session_realize_ok(DeviceState *dev, Error **errp)
{
    Session *s = SESSION(dev);

    s->log = qio_channel_buffer_new(64);
}

static void session_unrealize_ok(DeviceState *dev)
{
    g_clear_pointer(&SESSION(dev)->log, object_unref);
}

/* Acquired by realize, dropped by the finalizer: the second realize overwrites. */

static void FN_session_late_realize_bad(DeviceState *dev, Error **errp)
{
    SESSION(dev)->old_log = qio_channel_buffer_new(64); // expect: qom-field-protocol
}

static void session_late_finalize(Object *obj)
{
    object_unref(OBJECT(SESSION(obj)->old_log));
}

/* One channel, two fields, a reference for each. */

static void session_accept_ok(Session *s, QIOChannelSocket *sioc)
{
    s->sioc = QIO_CHANNEL_SOCKET(object_ref(OBJECT(sioc)));
    s->ioc = QIO_CHANNEL(object_ref(OBJECT(sioc)));
}

static void session_close_ok(Session *s)
{
    if (!s->sioc) {
        return;
    }
    qio_channel_close(s->ioc, NULL);
    object_unref(OBJECT(s->sioc));
    s->sioc = NULL;
    object_unref(OBJECT(s->ioc));
    s->ioc = NULL;
}

/* A value that is replaced. */

static void session_set_peer_ok(Session *s, Object *peer)
{
    object_unref(s->peer);
    s->peer = object_ref(peer);
}

static void session_drop_peer_ok(Session *s)
{
    g_clear_pointer(&s->peer, object_unref);
}

/* Handed to the caller, and forgotten here. */

static Object *session_steal_peer_ok(Session *s)
{
    return g_steal_pointer(&s->peer);
}

static void session_move_peer_ok(Session *from, Session *to)
{
    Object *peer = session_steal_peer_ok(from);

    session_set_peer_ok(to, peer);
    object_unref(peer);
}

/* A slot of a strong link that is filled by hand. */

static void session_alias_ok(Session *s, Object *target)
{
    s->target = object_ref(target);
}

/* One label for all ends. */

static int session_load_ok(const char *path, size_t size, Error **errp)
{
    QIOChannelFile *file = NULL;
    QIOChannelBuffer *page = NULL;
    int ret = -1;

    file = qio_channel_file_new_path(path, O_RDONLY, 0, errp);
    if (!file) {
        goto out;
    }
    page = qio_channel_buffer_new(size);
    if (qio_channel_read_all(QIO_CHANNEL(file), (char *)page->data, size,
                             errp) < 0) {
        goto out;
    }
    ret = 0;
out:
    object_unref(OBJECT(page));
    object_unref(OBJECT(file));
    return ret;
}

static int session_load_bad(const char *path, size_t size, Error **errp)
{
    QIOChannelFile *file;
    QIOChannelBuffer *page;

    file = qio_channel_file_new_path(path, O_RDONLY, 0, errp);
    if (!file) {
        return -1;
    }
    page = qio_channel_buffer_new(size); // expect: qom-ref-leak page
    if (qio_channel_read_all(QIO_CHANNEL(file), (char *)page->data, size,
                             errp) < 0) {
        goto out_file;
    }
    object_unref(OBJECT(page));
out_file:
    object_unref(OBJECT(file));
    return 0;
}

static void realize_twice(const char *type)
{
    DeviceState *dev = qdev_new(type);

    if (qdev_realize(dev, NULL, NULL)) {
        qdev_unrealize(dev);
        object_property_set_bool(OBJECT(dev), "realized", true, NULL);
        object_unparent(OBJECT(dev));
    }
    object_unref(OBJECT(dev));
}

/* Each callee keeps a reference of its own, and drops that. */

static void session_open_and_close_ok(Session *s)
{
    QIOChannelSocket *sioc = qio_channel_socket_new();

    session_accept_ok(s, sioc);
    session_close_ok(s);
    session_close_ok(s);
    object_unref(OBJECT(sioc));
}

static void use_sessions_ok(void)
{
    Session *s = SESSION(object_new(TYPE_SESSION "-ok"));
    Session *other = SESSION(object_new(TYPE_SESSION "-ok"));
    Object *peer = object_new(TYPE_CONTAINER);

    session_open_and_close_ok(s);
    session_set_peer_ok(s, OBJECT(other));
    session_set_peer_ok(s, peer);
    session_move_peer_ok(s, other);
    session_drop_peer_ok(other);
    session_alias_ok(s, peer);
    object_unref(peer);
    object_unref(OBJECT(other));
    object_unref(OBJECT(s));
}

void scenario(void)
{
    if (scenario_choice("load")) {
        session_load_ok("/dev/zero", 8, NULL);
        session_load_ok("/dev/null", 8, NULL);
    } else if (scenario_choice("load, wrong")) {
        session_load_bad("/dev/zero", 8, NULL);
        session_load_bad("/dev/null", 8, NULL);
    } else {
        use_sessions_ok();
        realize_twice(TYPE_SESSION "-ok");
        realize_twice(TYPE_SESSION "-late");
    }
}

static void session_class_init(ObjectClass *klass, const void *data)
{
    device_class_set_props(DEVICE_CLASS(klass), session_properties);
}

static void session_ok_class_init(ObjectClass *klass, const void *data)
{
    DEVICE_CLASS(klass)->realize = session_realize_ok;
    DEVICE_CLASS(klass)->unrealize = session_unrealize_ok;
}

static void session_late_class_init(ObjectClass *klass, const void *data)
{
    DEVICE_CLASS(klass)->realize = FN_session_late_realize_bad;
}

static const TypeInfo types[] = {
    {
        .name = TYPE_SESSION,
        .parent = TYPE_DEVICE,
        .instance_size = sizeof(Session),
        .class_init = session_class_init,
        .abstract = true,
    },
    {
        .name = TYPE_SESSION "-ok",
        .parent = TYPE_SESSION,
        .class_init = session_ok_class_init,
    },
    {
        .name = TYPE_SESSION "-late",
        .parent = TYPE_SESSION,
        .instance_finalize = session_late_finalize,
        .class_init = session_late_class_init,
    },
};

DEFINE_TYPES(types)
