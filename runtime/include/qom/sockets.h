/*
 * Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 */
#ifndef QOM_SOCKETS_H
#define QOM_SOCKETS_H

#include "qom/osdep.h"

typedef enum SocketAddressType {
    SOCKET_ADDRESS_TYPE_INET,
    SOCKET_ADDRESS_TYPE_UNIX,
    SOCKET_ADDRESS_TYPE_VSOCK,
    SOCKET_ADDRESS_TYPE_FD,
} SocketAddressType;

typedef struct InetSocketAddress {
    char *host;
    char *port;
} InetSocketAddress;

typedef struct UnixSocketAddress {
    char *path;
} UnixSocketAddress;

typedef struct FdSocketAddress {
    /* The number of a descriptor, in digits. */
    char *str;
} FdSocketAddress;

struct SocketAddress {
    SocketAddressType type;
    union {
        InetSocketAddress inet;
        UnixSocketAddress q_unix;
        FdSocketAddress fd;
    } u;
};

#endif
