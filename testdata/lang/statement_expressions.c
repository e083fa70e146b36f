/*
 * Values that blocks compute.
 *
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 */
#include "qemu/osdep.h"
#include "io/channel-buffer.h"
#include "qapi/error.h"
#include "qom/object.h"

/* Created inside, lost outside. */

size_t block_size_bad(size_t size, bool quick)
{
    QIOChannelBuffer *buffer = ({
        /* 1 when it has to be quick. */
        QIOChannelBuffer *made = qio_channel_buffer_new(size); // expect: qom-ref-leak
        made->usage = size;
        made;
    });

    if (quick) {
        return 0;
    }
    size = buffer->usage;
    object_unref(OBJECT(buffer));
    return size;
}

size_t block_size_ok(size_t size, bool quick)
{
    QIOChannelBuffer *buffer = ({
        QIOChannelBuffer *made = qio_channel_buffer_new(size);
        made->usage = size;
        made;
    });

    if (quick) {
        object_unref(OBJECT(buffer));
        return 0;
    }
    size = buffer->usage;
    object_unref(OBJECT(buffer));
    return size;
}

/* A scope, and its cleanup, inside an expression. */

size_t block_peek_bad(size_t size)
{
    QIOChannelBuffer *buffer = ({
        g_autoptr(QIOChannelBuffer) made = qio_channel_buffer_new(size);
        made->usage = size;
        made;
    });

    /* 0 since the closing brace. */
    return buffer->usage; // expect: qom-use-after-unref buffer
}

size_t block_peek_ok(size_t size)
{
    return ({
        g_autoptr(QIOChannelBuffer) made = qio_channel_buffer_new(size);
        made->usage = size;
        made->usage;
    });
}

/* Both arms of a conditional. */

size_t block_pick_bad(size_t size, bool large)
{
    QIOChannelBuffer *small = qio_channel_buffer_new(size);
    QIOChannelBuffer *pick = large ? qio_channel_buffer_new(size * 2) : small;

    size = pick->capacity;
    object_unref(OBJECT(pick));
    /* 0 when the small one was picked. */
    object_unref(OBJECT(small)); // expect: qom-over-unref small
    return size;
}

size_t block_pick_ok(size_t size, bool large)
{
    QIOChannelBuffer *small = qio_channel_buffer_new(size);
    QIOChannelBuffer *pick = large ? qio_channel_buffer_new(size * 2) : small;

    size = pick->capacity;
    object_unref(OBJECT(pick));
    if (pick != small) {
        object_unref(OBJECT(small));
    }
    return size;
}

/* One operand that is evaluated only if the other one says so. */

bool block_both_bad(size_t size)
{
    QIOChannelBuffer *first = qio_channel_buffer_new(size);
    QIOChannelBuffer *second = NULL;
    bool both = first->data && (second = qio_channel_buffer_new(size)) != NULL; // expect: qom-ref-leak second

    /* 1 on the second if it was made. */
    object_unref(OBJECT(first));
    return both;
}

bool block_both_ok(size_t size)
{
    QIOChannelBuffer *first = qio_channel_buffer_new(size);
    QIOChannelBuffer *second = NULL;
    bool both = first->data && (second = qio_channel_buffer_new(size)) != NULL;

    object_unref(OBJECT(first));
    object_unref(OBJECT(second));
    return both;
}

/* An exchange: what it gives outlives what it was read from. */

#define EXCHANGE(slot, value)                                                  \
    ({                                                                         \
        typeof(*(slot)) old_ = *(slot);                                        \
        *(slot) = (value);                                                     \
        old_;                                                                  \
    })

size_t block_exchange_bad(size_t size)
{
    /* 1: reading from it does not drop it. */
    QIOChannelBuffer *buffer = qio_channel_buffer_new(size); // expect: qom-ref-leak buffer

    return EXCHANGE(&buffer, NULL)->capacity;
}

void block_exchange_ok(size_t size)
{
    QIOChannelBuffer *buffer = qio_channel_buffer_new(size);

    object_unref(OBJECT(EXCHANGE(&buffer, NULL)));
}

size_t block_replace_bad(size_t size)
{
    QIOChannelBuffer *buffer = qio_channel_buffer_new(size);
    /* 1: the slot has it, and nobody drops what the slot has. */
    QIOChannelBuffer *larger = qio_channel_buffer_new(size * 2); // expect: qom-ref-leak larger
    QIOChannelBuffer *old = EXCHANGE(&buffer, larger);

    size = buffer->capacity + old->capacity;
    object_unref(OBJECT(old));
    return size;
}

size_t block_replace_ok(size_t size)
{
    QIOChannelBuffer *buffer = qio_channel_buffer_new(size);
    QIOChannelBuffer *larger = qio_channel_buffer_new(size * 2);
    QIOChannelBuffer *old = EXCHANGE(&buffer, larger);

    size = buffer->capacity + old->capacity;
    object_unref(OBJECT(buffer));
    object_unref(OBJECT(old));
    return size;
}

/* The same without a variable for what was there. */

QIOChannelBuffer *block_swap_bad(size_t size, bool quick)
{
    /* 1 when it has to be quick. */
    QIOChannelBuffer *buffer = qio_channel_buffer_new(size); // expect: qom-ref-leak buffer
    QIOChannelBuffer *old =
        __atomic_exchange_n(&buffer, NULL, __ATOMIC_SEQ_CST);

    return quick ? NULL : old;
}

QIOChannelBuffer *block_swap_ok(size_t size, bool quick)
{
    QIOChannelBuffer *buffer = qio_channel_buffer_new(size);

    if (quick) {
        object_unref(OBJECT(buffer));
        return NULL;
    }
    return __atomic_exchange_n(&buffer, NULL, __ATOMIC_SEQ_CST);
}

/* A macro's value is that of the arm it stands in. */

QIOChannelBuffer *block_steal_bad(size_t size, bool large)
{
    /* 1 when it is small: stolen, and left to nobody. */
    g_autoptr(QIOChannelBuffer) buffer = qio_channel_buffer_new(size); // expect: qom-ref-leak buffer
    bool small = !large && g_steal_pointer(&buffer);

    return small ? NULL : g_steal_pointer(&buffer);
}

QIOChannelBuffer *block_steal_ok(size_t size, bool large)
{
    g_autoptr(QIOChannelBuffer) buffer = qio_channel_buffer_new(size);

    return large ? g_steal_pointer(&buffer) : NULL;
}

QIOChannelBuffer *block_steal_first_ok(size_t size)
{
    g_autoptr(QIOChannelBuffer) buffer = qio_channel_buffer_new(size);

    return g_steal_pointer(&buffer) ?: NULL;
}
