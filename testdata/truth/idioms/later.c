/*
 * Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 *
 * References that wait: for a bottom half, a task's answer, a watch; each is
 * dropped by whoever comes last.
 */
#include "qemu/osdep.h"
#include "block/aio.h"
#include "io/channel-socket.h"
#include "io/task.h"
#include "qapi/error.h"
#include "qemu/main-loop.h"
#include "qom/scenario.h"
#include "qom/sockets.h"

#include "../drivers/driver.h"

#define TYPE_BACKEND "idiom-backend"
OBJECT_DECLARE_SIMPLE_TYPE(Backend, BACKEND)

struct Backend {
    Object parent_obj;
    uint32_t requests;
};

/* Taken before it is scheduled, dropped at the end of the callback. */

static void backend_completed_ok(void *opaque)
{
    Backend *s = opaque;

    s->requests--;
    object_unref(OBJECT(s));
}

static void backend_deliver_ok(Backend *s)
{
    s->requests++;
    object_ref(OBJECT(s));
    aio_bh_schedule_oneshot(qemu_get_aio_context(), backend_completed_ok, s);
}

static void FN_backend_lost_bad(Backend *s)
{
    /* 1 when it is cancelled: no callback, no drop. */
    QEMUBH *bh = qemu_bh_new(backend_completed_ok, object_ref(OBJECT(s))); // expect: qom-ref-leak s

    qemu_bh_schedule(bh);
    s->requests++;
    qemu_bh_delete(bh);
}

static void backend_cancel_ok(Backend *s)
{
    QEMUBH *bh = qemu_bh_new(backend_completed_ok, object_ref(OBJECT(s)));

    qemu_bh_schedule(bh);
    qemu_bh_delete(bh);
    object_unref(OBJECT(s));
}

/* The creation reference goes with the connection, to its callback. */

static bool connected;

static void link_connected_ok(QIOTask *task, gpointer opaque)
{
    QIOChannelSocket *sioc = QIO_CHANNEL_SOCKET(qio_task_get_source(task));
    Error *err = NULL;

    if (qio_task_propagate_error(task, &err)) {
        error_free(err);
    } else {
        qio_channel_close(QIO_CHANNEL(sioc), NULL);
    }
    connected = true;
    object_unref(OBJECT(sioc));
}

static void link_connect_ok(SocketAddress *addr)
{
    QIOChannelSocket *sioc = qio_channel_socket_new();

    qio_channel_set_name(QIO_CHANNEL(sioc), "link");
    qio_channel_socket_connect_async(sioc, addr, link_connected_ok, NULL, NULL,
                                     NULL);
}

/* A reference as opaque, with the hook that drops it. */

static gboolean link_readable_ok(QIOChannel *ioc, GIOCondition condition,
                                 gpointer opaque)
{
    Backend *s = opaque;

    s->requests++;
    return G_SOURCE_REMOVE;
}

static guint link_watch_ok(Backend *s, QIOChannel *ioc)
{
    object_ref(OBJECT(s));
    return qio_channel_add_watch(ioc, G_IO_IN, link_readable_ok, s,
                                 (GDestroyNotify)object_unref);
}

static guint FN_link_watch_bad(Backend *s, QIOChannel *ioc)
{
    object_ref(OBJECT(s)); // expect: qom-ref-leak s
    /* 1 that neither hook nor callback drops. */
    return qio_channel_add_watch(ioc, G_IO_IN, link_readable_ok, s, NULL);
}

static QIOChannel *readable(int fds[2])
{
    if (socketpair(AF_UNIX, SOCK_STREAM, 0, fds) < 0 ||
        write(fds[1], "x", 1) != 1) {
        abort();
    }
    return QIO_CHANNEL(qio_channel_socket_new_fd(fds[0], &error_abort));
}

static void watch(guint (*add)(Backend *s, QIOChannel *ioc))
{
    Backend *s = BACKEND(object_new(TYPE_BACKEND));
    int fds[2];
    QIOChannel *ioc = readable(fds);

    add(s, ioc);
    main_loop_wait(true);
    object_unref(OBJECT(ioc));
    object_unref(OBJECT(s));
}

static void connect_one(void)
{
    link_connect_ok(driver_address());
    while (!connected) {
        main_loop_wait(false);
    }
}

void scenario(void)
{
    Backend *s = BACKEND(object_new(TYPE_BACKEND));

    backend_deliver_ok(s);
    backend_cancel_ok(s);
    main_loop_wait(true);
    connect_one();
    watch(link_watch_ok);
    if (scenario_choice("watch")) {
        watch(FN_link_watch_bad);
    } else {
        FN_backend_lost_bad(s);
    }
    object_unref(OBJECT(s));
}

static const TypeInfo types[] = {
    {
        .name = TYPE_BACKEND,
        .parent = TYPE_OBJECT,
        .instance_size = sizeof(Backend),
    },
};

DEFINE_TYPES(types)
