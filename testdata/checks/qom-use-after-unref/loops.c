/*
 * The step to the next element, through the element.
 *
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 */
#include "qemu/osdep.h"
#include "io/channel-buffer.h"
#include "qapi/error.h"
#include "qemu/queue.h"
#include "qom/object.h"

#define TYPE_PACKET "toy-packet"
OBJECT_DECLARE_SIMPLE_TYPE(PacketState, PACKET)

struct PacketState {
    Object parent_obj;
    uint32_t length;
    QTAILQ_ENTRY(PacketState) next;
};

typedef struct PacketQueue {
    QTAILQ_HEAD(, PacketState) packets;
    uint32_t bytes;
} PacketQueue;

void packet_enqueue(PacketQueue *q, uint32_t length)
{
    PacketState *p = PACKET(object_new(TYPE_PACKET));

    p->length = length;
    QTAILQ_INSERT_TAIL(&q->packets, p, next);
}

/* Emptying a queue that has the only references. */

void packet_flush_bad(PacketQueue *q)
{
    PacketState *p;

    /* The step reads p->next of a packet that has 0. */
    QTAILQ_FOREACH(p, &q->packets, next) { // expect: qom-use-after-unref p
        q->bytes -= p->length;
        object_unref(OBJECT(p));
    }
    QTAILQ_INIT(&q->packets);
}

void packet_flush_ok(PacketQueue *q)
{
    PacketState *p, *after;

    QTAILQ_FOREACH_SAFE(p, &q->packets, next, after) {
        q->bytes -= p->length;
        object_unref(OBJECT(p));
    }
    QTAILQ_INIT(&q->packets);
}

/* A buffer that the first turn drops and the second one writes to. */

size_t packet_collect_bad(const uint8_t *data, unsigned n)
{
    QIOChannelBuffer *buffer = qio_channel_buffer_new(n);
    size_t total = 0;
    unsigned i = 0;

    do {
        /* 0 from the second turn on. */
        buffer->data[0] = data[i]; // expect: qom-use-after-unref buffer
        total += data[i];
        if (i == 0) {
            object_unref(OBJECT(buffer));
        }
    } while (++i < n);
    return total;
}

size_t packet_collect_ok(const uint8_t *data, unsigned n)
{
    QIOChannelBuffer *buffer = qio_channel_buffer_new(n);
    size_t total = 0;
    unsigned i = 0;

    do {
        buffer->data[0] = data[i];
        total += data[i];
    } while (++i < n);
    object_unref(OBJECT(buffer));
    return total;
}

static const TypeInfo types[] = {
    {
        .name = TYPE_PACKET,
        .parent = TYPE_OBJECT,
        .instance_size = sizeof(PacketState),
    },
};

DEFINE_TYPES(types)
