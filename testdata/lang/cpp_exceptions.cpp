//
// Paths that leave through throw. C functions never do.
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
#include "qemu/osdep.h"
#include "io/channel-buffer.h"
#include "qapi/error.h"

#include <stdexcept>

namespace {

/* One reference, dropped on every way out. */
class Guard {
public:
    explicit Guard(QIOChannelBuffer *buffer) : buffer(buffer) {}
    Guard(const Guard &) = delete;
    Guard &operator=(const Guard &) = delete;
    ~Guard() { object_unref(buffer); }

private:
    QIOChannelBuffer *buffer;
};

} // namespace

/* Thrown here. */

size_t FN_check_bad(size_t size)
{
    /* 1 when the size is odd: nobody drops on the way out. */
    QIOChannelBuffer *buffer = qio_channel_buffer_new(size); // expect: qom-ref-leak buffer

    if (size & 1) {
        throw std::invalid_argument("odd size");
    }
    size = buffer->capacity;
    object_unref(buffer);
    return size;
}

size_t check_ok(size_t size)
{
    QIOChannelBuffer *buffer = qio_channel_buffer_new(size);
    Guard guard(buffer);

    if (size & 1) {
        throw std::invalid_argument("odd size");
    }
    return buffer->capacity;
}

/* Thrown by a callee whose body says so. */

static void require_even(size_t size)
{
    if (size & 1) {
        throw std::invalid_argument("odd size");
    }
}

size_t FN_callee_bad(size_t size)
{
    /* 1 when require_even throws. */
    QIOChannelBuffer *buffer = qio_channel_buffer_new(size); // expect: qom-ref-leak buffer

    require_even(size);
    size = buffer->capacity;
    object_unref(buffer);
    return size;
}

size_t callee_ok(size_t size)
{
    require_even(size);

    QIOChannelBuffer *buffer = qio_channel_buffer_new(size);

    size = buffer->capacity;
    object_unref(buffer);
    return size;
}

/* Caught, dropped, and dropped again behind the handler. */

void caught_bad(size_t size)
{
    QIOChannelBuffer *buffer = qio_channel_buffer_new(size);

    try {
        require_even(size);
    } catch (const std::invalid_argument &) {
        object_unref(buffer);
    }
    /* 0 after the handler. */
    object_unref(buffer); // expect: qom-over-unref buffer
}

void caught_ok(size_t size)
{
    QIOChannelBuffer *buffer = qio_channel_buffer_new(size);

    try {
        require_even(size);
    } catch (const std::invalid_argument &) {
        object_unref(buffer);
        return;
    }
    object_unref(buffer);
}

/* A C function between creation and release throws nothing. */

int quiet_ok(size_t size, Error **errp)
{
    QIOChannelBuffer *buffer = qio_channel_buffer_new(size);
    int ret = qio_channel_close(QIO_CHANNEL(buffer), errp);

    object_unref(buffer);
    return ret;
}
