/*
 * What a loop owns goes with a flag, a state, or the round it is in.
 *
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 */
#include "qemu/osdep.h"
#include "io/channel-socket.h"
#include "qapi/error.h"

/* A flag says that there is one. */

void flag_tells_ok(unsigned int packets)
{
    QIOChannelSocket *sioc = NULL;
    bool opened = false;
    unsigned int i;

    for (i = 0; i < packets; i++) {
        if (!opened) {
            sioc = qio_channel_socket_new();
            opened = true;
        }
        qio_channel_set_name(QIO_CHANNEL(sioc), "toy");
    }
    if (opened) {
        object_unref(OBJECT(sioc));
    }
}

bool flag_tells_bad(unsigned int packets)
{
    QIOChannelSocket *sioc = NULL;
    bool opened = false;
    unsigned int i;

    for (i = 0; i < packets; i++) {
        if (!opened) {
            /* 1, ours, and nobody asks the flag. */
            sioc = qio_channel_socket_new(); // expect: qom-ref-leak sioc
            opened = true;
        }
        qio_channel_set_name(QIO_CHANNEL(sioc), "toy");
    }
    return opened;
}

/* The state of a small machine does. */

enum { STATE_IDLE, STATE_OPEN, STATE_CLOSED };

void state_tells_ok(const bool *close, unsigned int packets)
{
    QIOChannelSocket *sioc = NULL;
    int state = STATE_IDLE;
    unsigned int i;

    for (i = 0; i < packets; i++) {
        switch (state) {
        case STATE_IDLE:
            sioc = qio_channel_socket_new();
            state = STATE_OPEN;
            break;
        case STATE_OPEN:
            if (close[i]) {
                object_unref(OBJECT(sioc));
                state = STATE_CLOSED;
            }
            break;
        case STATE_CLOSED:
            break;
        }
    }
    if (state == STATE_OPEN) {
        object_unref(OBJECT(sioc));
    }
}

void state_tells_bad(const bool *close, unsigned int packets)
{
    QIOChannelSocket *sioc = NULL;
    int state = STATE_IDLE;
    unsigned int i;

    for (i = 0; i < packets; i++) {
        switch (state) {
        case STATE_IDLE:
            /* 1, ours, if nothing closes it before the last packet. */
            sioc = qio_channel_socket_new(); // expect: qom-ref-leak sioc
            state = STATE_OPEN;
            break;
        case STATE_OPEN:
            if (close[i]) {
                object_unref(OBJECT(sioc));
                state = STATE_CLOSED;
            }
            break;
        case STATE_CLOSED:
            break;
        }
    }
}

/* The round does. */

#define ROUNDS 8

void round_tells_ok(void)
{
    QIOChannelSocket *sioc = NULL;
    int i;

    for (i = 0; i < ROUNDS; i++) {
        if (i == 3) {
            sioc = qio_channel_socket_new();
        }
        if (i == 6) {
            object_unref(OBJECT(sioc));
        }
    }
}

void round_tells_bad(void)
{
    QIOChannelSocket *sioc = NULL;
    int i;

    for (i = 0; i < ROUNDS; i++) {
        if (i == 3) {
            /* 1, ours: there is no round 8. */
            sioc = qio_channel_socket_new(); // expect: qom-ref-leak sioc
        }
        if (i == ROUNDS) {
            object_unref(OBJECT(sioc));
        }
    }
}

/* Made before the loop, and dropped by its last round. */

void last_round_ok(void)
{
    QIOChannelSocket *sioc = qio_channel_socket_new();
    int i;

    for (i = 0; i < ROUNDS; i++) {
        qio_channel_set_name(QIO_CHANNEL(sioc), "toy");
        if (i == ROUNDS - 1) {
            object_unref(OBJECT(sioc));
        }
    }
}

void last_round_bad(void)
{
    /* 1, ours: no round drops it. */
    QIOChannelSocket *sioc = qio_channel_socket_new(); // expect: qom-ref-leak sioc
    int i;

    for (i = 0; i < ROUNDS; i++) {
        qio_channel_set_name(QIO_CHANNEL(sioc), "toy");
    }
}

/* A helper fills an array of its caller. */

static int open_some(QIOChannelSocket **channels, int wanted)
{
    int n;

    for (n = 0; n < wanted; n++) {
        channels[n] = qio_channel_socket_new();
    }
    return n;
}

void helper_fills_ok(void)
{
    QIOChannelSocket *channels[3];
    int n = open_some(channels, ARRAY_SIZE(channels));

    while (n > 0) {
        object_unref(OBJECT(channels[--n]));
    }
}

void FN_helper_fills_bad(void)
{
    QIOChannelSocket *channels[3];

    /* 1 each, ours, and the array ends here. */
    open_some(channels, ARRAY_SIZE(channels)); // expect: qom-ref-leak
}
