/*
 * References that are taken for a callback, and callbacks that lose what they
 * make.
 *
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 */
#include "qemu/osdep.h"
#include "hw/pci/pci_device.h"
#include "io/channel-socket.h"
#include "io/net-listener.h"
#include "qapi/error.h"
#include "qemu/main-loop.h"

#define TYPE_LINK "toy-link"
OBJECT_DECLARE_SIMPLE_TYPE(LinkState, LINK)

struct LinkState {
    PCIDevice parent_obj;
    QIOChannelSocket *client;
    uint32_t pending;
    bool stopped;
};

/* A reference for a bottom half that is not always scheduled. */

static void link_flush_bh(void *opaque)
{
    LinkState *s = opaque;

    s->pending = 0;
    object_unref(OBJECT(s));
}

void qmp_link_flush_bad(const char *path)
{
    Object *obj = object_resolve_path_type(path, TYPE_LINK, NULL);

    if (!obj) {
        return;
    }
    /* 1 for the bottom half, but a stopped link schedules none. */
    object_ref(obj); // expect: qom-ref-leak obj
    if (LINK(obj)->stopped) {
        return;
    }
    aio_bh_schedule_oneshot(qemu_get_aio_context(), link_flush_bh, obj);
}

void qmp_link_flush_ok(const char *path)
{
    Object *obj = object_resolve_path_type(path, TYPE_LINK, NULL);

    if (!obj || LINK(obj)->stopped) {
        return;
    }
    object_ref(obj);
    aio_bh_schedule_oneshot(qemu_get_aio_context(), link_flush_bh, obj);
}

/* An opaque with a reference and without a destroy notify. */

static gboolean link_readable(QIOChannel *ioc, GIOCondition cond, gpointer data)
{
    LinkState *s = data;

    s->pending++;
    return s->stopped ? G_SOURCE_REMOVE : G_SOURCE_CONTINUE;
}

void FN_link_watch_bad(LinkState *s, QIOChannel *ioc)
{
    /* 1 for the watch; removing the watch drops nothing. */
    qio_channel_add_watch(ioc, G_IO_IN, link_readable, object_ref(OBJECT(s)), NULL); // expect: qom-ref-leak
}

void link_watch_ok(LinkState *s, QIOChannel *ioc)
{
    qio_channel_add_watch(ioc, G_IO_IN, link_readable, object_ref(OBJECT(s)),
                          object_unref);
}

/* A client that is turned away. */

static gboolean link_accept_bad(QIOChannel *ioc, GIOCondition cond,
                                gpointer data)
{
    LinkState *s = data;
    /* 1 on a second client, which is closed and not dropped. */
    QIOChannelSocket *client = qio_channel_socket_accept(QIO_CHANNEL_SOCKET(ioc), NULL); // expect: qom-ref-leak client

    if (!client) {
        return G_SOURCE_CONTINUE;
    }
    if (s->client) {
        qio_channel_close(QIO_CHANNEL(client), NULL);
        return G_SOURCE_CONTINUE;
    }
    s->client = client;
    return G_SOURCE_REMOVE;
}

static gboolean link_accept_ok(QIOChannel *ioc, GIOCondition cond,
                               gpointer data)
{
    LinkState *s = data;
    QIOChannelSocket *client = qio_channel_socket_accept(QIO_CHANNEL_SOCKET(ioc), NULL);

    if (!client) {
        return G_SOURCE_CONTINUE;
    }
    if (s->client) {
        qio_channel_close(QIO_CHANNEL(client), NULL);
        object_unref(OBJECT(client));
        return G_SOURCE_CONTINUE;
    }
    s->client = client;
    return G_SOURCE_REMOVE;
}

guint link_listen_bad(LinkState *s, QIOChannel *ioc)
{
    return qio_channel_add_watch(ioc, G_IO_IN, link_accept_bad, s, NULL);
}

guint link_listen_ok(LinkState *s, QIOChannel *ioc)
{
    return qio_channel_add_watch(ioc, G_IO_IN, link_accept_ok, s, NULL);
}

/* A client handed to a listener's function is borrowed; keeping takes one. */

static void link_client_bad(QIONetListener *listener, QIOChannelSocket *sioc,
                            gpointer data)
{
    LinkState *s = data;

    /* 1 of ours, lost when the link is stopped. */
    object_ref(OBJECT(sioc)); // expect: qom-ref-leak sioc
    if (s->stopped) {
        return;
    }
    if (s->client) {
        object_unref(OBJECT(s->client));
    }
    s->client = sioc;
}

static void link_client_ok(QIONetListener *listener, QIOChannelSocket *sioc,
                           gpointer data)
{
    LinkState *s = data;

    if (s->stopped) {
        return;
    }
    object_ref(OBJECT(sioc));
    if (s->client) {
        object_unref(OBJECT(s->client));
    }
    s->client = sioc;
}

void link_serve_bad(LinkState *s, QIONetListener *listener)
{
    qio_net_listener_set_client_func(listener, link_client_bad, s, NULL);
}

void link_serve_ok(LinkState *s, QIONetListener *listener)
{
    qio_net_listener_set_client_func(listener, link_client_ok, s, NULL);
}

static void link_finalize(Object *obj)
{
    LinkState *s = LINK(obj);

    object_unref(OBJECT(s->client));
}

static const TypeInfo types[] = {
    {
        .name = TYPE_LINK,
        .parent = TYPE_PCI_DEVICE,
        .instance_size = sizeof(LinkState),
        .instance_finalize = link_finalize,
        .interfaces =
            (const InterfaceInfo[]){{INTERFACE_CONVENTIONAL_PCI_DEVICE}, {}},
    },
};

DEFINE_TYPES(types)
