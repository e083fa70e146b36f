/*
 * References that somebody gave: `from` would leave one beside the owner's.
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

/* object_new gives 1, `from` makes it 2. */

void created_bad()
{
    Object *raw = object_new(TYPE_CLOCK);
    Owned<Object> clk = Owned<Object>::from(*raw); // expect: qom-owned-from-raw raw

    object_get_typename(clk.get());
}

void created_ok()
{
    Object *raw = object_new(TYPE_CLOCK);
    Owned<Object> clk = Owned<Object>::from_raw(raw);

    object_get_typename(clk.get());
}

unsigned in_place_bad()
{
    auto clk = Owned<Clock>::from(*CLOCK(object_new(TYPE_CLOCK))); // expect: qom-owned-from-raw clk

    return clock_get_hz(clk.get());
}

unsigned in_place_ok()
{
    auto clk = Owned<Clock>::from_raw(CLOCK(object_new(TYPE_CLOCK)));

    return clock_get_hz(clk.get());
}

/* The parent takes its own, and the creation reference stays: 2 at the end. */

void parented_bad(Object *parent)
{
    Object *raw = object_new(TYPE_CLOCK);
    Owned<Object> clk = Owned<Object>::from(*raw); // expect: qom-owned-from-raw raw

    object_property_add_child(parent, "clk[*]", raw);
}

void parented_ok(Object *parent)
{
    Object *raw = object_new(TYPE_CLOCK);
    Owned<Object> clk = Owned<Object>::from_raw(raw);

    object_property_add_child(parent, "clk[*]", raw);
}

/* One reference, taken over twice. */

unsigned twice_bad()
{
    Clock *raw = CLOCK(object_new(TYPE_CLOCK));
    Owned<Clock> first = Owned<Clock>::from_raw(raw);
    Owned<Clock> second = Owned<Clock>::from_raw(raw); // expect: qom-owned-from-raw raw

    return clock_get_hz(first.get()) + clock_get_hz(second.get());
}

unsigned twice_ok()
{
    Clock *raw = CLOCK(object_new(TYPE_CLOCK));
    Owned<Clock> first = Owned<Clock>::from_raw(raw);
    Owned<Clock> second = Owned<Clock>::from(*raw);

    return clock_get_hz(first.get()) + clock_get_hz(second.get());
}

/* Out of an owner, and into another one. */

unsigned round_trip_bad()
{
    auto first = Owned<Clock>::from_raw(CLOCK(object_new(TYPE_CLOCK)));
    Clock *raw = Owned<Clock>::into_raw(std::move(first));
    auto second = Owned<Clock>::from(*raw); // expect: qom-owned-from-raw raw

    return clock_get_hz(second.get());
}

unsigned round_trip_ok()
{
    auto first = Owned<Clock>::from_raw(CLOCK(object_new(TYPE_CLOCK)));
    Clock *raw = Owned<Clock>::into_raw(std::move(first));
    auto second = Owned<Clock>::from_raw(raw);

    return clock_get_hz(second.get());
}

/* In a member of a struct. */

void member_bad()
{
    struct {
        Object *clk;
    } made = {object_new(TYPE_CLOCK)};
    Owned<Object> clk = Owned<Object>::from(*made.clk); // expect: qom-owned-from-raw made.clk

    object_get_typename(clk.get());
}
