//
// Owners without a name end with the full expression.
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
#include "qemu/osdep.h"
#include "io/channel-buffer.h"
#include "qapi/error.h"

namespace {

/* One buffer. */
class Page {
public:
    explicit Page(size_t size) : buffer(qio_channel_buffer_new(size)) {}
    Page(const Page &) = delete;
    Page &operator=(const Page &) = delete;
    ~Page() { object_unref(buffer); }

    QIOChannelBuffer *get() const { return buffer; }
    size_t capacity() const { return buffer->capacity; }

private:
    QIOChannelBuffer *buffer;
};

} // namespace

/* A pointer out of a temporary. */

size_t FN_peek_bad(size_t size)
{
    QIOChannelBuffer *buffer = Page(size).get();

    /* 0 since the semicolon above. */
    return buffer->capacity; // expect: qom-use-after-unref buffer
}

size_t peek_ok(size_t size)
{
    return Page(size).get()->capacity;
}

/* Bound to a reference, it lives as long as that. */

size_t bound_ok(size_t size)
{
    const Page &page = Page(size);
    QIOChannelBuffer *buffer = page.get();

    return buffer->capacity + page.capacity();
}

/* As an argument, it lives until the call has returned. */

static size_t measure(const QIOChannelBuffer *buffer)
{
    return buffer->capacity;
}

size_t argument_ok(size_t size)
{
    return measure(Page(size).get());
}

/* A raw result within an expression. */

size_t raw_bad(size_t size)
{
    /* 1, and nobody has the pointer. */
    return qio_channel_buffer_new(size)->capacity; // expect: qom-ref-leak
}

size_t raw_ok(size_t size)
{
    return Page(size).capacity();
}

/* Conditionally created, conditionally destroyed. */

size_t either_ok(size_t size, bool large)
{
    return large ? Page(size * 2).capacity() : Page(size).capacity();
}
