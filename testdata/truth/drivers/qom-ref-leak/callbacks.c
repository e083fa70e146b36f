/*
 * Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 */
#include "../../../checks/qom-ref-leak/callbacks.c"
#include "../driver.h"

static LinkState *link_new(void)
{
    PCIDevice *link = pci_new(-1, TYPE_LINK);

    qdev_realize_and_unref(DEVICE(link), BUS(driver_pci_bus()), &error_abort);
    LINK(link)->stopped = scenario_choice("stopped");
    return LINK(link);
}

static void accept_two(LinkState *s, QIOChannelFunc accept)
{
    QIOChannelSocket *sioc = driver_listener(2);

    accept(QIO_CHANNEL(sioc), G_IO_IN, s);
    accept(QIO_CHANNEL(sioc), G_IO_IN, s);
    object_unref(OBJECT(sioc));
}

static void watch_one(LinkState *s, void (*watch)(LinkState *s, QIOChannel *ioc))
{
    QIOChannelSocket *sioc = driver_listener(1);

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

static void listen_for_nobody(LinkState *s)
{
    QIONetListener *listener = qio_net_listener_new();
    QIOChannelSocket *sioc = driver_socket();

    link_serve_ok(s, listener);
    link_serve_bad(s, listener);
    g_source_remove(link_listen_ok(s, QIO_CHANNEL(sioc)));
    g_source_remove(link_listen_bad(s, QIO_CHANNEL(sioc)));
    object_unref(OBJECT(listener));
    object_unref(OBJECT(sioc));
}

void scenario(void)
{
    LinkState *s = link_new();

    listen_for_nobody(s);
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
