/*
 * Small static helpers, and what a caller has to know of them: on what their
 * drop depends, and what they do with the pointers that they are shown.
 *
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 */
#include "qemu/osdep.h"
#include "io/channel-buffer.h"
#include "qom/object.h"

enum {
    DROP_FRONT = 1,
    DROP_BACK = 4,
};

/* A guard with two ways to do nothing. */

static void put(QIOChannelBuffer **buffer)
{
    if (!buffer || !*buffer) {
        return;
    }
    object_unref(OBJECT(*buffer));
    *buffer = NULL;
}

size_t guarded_ok(void)
{
    QIOChannelBuffer *buffer = qio_channel_buffer_new(8);
    size_t size = buffer->capacity;

    put(&buffer);
    return size;
}

size_t guarded_bad(void)
{
    QIOChannelBuffer *buffer = qio_channel_buffer_new(8); // expect: qom-ref-leak buffer
    size_t size = buffer->capacity;

    put(NULL);
    return size;
}

/* Two flags. */

static void put_if(QIOChannelBuffer *buffer, bool ours, bool done)
{
    if (ours && done) {
        object_unref(OBJECT(buffer));
    }
}

void both_flags_ok(void)
{
    put_if(qio_channel_buffer_new(8), true, true);
}

void both_flags_bad(void)
{
    put_if(qio_channel_buffer_new(8), true, false); // expect: qom-ref-leak
}

/* A bit of a word. */

static void put_back(QIOChannelBuffer *buffer, unsigned what)
{
    if (what & DROP_BACK) {
        object_unref(OBJECT(buffer));
    }
}

void bit_ok(void)
{
    put_back(qio_channel_buffer_new(8), DROP_FRONT | DROP_BACK);
}

void bit_bad(void)
{
    put_back(qio_channel_buffer_new(8), DROP_FRONT); // expect: qom-ref-leak
}

/* Pointers that change places. */

static void swap(QIOChannelBuffer **a, QIOChannelBuffer **b)
{
    QIOChannelBuffer *old = *a;

    *a = *b;
    *b = old;
}

static QIOChannelBuffer *replace(QIOChannelBuffer **slot,
                                 QIOChannelBuffer *next)
{
    QIOChannelBuffer *old = *slot;

    *slot = next;
    return old;
}

void swap_ok(void)
{
    QIOChannelBuffer *a = qio_channel_buffer_new(8);
    QIOChannelBuffer *b = NULL;

    swap(&a, &b);
    object_unref(OBJECT(b));
}

void swap_bad(void)
{
    QIOChannelBuffer *a = qio_channel_buffer_new(8); // expect: qom-ref-leak a
    QIOChannelBuffer *b = NULL;

    swap(&a, &b);
    object_unref(OBJECT(a));
}

void replace_ok(void)
{
    QIOChannelBuffer *buffer = qio_channel_buffer_new(8);

    object_unref(OBJECT(replace(&buffer, qio_channel_buffer_new(16))));
    object_unref(OBJECT(buffer));
}

void replace_bad(void)
{
    QIOChannelBuffer *buffer = qio_channel_buffer_new(8); // expect: qom-ref-leak buffer

    replace(&buffer, qio_channel_buffer_new(16));
    object_unref(OBJECT(buffer));
}

/* What is new is nothing that was there before. */

size_t scratch_of_ok(QIOChannelBuffer *given)
{
    QIOChannelBuffer *buffer = given ? given : qio_channel_buffer_new(8);
    size_t size = buffer->capacity;

    if (buffer != given) {
        object_unref(OBJECT(buffer));
    }
    return size;
}

size_t scratch_of_bad(QIOChannelBuffer *given)
{
    QIOChannelBuffer *buffer = given ? given : qio_channel_buffer_new(8); // expect: qom-ref-leak buffer
    size_t size = buffer->capacity;

    if (buffer == given) {
        size = 0;
    }
    return size;
}

/* A getter counts for its caller, and what it reads owns nothing. */

typedef struct Line {
    QIOChannelBuffer *peer;
} Line;

static QIOChannelBuffer *line_get_peer(Line *line)
{
    return QIO_CHANNEL_BUFFER(object_ref(OBJECT(line->peer)));
}

size_t peer_size_ok(QIOChannelBuffer *peer)
{
    Line line = { .peer = peer };
    QIOChannelBuffer *buffer = line_get_peer(&line);
    size_t size = buffer->capacity;

    object_unref(OBJECT(buffer));
    return size;
}
