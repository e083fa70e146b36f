/*
 * Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 *
 * What watches, tasks and listeners hold.
 */
#include "probe.h"
#include "io/channel-buffer.h"
#include "io/channel-socket.h"
#include "io/net-listener.h"
#include "io/task.h"

static gboolean on_ready(QIOChannel *ioc, GIOCondition condition, gpointer data)
{
    tell("ready");
    return G_SOURCE_REMOVE;
}

static void on_notify(gpointer data)
{
    tell("notify");
}

static void on_client(QIONetListener *listener, QIOChannelSocket *sioc,
                      gpointer data)
{
}

static void on_complete(QIOTask *task, gpointer data)
{
    g_autofree char *text = g_strdup_printf(
        "complete, the source's count is %u", count(qio_task_get_source(task)));

    tell(text);
}

static void probe_watches(void)
{
    int fds[2];
    QIOChannel *ioc;
    GSource *source;
    guint id;

    if (socketpair(AF_UNIX, SOCK_STREAM, 0, fds) < 0) {
        abort();
    }
    ioc = QIO_CHANNEL(qio_channel_socket_new_fd(fds[0], &error_abort));
    fact("count of a new channel", "%u", count(ioc));
    source = qio_channel_create_watch(ioc, G_IO_IN);
    fact("count with a source", "%u", count(ioc));
    g_source_unref(source);
    fact("count without it", "%u", count(ioc));
    id = qio_channel_add_watch(ioc, G_IO_IN, on_ready, NULL, on_notify);
    fact("count with a watch", "%u", count(ioc));
    g_source_remove(id);
    fact_story("the watch is removed");
    fact("count then", "%u", count(ioc));
    qio_channel_add_watch(ioc, G_IO_OUT, on_ready, NULL, on_notify);
    while (g_main_context_iteration(NULL, FALSE)) {
    }
    fact_story("a watch that fires once");
    fact("count then", "%u", count(ioc));
    object_unref(OBJECT(ioc));
    close(fds[1]);
}

static void probe_tasks(void)
{
    QIOChannelBuffer *source = qio_channel_buffer_new(16);
    QIOTask *task = qio_task_new(OBJECT(source), on_complete, NULL, on_notify);

    fact("count of a task's source", "%u", count(source));
    qio_task_complete(task);
    fact_story("a task is completed");
#ifndef PROBE_AS_72
    /* Completing does not end it. */
    fact("count of its source then", "%u", count(source));
    qio_task_free(task);
    fact_story("and freed");
#endif
    fact("count of its source", "%u", count(source));
    object_unref(OBJECT(source));
}

static void probe_listeners(void)
{
    QIONetListener *listener = qio_net_listener_new();
    QIOChannelSocket *sioc = qio_channel_socket_new();

    qio_net_listener_add(listener, sioc);
    fact("counts of a listener and its socket", "%u %u", count(listener),
         count(sioc));
    qio_net_listener_set_client_func(listener, on_client, NULL, on_notify);
    fact("and with a function for clients", "%u %u", count(listener),
         count(sioc));
    qio_net_listener_set_client_func(listener, NULL, NULL, NULL);
    fact_story("and without it again");
    fact("counts then", "%u %u", count(listener), count(sioc));
    object_unref(OBJECT(listener));
    fact("count of a socket whose listener ended", "%u", count(sioc));
    object_unref(OBJECT(sioc));
}

void probe_io(void)
{
    forget_story();
    probe_watches();
    probe_tasks();
    probe_listeners();
}
