/*
 * Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 */
#include "../../../checks/qom-over-unref/callbacks.c"
#include "../driver.h"

/* As a listener hands a client to its function. */
static void reject_one(ServerState *s, QIONetListenerClientFunc reject)
{
    QIOChannelSocket *client = qio_channel_socket_new();

    reject(NULL, client, s);
    object_unref(OBJECT(client));
}

static void watch_one(ServerState *s, void (*watch)(ServerState *s, QIOChannel *ioc))
{
    QIOChannelSocket *sioc;
    int fds[2];

    if (socketpair(AF_UNIX, SOCK_STREAM, 0, fds) < 0 ||
        write(fds[1], "x", 1) != 1) {
        abort();
    }
    sioc = qio_channel_socket_new_fd(fds[0], &error_abort);
    watch(s, QIO_CHANNEL(sioc));
    main_loop_wait(true);
    object_unref(OBJECT(sioc));
}

static void listen_for_nobody(ServerState *s)
{
    QIONetListener *listener = qio_net_listener_new();

    server_listen_ok(s, listener);
    server_listen_bad(s, listener);
    object_unref(OBJECT(listener));
}

void scenario(void)
{
    ServerState *s = SERVER(object_new(TYPE_SERVER));

    listen_for_nobody(s);
    reject_one(s, server_reject_ok);
    watch_one(s, server_watch_ok);
    if (scenario_choice("reject")) {
        reject_one(s, server_reject_bad);
    } else if (scenario_choice("watch")) {
        watch_one(s, server_watch_bad);
    }
    object_unref(OBJECT(s));
}
