/*
 * The last pointer to an owned object is overwritten. The overwriting store is
 * what has to change, so that is where the report stands.
 *
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 */
#include "qemu/osdep.h"
#include "io/channel-file.h"
#include "io/channel-socket.h"
#include "io/channel-tls.h"
#include "qapi/error.h"

#define MAX_ATTEMPTS 3

/* A channel around a channel: the outer one takes its own reference. */

QIOChannel *peer_connect_bad(SocketAddress *addr, QCryptoTLSCreds *creds,
                             const char *host, Error **errp)
{
    QIOChannel *ioc = QIO_CHANNEL(qio_channel_socket_new());

    if (qio_channel_socket_connect_sync(QIO_CHANNEL_SOCKET(ioc), addr, errp) <
        0) {
        object_unref(OBJECT(ioc));
        return NULL;
    }
    if (creds) {
        /* The socket has 2, ours and the TLS channel's; ours is lost. */
        ioc = QIO_CHANNEL(qio_channel_tls_new_client(ioc, creds, host, errp)); // expect: qom-ref-leak ioc
    }
    return ioc;
}

QIOChannel *peer_connect_ok(SocketAddress *addr, QCryptoTLSCreds *creds,
                            const char *host, Error **errp)
{
    QIOChannel *ioc = QIO_CHANNEL(qio_channel_socket_new());

    if (qio_channel_socket_connect_sync(QIO_CHANNEL_SOCKET(ioc), addr, errp) <
        0) {
        object_unref(OBJECT(ioc));
        return NULL;
    }
    if (creds) {
        QIOChannel *plain = ioc;

        ioc = QIO_CHANNEL(qio_channel_tls_new_client(plain, creds, host, errp));
        object_unref(OBJECT(plain));
    }
    return ioc;
}

/* A new try for every failure. */

QIOChannelSocket *peer_retry_bad(SocketAddress *addr)
{
    QIOChannelSocket *sioc;
    int i;

    for (i = 0; i < MAX_ATTEMPTS; i++) {
        /* 1 for each failed try: replaced by the next, or left at the end. */
        sioc = qio_channel_socket_new(); // expect: qom-ref-leak sioc
        if (qio_channel_socket_connect_sync(sioc, addr, NULL) == 0) {
            return sioc;
        }
    }
    return NULL;
}

QIOChannelSocket *peer_retry_ok(SocketAddress *addr)
{
    QIOChannelSocket *sioc;
    int i;

    for (i = 0; i < MAX_ATTEMPTS; i++) {
        sioc = qio_channel_socket_new();
        if (qio_channel_socket_connect_sync(sioc, addr, NULL) == 0) {
            return sioc;
        }
        object_unref(OBJECT(sioc));
    }
    return NULL;
}

/* Forgotten by storing null. */

QIOChannelFile *journal_open_bad(const char *path, Error **errp)
{
    QIOChannelFile *file;

    file = qio_channel_file_new_path(path, O_RDWR, 0, errp);
    if (file && file->fd == STDERR_FILENO) {
        error_setg(errp, "the journal must not be stderr");
        /* 1, and the only pointer goes. */
        file = NULL; // expect: qom-ref-leak file
    }
    return file;
}

QIOChannelFile *journal_open_ok(const char *path, Error **errp)
{
    QIOChannelFile *file;

    file = qio_channel_file_new_path(path, O_RDWR, 0, errp);
    if (file && file->fd == STDERR_FILENO) {
        error_setg(errp, "the journal must not be stderr");
        object_unref(OBJECT(file));
        file = NULL;
    }
    return file;
}

/* A default that is replaced. */

Object *policy_new_bad(const char *type, bool custom)
{
    Object *policy = object_new(TYPE_CONTAINER);

    if (custom) {
        /* The default has 1, lost; the custom one takes its variable. */
        policy = object_new(type); // expect: qom-ref-leak policy
    }
    return policy;
}

Object *policy_new_ok(const char *type, bool custom)
{
    Object *policy = object_new(TYPE_CONTAINER);

    if (custom) {
        object_unref(policy);
        policy = object_new(type);
    }
    return policy;
}
