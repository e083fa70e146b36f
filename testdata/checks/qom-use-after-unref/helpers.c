/*
 * The last drop and the use in different functions.
 *
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 */
#include "qemu/osdep.h"
#include "io/channel-socket.h"
#include "qapi/error.h"

/* The helper drops. */

static void tunnel_close(QIOChannelSocket *sioc)
{
    qio_channel_close(QIO_CHANNEL(sioc), NULL);
    object_unref(OBJECT(sioc));
}

int tunnel_test_bad(SocketAddress *addr)
{
    QIOChannelSocket *sioc = qio_channel_socket_new();

    qio_channel_socket_connect_sync(sioc, addr, NULL);
    tunnel_close(sioc);
    /* 0: tunnel_close took the only one. */
    return sioc->fd; // expect: qom-use-after-unref sioc
}

int tunnel_test_ok(SocketAddress *addr)
{
    QIOChannelSocket *sioc = qio_channel_socket_new();
    int fd;

    qio_channel_socket_connect_sync(sioc, addr, NULL);
    fd = sioc->fd;
    tunnel_close(sioc);
    return fd;
}

/* The helper uses, three calls down. */

static socklen_t tunnel_address_length(const QIOChannelSocket *sioc)
{
    return sioc->remoteAddrLen;
}

static bool tunnel_has_address(const QIOChannelSocket *sioc)
{
    return tunnel_address_length(sioc) > 0;
}

static bool tunnel_is_up(const QIOChannelSocket *sioc)
{
    return tunnel_has_address(sioc);
}

bool tunnel_verify_bad(SocketAddress *addr)
{
    QIOChannelSocket *sioc = qio_channel_socket_new();

    qio_channel_socket_connect_sync(sioc, addr, NULL);
    object_unref(OBJECT(sioc));
    /* 0: three calls down a member is read. */
    return tunnel_is_up(sioc); // expect: qom-use-after-unref sioc
}

bool tunnel_verify_ok(SocketAddress *addr)
{
    QIOChannelSocket *sioc = qio_channel_socket_new();
    bool up;

    qio_channel_socket_connect_sync(sioc, addr, NULL);
    up = tunnel_is_up(sioc);
    object_unref(OBJECT(sioc));
    return up;
}

/* The helper drops when it fails. */

static bool tunnel_open(QIOChannelSocket *sioc, SocketAddress *addr,
                        Error **errp)
{
    if (qio_channel_socket_connect_sync(sioc, addr, errp) < 0) {
        object_unref(OBJECT(sioc));
        return false;
    }
    return true;
}

int tunnel_start_bad(SocketAddress *addr, Error **errp)
{
    QIOChannelSocket *sioc = qio_channel_socket_new();

    if (!tunnel_open(sioc, addr, errp)) {
        /* 0 when tunnel_open says no. */
        return -sioc->fd; // expect: qom-use-after-unref sioc
    }
    object_unref(OBJECT(sioc));
    return 0;
}

int tunnel_start_ok(SocketAddress *addr, Error **errp)
{
    QIOChannelSocket *sioc = qio_channel_socket_new();

    if (!tunnel_open(sioc, addr, errp)) {
        return -1;
    }
    object_unref(OBJECT(sioc));
    return 0;
}
