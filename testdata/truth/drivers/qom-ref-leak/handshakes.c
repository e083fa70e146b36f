/*
 * Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 */
#include "../../../checks/qom-ref-leak/handshakes.c"
#include "../driver.h"
#include "qom/object_interfaces.h"

/* A client that does not know the protocol. */
static QIOChannel *stranger(void)
{
    int fds[2];
    QIOChannelSocket *sioc;

    if (socketpair(AF_UNIX, SOCK_STREAM, 0, fds) < 0 ||
        write(fds[1], "GET /", 5) != 5) {
        abort();
    }
    sioc = qio_channel_socket_new_fd(fds[0], &error_abort);
    qio_channel_set_blocking(QIO_CHANNEL(sioc), false, &error_abort);
    return QIO_CHANNEL(sioc);
}

void scenario(void)
{
    QIOChannel *ioc = stranger();
    QCryptoTLSCreds *creds;

    user_creatable_add_from_str("tls-creds-anon,id=server,endpoint=server",
                                &error_abort);
    creds = QCRYPTO_TLS_CREDS(
        object_resolve_path_component(object_get_objects_root(), "server"));
    if (scenario_choice("right")) {
        session_start_ok(ioc, creds, NULL);
    } else if (scenario_choice("try")) {
        session_try_ok(ioc, creds, NULL);
    } else {
        session_start_bad(ioc, creds, NULL);
    }
    main_loop_wait(true);
    object_unref(OBJECT(ioc));
    user_creatable_del("server", &error_abort);
}
