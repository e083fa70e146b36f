//
// References in values of the C++ library. Its constructors are inherited, its
// assignments trivial, and it keeps what it has in unions and in bases.
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
#include "qemu/osdep.h"
#include "hw/qdev-core.h"
#include "io/channel-buffer.h"

#include <array>
#include <initializer_list>
#include <optional>
#include <tuple>

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

/* Bases of a tuple, which name their members alike. */

size_t tuple_ok(size_t size)
{
    auto both = std::make_tuple(qio_channel_buffer_new(size), size);
    QIOChannelBuffer *buffer;
    size_t capacity;

    std::tie(buffer, capacity) = both;
    object_unref(buffer);
    return capacity;
}

/* Elements that a pointer walks over. */

void array_ok(size_t size)
{
    std::array<QIOChannelBuffer *, 2> both = {qio_channel_buffer_new(size),
                                              qio_channel_buffer_new(size)};

    for (QIOChannelBuffer *buffer : both) {
        object_unref(buffer);
    }
}

static void drop_all(std::initializer_list<QIOChannelBuffer *> buffers)
{
    for (QIOChannelBuffer *buffer : buffers) {
        object_unref(buffer);
    }
}

void list_ok(size_t size)
{
    drop_all({qio_channel_buffer_new(size), qio_channel_buffer_new(size)});
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
