/*
 * Cases, fall-through, and two switches over one value.
 *
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 */
#include "qemu/osdep.h"
#include "io/channel-buffer.h"
#include "io/channel-file.h"
#include "qapi/error.h"

enum {
    SINK_NONE,
    SINK_BUFFER,
    SINK_FILE,
};

/* A default that leaves. */

int sink_run_bad(int kind, int value)
{
    /* 1 for every other kind. */
    QIOChannelBuffer *buffer = qio_channel_buffer_new(16); // expect: qom-ref-leak buffer

    switch (kind) {
    case SINK_NONE:
        break;
    case SINK_BUFFER:
        buffer->data[0] = value;
        break;
    default:
        return -EINVAL;
    }
    object_unref(OBJECT(buffer));
    return 0;
}

int sink_run_ok(int kind, int value)
{
    QIOChannelBuffer *buffer = qio_channel_buffer_new(16);

    switch (kind) {
    case SINK_NONE:
        break;
    case SINK_BUFFER:
        buffer->data[0] = value;
        break;
    default:
        object_unref(OBJECT(buffer));
        return -EINVAL;
    }
    object_unref(OBJECT(buffer));
    return 0;
}

/* Falling through drops twice. */

void sink_close_bad(int kind)
{
    QIOChannelBuffer *sink = qio_channel_buffer_new(16);

    switch (kind) {
    case SINK_FILE:
        object_unref(OBJECT(sink));
        /* fall through */
    default:
        /* 0 when it was a file. */
        object_unref(OBJECT(sink)); // expect: qom-over-unref sink
        break;
    }
}

void sink_close_ok(int kind)
{
    QIOChannelBuffer *sink = qio_channel_buffer_new(16);

    switch (kind) {
    case SINK_FILE:
        object_unref(OBJECT(sink));
        break;
    default:
        object_unref(OBJECT(sink));
        break;
    }
}

/* Created by one switch, dropped by the other. */

size_t sink_size_bad(int kind, const char *path)
{
    QIOChannelBuffer *buffer = NULL;
    QIOChannelFile *file = NULL;
    size_t size = 0;

    switch (kind) {
    case SINK_BUFFER:
        buffer = qio_channel_buffer_new(16);
        break;
    case SINK_FILE:
        /* 1 at the end: the second switch has no case for files. */
        file = qio_channel_file_new_path(path, O_RDONLY, 0, NULL); // expect: qom-ref-leak file
        break;
    }
    switch (kind) {
    case SINK_BUFFER:
        size = buffer->capacity;
        object_unref(OBJECT(buffer));
        break;
    }
    return file ? 0 : size;
}

size_t sink_size_ok(int kind, const char *path)
{
    QIOChannelBuffer *buffer = NULL;
    QIOChannelFile *file = NULL;
    size_t size = 0;

    switch (kind) {
    case SINK_BUFFER:
        buffer = qio_channel_buffer_new(16);
        break;
    case SINK_FILE:
        file = qio_channel_file_new_path(path, O_RDONLY, 0, NULL);
        break;
    }
    switch (kind) {
    case SINK_BUFFER:
        size = buffer->capacity;
        object_unref(OBJECT(buffer));
        break;
    case SINK_FILE:
        object_unref(OBJECT(file));
        break;
    }
    return size;
}
