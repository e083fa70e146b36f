/*
 * Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 */
#ifndef QOM_CHANNEL_H
#define QOM_CHANNEL_H

#include "qom/object.h"
#include "qom/sockets.h"
#include "qom/task.h"

#define TYPE_QIO_CHANNEL "qio-channel"
OBJECT_DECLARE_TYPE(QIOChannel, QIOChannelClass, QIO_CHANNEL)

#define TYPE_QIO_CHANNEL_SOCKET "qio-channel-socket"
OBJECT_DECLARE_SIMPLE_TYPE(QIOChannelSocket, QIO_CHANNEL_SOCKET)

#define TYPE_QIO_CHANNEL_BUFFER "qio-channel-buffer"
OBJECT_DECLARE_SIMPLE_TYPE(QIOChannelBuffer, QIO_CHANNEL_BUFFER)

#define TYPE_QIO_CHANNEL_FILE "qio-channel-file"
OBJECT_DECLARE_SIMPLE_TYPE(QIOChannelFile, QIO_CHANNEL_FILE)

#define TYPE_QIO_CHANNEL_TLS "qio-channel-tls"
OBJECT_DECLARE_SIMPLE_TYPE(QIOChannelTLS, QIO_CHANNEL_TLS)

#define TYPE_QIO_NET_LISTENER "qio-net-listener"
OBJECT_DECLARE_SIMPLE_TYPE(QIONetListener, QIO_NET_LISTENER)

#define TYPE_QCRYPTO_TLS_CREDS "tls-creds"
typedef struct QCryptoTLSCreds QCryptoTLSCreds;
typedef struct QCryptoTLSSession QCryptoTLSSession;

QOM_BEGIN_DECLS

typedef gboolean (*QIOChannelFunc)(QIOChannel *ioc, GIOCondition condition,
                                   gpointer data);

/* In place of a number of bytes: try again later. */
#define QIO_CHANNEL_ERR_BLOCK -2

typedef enum QIOChannelShutdown {
    QIO_CHANNEL_SHUTDOWN_READ = 1,
    QIO_CHANNEL_SHUTDOWN_WRITE = 2,
    QIO_CHANNEL_SHUTDOWN_BOTH = 3,
} QIOChannelShutdown;

struct QIOChannel {
    Object parent;
    unsigned int features;
    char *name;
    bool follow_coroutine_ctx;
};

struct QIOChannelClass {
    ObjectClass parent;
    ssize_t (*io_writev)(QIOChannel *ioc, const struct iovec *iov, size_t niov,
                         int *fds, size_t nfds, int flags, Error **errp);
    ssize_t (*io_readv)(QIOChannel *ioc, const struct iovec *iov, size_t niov,
                        int **fds, size_t *nfds, int flags, Error **errp);
    int (*io_close)(QIOChannel *ioc, Error **errp);
    GSource *(*io_create_watch)(QIOChannel *ioc, GIOCondition condition);
    int (*io_set_blocking)(QIOChannel *ioc, bool enabled, Error **errp);
    /* May be null. */
    int (*io_shutdown)(QIOChannel *ioc, QIOChannelShutdown how, Error **errp);
};

ssize_t qio_channel_read(QIOChannel *ioc, char *buf, size_t buflen,
                         Error **errp);
ssize_t qio_channel_write(QIOChannel *ioc, const char *buf, size_t buflen,
                          Error **errp);
int qio_channel_read_all(QIOChannel *ioc, char *buf, size_t buflen,
                         Error **errp);
int qio_channel_write_all(QIOChannel *ioc, const char *buf, size_t buflen,
                          Error **errp);
void qio_channel_set_name(QIOChannel *ioc, const char *name);
bool qio_channel_set_blocking(QIOChannel *ioc, bool enabled, Error **errp);
int qio_channel_shutdown(QIOChannel *ioc, QIOChannelShutdown how, Error **errp);
/* Closing drops no reference. */
int qio_channel_close(QIOChannel *ioc, Error **errp);
GSource *qio_channel_create_watch(QIOChannel *ioc, GIOCondition condition);
guint qio_channel_add_watch(QIOChannel *ioc, GIOCondition condition,
                            QIOChannelFunc func, gpointer user_data,
                            GDestroyNotify notify);
guint qio_channel_add_watch_full(QIOChannel *ioc, GIOCondition condition,
                                 QIOChannelFunc func, gpointer user_data,
                                 GDestroyNotify notify, GMainContext *context);
GSource *qio_channel_add_watch_source(QIOChannel *ioc, GIOCondition condition,
                                      QIOChannelFunc func, gpointer user_data,
                                      GDestroyNotify notify,
                                      GMainContext *context);
void qio_channel_wait(QIOChannel *ioc, GIOCondition condition);

/* Sockets */

struct QIOChannelSocket {
    QIOChannel parent;
    int fd;
    struct sockaddr_storage localAddr;
    socklen_t localAddrLen;
    struct sockaddr_storage remoteAddr;
    socklen_t remoteAddrLen;
};

QIOChannelSocket *qio_channel_socket_new(void);
QIOChannelSocket *qio_channel_socket_new_fd(int fd, Error **errp);
int qio_channel_socket_connect_sync(QIOChannelSocket *ioc, SocketAddress *addr,
                                    Error **errp);
void qio_channel_socket_connect_async(QIOChannelSocket *ioc,
                                      SocketAddress *addr, QIOTaskFunc callback,
                                      gpointer opaque, GDestroyNotify destroy,
                                      GMainContext *context);
int qio_channel_socket_listen_sync(QIOChannelSocket *ioc, SocketAddress *addr,
                                   int num, Error **errp);
QIOChannelSocket *qio_channel_socket_accept(QIOChannelSocket *ioc,
                                            Error **errp);

/* Buffers and files */

struct QIOChannelBuffer {
    QIOChannel parent;
    size_t capacity;
    size_t usage;
    size_t offset;
    uint8_t *data;
};

QIOChannelBuffer *qio_channel_buffer_new(size_t capacity);

struct QIOChannelFile {
    QIOChannel parent;
    int fd;
};

QIOChannelFile *qio_channel_file_new_fd(int fd);
QIOChannelFile *qio_channel_file_new_path(const char *path, int flags,
                                          mode_t mode, Error **errp);

/*
 * TLS: a channel around a channel, on which it keeps a reference. The handshake
 * takes its steps and may fail; the cipher is none.
 */

struct QIOChannelTLS {
    QIOChannel parent;
    QIOChannel *master;
    QCryptoTLSSession *session;
    QIOChannelShutdown shutdown;
    guint hs_ioc_tag;
};

QIOChannelTLS *qio_channel_tls_new_server(QIOChannel *master,
                                          QCryptoTLSCreds *creds,
                                          const char *aclname, Error **errp);
QIOChannelTLS *qio_channel_tls_new_client(QIOChannel *master,
                                          QCryptoTLSCreds *creds,
                                          const char *hostname, Error **errp);
void qio_channel_tls_handshake(QIOChannelTLS *ioc, QIOTaskFunc func,
                               gpointer opaque, GDestroyNotify destroy,
                               GMainContext *context);

/* Listeners */

typedef void (*QIONetListenerClientFunc)(QIONetListener *listener,
                                         QIOChannelSocket *sioc, gpointer data);

struct QIONetListener {
    Object parent;
    char *name;
    QIOChannelSocket **sioc;
    GSource **io_source;
    size_t nsioc;
    bool connected;
    QIONetListenerClientFunc io_func;
    gpointer io_data;
    GDestroyNotify io_notify;
};

QIONetListener *qio_net_listener_new(void);
int qio_net_listener_open_sync(QIONetListener *listener, SocketAddress *addr,
                               int num, Error **errp);
void qio_net_listener_add(QIONetListener *listener, QIOChannelSocket *sioc);
void qio_net_listener_set_client_func(QIONetListener *listener,
                                      QIONetListenerClientFunc func,
                                      gpointer data, GDestroyNotify notify);
QIOChannelSocket *qio_net_listener_wait_client(QIONetListener *listener);
void qio_net_listener_disconnect(QIONetListener *listener);

QOM_END_DECLS

DECLARE_INSTANCE_CHECKER(QCryptoTLSCreds, QCRYPTO_TLS_CREDS,
                         TYPE_QCRYPTO_TLS_CREDS)

#endif
