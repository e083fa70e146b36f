/*
 * Pointers that somebody else keeps: `from_raw` would drop his reference.
 *
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 */
#include "qemu/osdep.h"
#include "hw/qdev-clock.h"
#include "hw/qdev-core.h"
#include "qom/object.h"
#include "qom/owned.hpp"
#include "qom/type.hpp"

using qom::Owned;

/* A clock of the device: 1 for its list, 1 for its child property. */

unsigned new_clock_bad(DeviceState *dev)
{
    Clock *raw = qdev_init_clock_in(dev, "in", nullptr, dev, 0);
    Owned<Clock> clk = Owned<Clock>::from_raw(raw); // expect: qom-owned-from-raw raw

    return clock_get_hz(clk.get());
}

unsigned new_clock_ok(DeviceState *dev)
{
    Clock *raw = qdev_init_clock_in(dev, "in", nullptr, dev, 0);
    Owned<Clock> clk = Owned<Clock>::from(*raw);

    return clock_get_hz(clk.get());
}

/* Looked up: nobody took one. */

unsigned known_clock_bad(DeviceState *dev)
{
    Owned<Clock> clk = Owned<Clock>::from_raw(qdev_get_clock_in(dev, "clk")); // expect: qom-owned-from-raw clk

    return clock_get_hz(clk.get());
}

unsigned known_clock_ok(DeviceState *dev)
{
    Owned<Clock> clk = Owned<Clock>::from(*qdev_get_clock_in(dev, "clk"));

    return clock_get_hz(clk.get());
}

/* The tree's. */

void child_bad(Object *parent)
{
    Object *raw = object_resolve_path_component(parent, "clk");
    Owned<Object> child = Owned<Object>::from_raw(raw); // expect: qom-owned-from-raw raw

    object_get_typename(child.get());
}

void child_ok(Object *parent)
{
    Object *raw = object_resolve_path_component(parent, "clk");
    Owned<Object> child = Owned<Object>::from(*raw);

    object_get_typename(child.get());
}

/* Moved on, the wrong reference is dropped all the same. */

unsigned moved_bad(DeviceState *dev)
{
    Owned<Clock> first = Owned<Clock>::from_raw(qdev_get_clock_in(dev, "clk"));
    Owned<Clock> second = std::move(first); // expect: qom-over-unref

    return clock_get_hz(second.get());
}

unsigned moved_ok(DeviceState *dev)
{
    Owned<Clock> first = Owned<Clock>::from(*qdev_get_clock_in(dev, "clk"));
    Owned<Clock> second = std::move(first);

    return clock_get_hz(second.get());
}

/* On one of two paths. */

unsigned maybe_bad(DeviceState *dev, bool own)
{
    Clock *raw = own ? CLOCK(object_new(TYPE_CLOCK))
                     : qdev_get_clock_in(dev, "clk");
    Owned<Clock> clk = Owned<Clock>::from_raw(raw); // expect: qom-owned-from-raw raw

    return clock_get_hz(clk.get());
}

unsigned maybe_ok(DeviceState *dev, bool own)
{
    Owned<Clock> clk =
        own ? Owned<Clock>::from_raw(CLOCK(object_new(TYPE_CLOCK)))
            : Owned<Clock>::from(*qdev_get_clock_in(dev, "clk"));

    return clock_get_hz(clk.get());
}

/* Another reference, taken by hand: only the first smart pointer is wrong. */

unsigned branches_bad(DeviceState *dev, bool up)
{
    Clock *raw = qdev_get_clock_in(dev, "clk");

    if (up) {
        Owned<Clock> first = Owned<Clock>::from_raw(raw); // expect: qom-owned-from-raw raw

        return clock_get_hz(first.get());
    }
    object_ref(OBJECT(raw));
    Owned<Clock> second = Owned<Clock>::from_raw(raw);
    return clock_get_hz(second.get());
}

/* The variable gets another object. */

unsigned reassigned_bad(DeviceState *dev)
{
    Clock *raw = qdev_get_clock_in(dev, "clk");
    Owned<Clock> first = Owned<Clock>::from_raw(raw); // expect: qom-owned-from-raw raw

    raw = CLOCK(object_new(TYPE_CLOCK));
    Owned<Clock> second = Owned<Clock>::from_raw(raw);
    return clock_get_hz(first.get()) + clock_get_hz(second.get());
}
