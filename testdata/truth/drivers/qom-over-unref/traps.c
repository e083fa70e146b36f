/*
 * Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 */
#include "../../../checks/qom-over-unref/traps.c"
#include "../driver.h"

static void connect_one(SessionState *s)
{
    s->closing = true;
    session_connect_ok(s, driver_address());
    while (s->closing) {
        main_loop_wait(false);
    }
}

void scenario(void)
{
    SessionState *s = SESSION(object_new(TYPE_SESSION));
    Object *creds = object_new("tls-creds-anon");
    QIOChannelSocket *sioc = qio_channel_socket_new();
    Object *parent = object_new(TYPE_CONTAINER);

    session_open_ok(s, sioc);
    session_poll_ok(s);
    session_twice_ok(s);
    session_poll_ok(s);
    session_close_ok(s);
    session_replace_ok(parent);
    object_unref(session_make_ok(true));
    session_plug_ok(TYPE_DRIVER_HOST, sysbus_get_default(), NULL);
    session_forget_ok(parent);
    session_forget_ok(NULL);
    session_set_peer_ok(s, parent, true);
    session_set_peer_ok(s, parent, false);
    session_reset_ok(driver_address());
    object_unref(session_wrap_ok(QCRYPTO_TLS_CREDS(creds), NULL));
    connect_one(s);
    object_unref(parent);
    object_unref(OBJECT(sioc));
    object_unref(creds);
    object_unref(OBJECT(s));
}
