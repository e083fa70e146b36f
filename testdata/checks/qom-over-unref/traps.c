/*
 * Right code that looks like one unref too many.
 *
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 */
#include "qemu/osdep.h"
#include "hw/qdev-properties.h"
#include "io/channel-socket.h"
#include "io/channel-tls.h"
#include "qapi/error.h"

#define TYPE_SESSION "toy-session"
OBJECT_DECLARE_SIMPLE_TYPE(SessionState, SESSION)

struct SessionState {
    Object parent_obj;
    QIOChannelSocket *sioc;
    QIOChannel *ioc;
    bool closing;
};

/* One object, two fields, two references. */
void session_open_ok(SessionState *s, QIOChannelSocket *sioc)
{
    if (s->sioc) {
        return;
    }
    s->sioc = sioc;
    object_ref(OBJECT(s->sioc));
    s->ioc = QIO_CHANNEL(sioc);
    object_ref(OBJECT(s->ioc));
}

void session_close_ok(SessionState *s)
{
    object_unref(OBJECT(s->sioc));
    s->sioc = NULL;
    object_unref(OBJECT(s->ioc));
    s->ioc = NULL;
}

/* The tree's reference and ours. */
void session_replace_ok(Object *parent)
{
    Object *session = object_new(TYPE_SESSION);

    object_property_add_child(parent, "session", session);
    SESSION(session)->closing = true;
    object_unparent(session);
    object_unref(session);
}

/* A cleanup that has nothing left to do. */
Object *session_make_ok(bool closing)
{
    g_autoptr(Object) session = object_new(TYPE_SESSION);

    SESSION(session)->closing = closing;
    return g_steal_pointer(&session);
}

bool session_plug_ok(const char *type, BusState *bus, Error **errp)
{
    g_autoptr(DeviceState) dev = qdev_new(type);
    DeviceState *plugged = dev;

    dev = NULL;
    return qdev_realize_and_unref(plugged, bus, errp);
}

/* Null is no object. */
void session_forget_ok(Object *session)
{
    Object *none = NULL;

    if (session) {
        none = object_ref(session);
    }
    object_unref(none);
    object_unref(NULL);
}

/* The creator left its reference to the completion. */
static void session_connected(QIOTask *task, gpointer opaque)
{
    Object *sioc = qio_task_get_source(task);

    SESSION(opaque)->closing = qio_task_propagate_error(task, NULL);
    object_unref(sioc);
}

void session_connect_ok(SessionState *s, SocketAddress *addr)
{
    QIOChannelSocket *sioc = qio_channel_socket_new();

    qio_channel_socket_connect_async(sioc, addr, session_connected, s, NULL,
                                     NULL);
}

/* A flag says whether there is a reference to drop. */
void session_set_peer_ok(SessionState *s, Object *peer, bool keep)
{
    bool taken = false;

    if (keep) {
        object_ref(peer);
        taken = true;
    }
    s->closing = !object_dynamic_cast(peer, TYPE_SESSION);
    if (taken) {
        object_unref(peer);
    }
}

/* A result that says the same. */
static bool session_hold(SessionState *s)
{
    if (s->closing) {
        return false;
    }
    object_ref(OBJECT(s));
    return true;
}

unsigned session_poll_ok(SessionState *s)
{
    bool held = session_hold(s);
    unsigned busy = s->sioc ? 1 : 0;

    if (held) {
        object_unref(OBJECT(s));
    }
    return busy;
}

/* Two references that look like one: both were taken here. */
void session_twice_ok(SessionState *s)
{
    object_ref(OBJECT(s));
    object_ref(OBJECT(s));
    s->closing = true;
    object_unref(OBJECT(s));
    object_unref(OBJECT(s));
}

/* Dropped and cleared in one step; dropping again drops nothing. */
void session_reset_ok(SocketAddress *addr)
{
    QIOChannelSocket *sioc = qio_channel_socket_new();

    if (qio_channel_socket_connect_sync(sioc, addr, NULL) < 0) {
        g_clear_pointer(&sioc, object_unref);
    }
    object_unref(OBJECT(sioc));
}

/* The owner of an inner channel keeps it; the creator may let go. */
QIOChannel *session_wrap_ok(QCryptoTLSCreds *creds, Error **errp)
{
    QIOChannelSocket *sioc = qio_channel_socket_new();
    QIOChannelTLS *tioc;

    tioc = qio_channel_tls_new_client(QIO_CHANNEL(sioc), creds, NULL, errp);
    object_unref(OBJECT(sioc));
    return tioc ? QIO_CHANNEL(tioc) : NULL;
}

static void session_finalize(Object *obj)
{
    session_close_ok(SESSION(obj));
}

static const TypeInfo types[] = {
    {
        .name = TYPE_SESSION,
        .parent = TYPE_OBJECT,
        .instance_size = sizeof(SessionState),
        .instance_finalize = session_finalize,
    },
};

DEFINE_TYPES(types)
