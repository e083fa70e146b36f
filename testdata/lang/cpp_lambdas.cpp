//
// Closures: records whose operator() is a function.
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
#include "qemu/osdep.h"
#include "io/channel-buffer.h"
#include "qapi/error.h"

#include <utility>

/* Called at once, it drops for its function. */

size_t cleanup_bad(size_t size, bool quick)
{
    /* 1 when it has to be quick: the closure is not called. */
    QIOChannelBuffer *buffer = qio_channel_buffer_new(size); // expect: qom-ref-leak buffer
    auto drop = [&] { object_unref(buffer); };

    if (quick) {
        return 0;
    }
    size = buffer->capacity;
    drop();
    return size;
}

size_t cleanup_ok(size_t size, bool quick)
{
    QIOChannelBuffer *buffer = qio_channel_buffer_new(size);
    auto drop = [&] { object_unref(buffer); };

    if (quick) {
        drop();
        return 0;
    }
    size = buffer->capacity;
    drop();
    return size;
}

/* Called twice. */

void twice_bad(size_t size)
{
    QIOChannelBuffer *buffer = qio_channel_buffer_new(size);
    auto drop = [buffer] { object_unref(buffer); };

    drop();
    /* 0 since the first call. */
    drop(); // expect: qom-over-unref
}

void twice_ok(size_t size)
{
    QIOChannelBuffer *buffer = qio_channel_buffer_new(size);
    auto drop = [buffer] { object_unref(buffer); };

    object_ref(buffer);
    drop();
    drop();
}

/* Captured, and used after the last reference. */

size_t captured_bad(size_t size)
{
    QIOChannelBuffer *buffer = qio_channel_buffer_new(size);
    auto capacity = [buffer] { return buffer->capacity; };

    object_unref(buffer);
    /* 0: the closure reads a member. */
    return capacity(); // expect: qom-use-after-unref
}

size_t captured_ok(size_t size)
{
    QIOChannelBuffer *buffer = qio_channel_buffer_new(size);
    auto capacity = [buffer] { return buffer->capacity; };

    size = capacity();
    object_unref(buffer);
    return size;
}

/* A body of its own loses as any other does. */

size_t inner_bad(size_t size)
{
    auto probe = [](size_t n) {
        /* 1 at the end of the closure's body. */
        QIOChannelBuffer *buffer = qio_channel_buffer_new(n); // expect: qom-ref-leak buffer

        return buffer->capacity;
    };

    return probe(size) + probe(size * 2);
}

size_t inner_ok(size_t size)
{
    auto probe = [](size_t n) {
        QIOChannelBuffer *buffer = qio_channel_buffer_new(n);
        size_t capacity = buffer->capacity;

        object_unref(buffer);
        return capacity;
    };

    return probe(size) + probe(size * 2);
}
