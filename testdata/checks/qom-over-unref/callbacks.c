/*
 * Callbacks get borrowed objects, and destroy notifies drop on their own.
 *
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 */
#include "qemu/osdep.h"
#include "io/channel-socket.h"
#include "io/net-listener.h"
#include "qapi/error.h"

#define TYPE_SERVER "toy-server"
OBJECT_DECLARE_SIMPLE_TYPE(ServerState, SERVER)

struct ServerState {
    Object parent_obj;
    unsigned accepted;
};

/* The listener drops the client itself after the call. */

static void server_reject_bad(QIONetListener *listener, QIOChannelSocket *sioc,
                              gpointer data)
{
    ServerState *s = data;

    s->accepted++;
    qio_channel_close(QIO_CHANNEL(sioc), NULL);
    /* 1, the listener's. */
    object_unref(OBJECT(sioc)); // expect: qom-over-unref sioc
}

static void server_reject_ok(QIONetListener *listener, QIOChannelSocket *sioc,
                             gpointer data)
{
    ServerState *s = data;

    s->accepted++;
    qio_channel_close(QIO_CHANNEL(sioc), NULL);
}

void server_listen_bad(ServerState *s, QIONetListener *listener)
{
    qio_net_listener_set_client_func(listener, server_reject_bad, s, NULL);
}

void server_listen_ok(ServerState *s, QIONetListener *listener)
{
    qio_net_listener_set_client_func(listener, server_reject_ok, s, NULL);
}

/* One reference for the opaque, and a notify that drops it. */

static gboolean FN_server_readable_bad(QIOChannel *ioc, GIOCondition cond,
                                    gpointer data)
{
    ServerState *s = data;

    s->accepted++;
    /* 1, for which the watch has object_unref as its notify. */
    object_unref(OBJECT(s)); // expect: qom-over-unref s
    return G_SOURCE_REMOVE;
}

static gboolean server_readable_ok(QIOChannel *ioc, GIOCondition cond,
                                   gpointer data)
{
    ServerState *s = data;

    s->accepted++;
    return G_SOURCE_REMOVE;
}

void server_watch_bad(ServerState *s, QIOChannel *ioc)
{
    qio_channel_add_watch(ioc, G_IO_IN, FN_server_readable_bad,
                          object_ref(OBJECT(s)), object_unref);
}

void server_watch_ok(ServerState *s, QIOChannel *ioc)
{
    qio_channel_add_watch(ioc, G_IO_IN, server_readable_ok,
                          object_ref(OBJECT(s)), object_unref);
}

static const TypeInfo types[] = {
    {
        .name = TYPE_SERVER,
        .parent = TYPE_OBJECT,
        .instance_size = sizeof(ServerState),
    },
};

DEFINE_TYPES(types)
