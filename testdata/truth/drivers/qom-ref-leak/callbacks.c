/*
 * Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 */
#include "../../../checks/qom-ref-leak/callbacks.c"
#include "../driver.h"

#include <sys/un.h>

static LinkState *link_new(void)
{
    PCIDevice *link = pci_new(-1, TYPE_LINK);

    qdev_realize_and_unref(DEVICE(link), BUS(driver_pci_bus()), &error_abort);
    LINK(link)->stopped = scenario_choice("stopped");
    return LINK(link);
}

/* A socket that listens, with clients that wait. */
static QIOChannelSocket *listener_new(int clients)
{
    struct sockaddr_un addr = {.sun_family = AF_UNIX};
    socklen_t len = sizeof(addr);
    int fd = socket(AF_UNIX, SOCK_STREAM, 0);

    if (bind(fd, (struct sockaddr *)&addr, sizeof(sa_family_t)) < 0 ||
        listen(fd, clients) < 0 ||
        getsockname(fd, (struct sockaddr *)&addr, &len) < 0) {
        abort();
    }
    while (clients--) {
        if (connect(socket(AF_UNIX, SOCK_STREAM, 0), (struct sockaddr *)&addr,
                    len) < 0) {
            abort();
        }
    }
    return qio_channel_socket_new_fd(fd, &error_abort);
}

static void accept_two(LinkState *s, QIOChannelFunc accept)
{
    QIOChannelSocket *sioc = listener_new(2);

    accept(QIO_CHANNEL(sioc), G_IO_IN, s);
    accept(QIO_CHANNEL(sioc), G_IO_IN, s);
    object_unref(OBJECT(sioc));
}

static void watch_one(LinkState *s, void (*watch)(LinkState *s, QIOChannel *ioc))
{
    QIOChannelSocket *sioc = listener_new(1);

    s->stopped = true;
    watch(s, QIO_CHANNEL(sioc));
    main_loop_wait(true);
    object_unref(OBJECT(sioc));
}

static void serve_one(LinkState *s, QIONetListenerClientFunc serve)
{
    QIOChannelSocket *sioc = qio_channel_socket_new();

    serve(NULL, sioc, s);
    object_unref(OBJECT(sioc));
}

void scenario(void)
{
    LinkState *s = link_new();

    if (scenario_choice("flush")) {
        qmp_link_flush_ok("");
        qmp_link_flush_bad("");
        main_loop_wait(true);
    } else if (scenario_choice("watch")) {
        watch_one(s, link_watch_ok);
        watch_one(s, link_watch_bad);
    } else if (scenario_choice("accept, right")) {
        accept_two(s, link_accept_ok);
    } else if (scenario_choice("accept")) {
        accept_two(s, link_accept_bad);
    } else if (scenario_choice("serve, right")) {
        serve_one(s, link_client_ok);
    } else {
        serve_one(s, link_client_bad);
    }
    object_unparent(OBJECT(s));
    drain_call_rcu();
}
