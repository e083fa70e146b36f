/*
 * A socket of the W5100: a client's end of a TCP connection.
 *
 * Lifetime: who connects makes a channel and forgets it. The task holds it, and
 * its callback takes the creation reference over, for the socket or to drop it.
 * The task's opaque is a reference on the device, which may be unplugged
 * meanwhile. A watch holds the channel, but counts nothing of the device:
 * w5100_close removes it.
 *
 * Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 */
#include "qemu/osdep.h"
#include "io/channel-socket.h"
#include "io/task.h"
#include "qapi/error.h"
#include "qemu/log.h"
#include "qemu/sockets.h"
#include "runtime/devices/w5100_internal.h"

enum {
    COMMAND_OPEN = 0x01,
    COMMAND_CONNECT = 0x04,
    COMMAND_DISCON = 0x08,
    COMMAND_CLOSE = 0x10,
    COMMAND_SEND = 0x20,
    COMMAND_RECV = 0x40,
};

#define MR_PROTOCOL 0x0f
#define MR_TCP 0x01

static void set_state(W5100Socket *sock, uint8_t state)
{
    *w5100_byte(sock, SN_SR) = state;
}

static bool is_connected(W5100Socket *sock)
{
    return sock->ioc != NULL;
}

static uint16_t received(W5100Socket *sock)
{
    return sock->rx_end - sock->rx_begin;
}

static void receive(W5100Socket *sock, const char *data, size_t size)
{
    for (size_t i = 0; i < size; i++) {
        w5100_rx_buffer(sock)[sock->rx_end++ % W5100_BUFFER] = data[i];
    }
    w5100_set16(sock, SN_RX_RSR, received(sock));
    w5100_raise(sock, SN_IR_RECV);
}

/* Ends when the buffer is full, and when there is nothing more to come. */
static gboolean w5100_readable(QIOChannel *ioc, GIOCondition condition,
                               gpointer opaque)
{
    W5100Socket *sock = opaque;
    char data[W5100_BUFFER];
    size_t room = W5100_BUFFER - received(sock);
    ssize_t got = qio_channel_read(ioc, data, room, NULL);

    if (got == QIO_CHANNEL_ERR_BLOCK) {
        return G_SOURCE_CONTINUE;
    }
    if (got > 0) {
        receive(sock, data, got);
    } else {
        set_state(sock, SOCK_CLOSE_WAIT);
        w5100_raise(sock, SN_IR_DISCON);
    }
    if (got > 0 && received(sock) < W5100_BUFFER) {
        return G_SOURCE_CONTINUE;
    }
    sock->watch = 0;
    return G_SOURCE_REMOVE;
}

static void watch(W5100Socket *sock)
{
    bool can_receive = received(sock) < W5100_BUFFER &&
                       *w5100_byte(sock, SN_SR) == SOCK_ESTABLISHED;

    if (!sock->watch && can_receive) {
        sock->watch = qio_channel_add_watch(sock->ioc, G_IO_IN, w5100_readable,
                                            sock, NULL);
    }
}

/* The socket that waits for the channel; null if it was closed meanwhile. */
static W5100Socket *find_pending(W5100State *s, QIOChannel *ioc)
{
    for (int i = 0; i < W5100_SOCKETS; i++) {
        if (s->sockets[i].pending == ioc) {
            return &s->sockets[i];
        }
    }
    return NULL;
}

static void w5100_connected(QIOTask *task, gpointer opaque)
{
    QIOChannel *ioc = QIO_CHANNEL(qio_task_get_source(task));
    W5100Socket *sock = find_pending(opaque, ioc);

    if (!sock) {
        object_unref(ioc);
        return;
    }
    sock->pending = NULL;
    if (qio_task_propagate_error(task, NULL)) {
        object_unref(ioc);
        set_state(sock, SOCK_CLOSED);
        w5100_raise(sock, SN_IR_TIMEOUT);
        return;
    }
    qio_channel_set_blocking(ioc, false, NULL);
    sock->ioc = ioc;
    set_state(sock, SOCK_ESTABLISHED);
    watch(sock);
    w5100_raise(sock, SN_IR_CON);
}

static void start_connecting(W5100Socket *sock)
{
    const uint8_t *ip = w5100_byte(sock, SN_DIPR);
    g_autofree char *host =
        g_strdup_printf("%u.%u.%u.%u", ip[0], ip[1], ip[2], ip[3]);
    g_autofree char *port = g_strdup_printf("%u", w5100_get16(sock, SN_DPORT));
    SocketAddress addr = {
        .type = SOCKET_ADDRESS_TYPE_INET,
        .u.inet = {.host = host, .port = port},
    };
    QIOChannelSocket *sioc = qio_channel_socket_new();

    sock->pending = QIO_CHANNEL(sioc);
    set_state(sock, SOCK_SYNSENT);
    qio_channel_socket_connect_async(sioc, &addr, w5100_connected,
                                     object_ref(sock->owner), object_unref,
                                     NULL);
}

static void send_buffer(W5100Socket *sock)
{
    uint16_t begin = w5100_get16(sock, SN_TX_RD);
    uint16_t end = w5100_get16(sock, SN_TX_WR);
    char data[W5100_BUFFER];
    uint16_t size = MIN((uint16_t)(end - begin), W5100_BUFFER);

    for (uint16_t i = 0; i < size; i++) {
        data[i] = w5100_tx_buffer(sock)[(uint16_t)(begin + i) % W5100_BUFFER];
    }
    w5100_set16(sock, SN_TX_RD, end);
    if (qio_channel_write_all(sock->ioc, data, size, NULL) < 0) {
        w5100_close(sock);
        w5100_raise(sock, SN_IR_TIMEOUT);
    } else {
        w5100_raise(sock, SN_IR_SEND_OK);
    }
}

static void open_socket(W5100Socket *sock)
{
    if ((*w5100_byte(sock, SN_MR) & MR_PROTOCOL) != MR_TCP) {
        qemu_log_mask(LOG_UNIMP, "w5100: only TCP\n");
        return;
    }
    w5100_close(sock);
    sock->rx_begin = sock->rx_end = 0;
    w5100_set16(sock, SN_TX_FSR, W5100_BUFFER);
    w5100_set16(sock, SN_TX_RD, 0);
    w5100_set16(sock, SN_TX_WR, 0);
    w5100_set16(sock, SN_RX_RSR, 0);
    w5100_set16(sock, SN_RX_RD, 0);
    set_state(sock, SOCK_INIT);
}

static void take_received(W5100Socket *sock)
{
    uint16_t begin = w5100_get16(sock, SN_RX_RD);

    if ((uint16_t)(sock->rx_end - begin) > received(sock)) {
        qemu_log_mask(LOG_GUEST_ERROR, "w5100: more read than received\n");
        return;
    }
    sock->rx_begin = begin;
    w5100_set16(sock, SN_RX_RSR, received(sock));
    if (received(sock)) {
        w5100_raise(sock, SN_IR_RECV);
    }
    watch(sock);
}

void w5100_close(W5100Socket *sock)
{
    sock->pending = NULL;
    if (sock->watch) {
        g_source_remove(sock->watch);
        sock->watch = 0;
    }
    if (sock->ioc) {
        qio_channel_close(sock->ioc, NULL);
        g_clear_pointer(&sock->ioc, object_unref);
    }
    set_state(sock, SOCK_CLOSED);
}

void w5100_command(W5100Socket *sock, uint8_t command)
{
    uint8_t state = *w5100_byte(sock, SN_SR);

    /* Its registers may be mapped longer than anybody closes its sockets. */
    if (!qdev_is_realized(DEVICE(sock->owner))) {
        return;
    }
    if (command == COMMAND_OPEN) {
        open_socket(sock);
    } else if (command == COMMAND_CONNECT && state == SOCK_INIT) {
        start_connecting(sock);
    } else if (command == COMMAND_CLOSE) {
        w5100_close(sock);
    } else if (command == COMMAND_DISCON && is_connected(sock)) {
        w5100_close(sock);
        w5100_raise(sock, SN_IR_DISCON);
    } else if (command == COMMAND_SEND && is_connected(sock)) {
        send_buffer(sock);
    } else if (command == COMMAND_RECV && is_connected(sock)) {
        take_received(sock);
    }
}
