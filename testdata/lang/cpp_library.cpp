//
// References in values of the C++ library. Its constructors are inherited, its
// assignments trivial, and it keeps what it has in a union.
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
#include "qemu/osdep.h"
#include "hw/qdev-core.h"
#include "io/channel-buffer.h"

#include <optional>
#include <utility>

namespace {

using Buffer = std::optional<QIOChannelBuffer *>;

struct Held {
    QIOChannelBuffer *buffer;
    explicit Held(QIOChannelBuffer *buffer) : buffer(buffer) {}
    ~Held() { object_unref(buffer); }
};

struct Named : Held {
    using Held::Held;
};

union Either {
    QIOChannelBuffer *buffer;
    size_t size;
};

} // namespace

/* Constructed in place, and assigned. */

size_t optional_bad(size_t size)
{
    Buffer buffer = qio_channel_buffer_new(size); // expect: qom-ref-leak

    return (*buffer)->capacity;
}

size_t optional_ok(size_t size)
{
    Buffer buffer = qio_channel_buffer_new(size);
    size_t capacity = (*buffer)->capacity;

    object_unref(*buffer);
    return capacity;
}

size_t optional_assigned_bad(size_t size)
{
    Buffer buffer;

    buffer = qio_channel_buffer_new(size); // expect: qom-ref-leak
    return (*buffer)->capacity;
}

size_t optional_assigned_ok(size_t size)
{
    Buffer buffer;

    buffer = qio_channel_buffer_new(size);
    size_t capacity = buffer.value()->capacity;

    object_unref(buffer.value());
    return capacity;
}

/* The result is a value that has the reference. */

static Buffer make(size_t size)
{
    return qio_channel_buffer_new(size);
}

size_t optional_result_bad(size_t size)
{
    return (*make(size))->capacity; // expect: qom-ref-leak
}

size_t optional_result_ok(size_t size)
{
    Buffer buffer = make(size);
    size_t capacity = (*buffer)->capacity;

    object_unref(*buffer);
    return capacity;
}

/* A constructor of the base. */

size_t inherited_bad(size_t size)
{
    QIOChannelBuffer *buffer = qio_channel_buffer_new(size);

    {
        Named named(buffer);
    }
    /* 0: the base's destructor has dropped it. */
    return buffer->capacity; // expect: qom-use-after-unref buffer
}

size_t inherited_ok(size_t size)
{
    Named named(qio_channel_buffer_new(size));

    return named.buffer->capacity;
}

/* A union that is assigned as a whole. */

size_t union_bad(size_t size)
{
    Either first, second;

    first.buffer = qio_channel_buffer_new(size); // expect: qom-ref-leak
    second = first;
    return second.buffer->capacity;
}

size_t union_ok(size_t size)
{
    Either first, second;

    first.buffer = qio_channel_buffer_new(size);
    second = first;
    size_t capacity = second.buffer->capacity;

    object_unref(second.buffer);
    return capacity;
}
