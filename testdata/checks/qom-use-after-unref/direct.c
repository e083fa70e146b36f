/*
 * The last reference goes, and the pointer is dereferenced.
 *
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 */
#include "qemu/osdep.h"
#include "hw/qdev-core.h"
#include "io/channel-buffer.h"
#include "io/channel-socket.h"
#include "qapi/error.h"

#define TYPE_TIMER_CELL "toy-timer-cell"
OBJECT_DECLARE_SIMPLE_TYPE(TimerCell, TIMER_CELL)

struct TimerCell {
    Object parent_obj;
    uint64_t ticks;
};

#define TYPE_TIMER_BLOCK "toy-timer-block"
OBJECT_DECLARE_SIMPLE_TYPE(TimerBlock, TIMER_BLOCK)

struct TimerBlock {
    Object parent_obj;
    TimerCell cell;
};

/* A member, read too late. */

int socket_test_bad(SocketAddress *addr)
{
    QIOChannelSocket *sioc = qio_channel_socket_new();

    qio_channel_socket_connect_sync(sioc, addr, NULL);
    object_unref(OBJECT(sioc));
    /* 0 since the line above. */
    return sioc->fd; // expect: qom-use-after-unref sioc
}

int socket_test_ok(SocketAddress *addr)
{
    QIOChannelSocket *sioc = qio_channel_socket_new();
    int fd;

    qio_channel_socket_connect_sync(sioc, addr, NULL);
    fd = sioc->fd;
    object_unref(OBJECT(sioc));
    return fd;
}

/* The same object under another name. */

size_t buffer_fill_bad(size_t size)
{
    QIOChannelBuffer *buffer = qio_channel_buffer_new(size);
    Object *obj = OBJECT(buffer);

    memset(buffer->data, 0, buffer->capacity);
    object_unref(obj);
    /* 0: obj and buffer are one object. */
    return buffer->capacity; // expect: qom-use-after-unref buffer
}

size_t buffer_fill_ok(size_t size)
{
    QIOChannelBuffer *buffer = qio_channel_buffer_new(size);
    Object *obj = OBJECT(buffer);

    memset(buffer->data, 0, buffer->capacity);
    size = buffer->capacity;
    object_unref(obj);
    return size;
}

/* On one branch only. */

size_t buffer_trim_bad(size_t size, bool keep)
{
    QIOChannelBuffer *buffer = qio_channel_buffer_new(size);
    size_t usage;

    if (!keep) {
        object_unref(OBJECT(buffer));
    }
    /* 0 when it was not kept. */
    usage = buffer->usage; // expect: qom-use-after-unref buffer
    if (keep) {
        object_unref(OBJECT(buffer));
    }
    return usage;
}

size_t buffer_trim_ok(size_t size, bool keep)
{
    QIOChannelBuffer *buffer = qio_channel_buffer_new(size);
    size_t usage = 0;

    if (!keep) {
        object_unref(OBJECT(buffer));
    }
    if (keep) {
        usage = buffer->usage;
        object_unref(OBJECT(buffer));
    }
    return usage;
}

/* A call that uses its argument. */

int socket_finish_bad(SocketAddress *addr, Error **errp)
{
    QIOChannelSocket *sioc = qio_channel_socket_new();

    if (qio_channel_socket_connect_sync(sioc, addr, errp) < 0) {
        object_unref(OBJECT(sioc));
        /* 0: closing comes too late. */
        qio_channel_close(QIO_CHANNEL(sioc), NULL); // expect: qom-use-after-unref sioc
        return -1;
    }
    object_unref(OBJECT(sioc));
    return 0;
}

int socket_finish_ok(SocketAddress *addr, Error **errp)
{
    QIOChannelSocket *sioc = qio_channel_socket_new();

    if (qio_channel_socket_connect_sync(sioc, addr, errp) < 0) {
        qio_channel_close(QIO_CHANNEL(sioc), NULL);
        object_unref(OBJECT(sioc));
        return -1;
    }
    object_unref(OBJECT(sioc));
    return 0;
}

/* An embedded object ends with its owner. */

uint64_t timer_sample_bad(void)
{
    TimerBlock *block = TIMER_BLOCK(object_new(TYPE_TIMER_BLOCK));
    TimerCell *cell = &block->cell;

    cell->ticks++;
    object_unref(OBJECT(block));
    /* The block has 0, and its storage is the cell's. */
    return cell->ticks; // expect: qom-use-after-unref
}

uint64_t timer_sample_ok(void)
{
    TimerBlock *block = TIMER_BLOCK(object_new(TYPE_TIMER_BLOCK));
    TimerCell *cell = &block->cell;
    uint64_t ticks;

    ticks = ++cell->ticks;
    object_unref(OBJECT(block));
    return ticks;
}

static void timer_block_init(Object *obj)
{
    object_initialize_child(obj, "cell", &TIMER_BLOCK(obj)->cell,
                            TYPE_TIMER_CELL);
}

static const TypeInfo types[] = {
    {
        .name = TYPE_TIMER_CELL,
        .parent = TYPE_OBJECT,
        .instance_size = sizeof(TimerCell),
    },
    {
        .name = TYPE_TIMER_BLOCK,
        .parent = TYPE_OBJECT,
        .instance_size = sizeof(TimerBlock),
        .instance_init = timer_block_init,
    },
};

DEFINE_TYPES(types)
