//
// Owners that move. A moved-from owner is empty, and its destructor does
// nothing.
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
#include "qemu/osdep.h"
#include "hw/qdev-clock.h"
#include "hw/qdev-core.h"
#include "io/channel-buffer.h"
#include "qapi/error.h"

#include <utility>

namespace {

/* One reference. */
template <class T> class Ref {
public:
    static Ref adopt(T *object) { return Ref(object); }
    static Ref share(T *object)
    {
        object_ref(object);
        return Ref(object);
    }
    Ref(Ref &&other) noexcept : object(other.object) { other.object = nullptr; }
    Ref &operator=(Ref &&other) noexcept
    {
        if (this != &other) {
            object_unref(object);
            object = other.object;
            other.object = nullptr;
        }
        return *this;
    }
    ~Ref() { object_unref(object); }

    T *operator->() const { return object; }
    T *get() const { return object; }
    T *release()
    {
        T *old = object;

        object = nullptr;
        return old;
    }

private:
    explicit Ref(T *object) : object(object) {}

    T *object;
};

using Buffer = Ref<QIOChannelBuffer>;

} // namespace

/* Out of an owner, and lost. */

size_t release_lost_bad(size_t size)
{
    Buffer buffer = Buffer::adopt(qio_channel_buffer_new(size)); // expect: qom-ref-leak
    /* 1, which has left its owner. */
    QIOChannelBuffer *raw = buffer.release();

    return raw->capacity;
}

size_t release_lost_ok(size_t size)
{
    Buffer buffer = Buffer::adopt(qio_channel_buffer_new(size));
    QIOChannelBuffer *raw = buffer.release();
    size_t capacity = raw->capacity;

    object_unref(raw);
    return capacity;
}

/* An owner of what somebody else owns. */

unsigned adopt_borrowed_bad(DeviceState *dev)
{
    /* The device's: looking up takes nothing, and the owner drops one. */
    Ref<Clock> clk = Ref<Clock>::adopt(qdev_get_clock_in(dev, "clk")); // expect: qom-over-unref

    return clock_get_hz(clk.get());
}

unsigned adopt_borrowed_ok(DeviceState *dev)
{
    Ref<Clock> clk = Ref<Clock>::share(qdev_get_clock_in(dev, "clk"));

    return clock_get_hz(clk.get());
}

/* Used after its new owner is gone. */

size_t moved_away_bad(size_t size)
{
    Buffer buffer = Buffer::adopt(qio_channel_buffer_new(size));
    QIOChannelBuffer *raw = buffer.get();

    {
        Buffer inner = std::move(buffer);

        inner->usage = 1;
    }
    /* 0 since the inner scope, to which the reference had moved. */
    return raw->usage; // expect: qom-use-after-unref raw
}

size_t moved_away_ok(size_t size)
{
    Buffer buffer = Buffer::adopt(qio_channel_buffer_new(size));
    QIOChannelBuffer *raw = buffer.get();

    {
        Buffer &inner = buffer;

        inner->usage = 1;
    }
    return raw->usage;
}

/* Moved into a parameter, moved into a result, assigned over. */

static size_t consume(Buffer buffer)
{
    return buffer->capacity;
}

static Buffer produce(size_t size)
{
    Buffer buffer = Buffer::adopt(qio_channel_buffer_new(size));

    buffer->usage = size;
    return buffer;
}

size_t chain_ok(size_t size)
{
    Buffer first = produce(size);
    Buffer second = produce(size * 2);

    first = std::move(second);
    return consume(std::move(first));
}
