/*
 * Right code that looks wrong.
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

/* Lent, but a reference was taken by hand before. */

unsigned taken_before_ok(DeviceState *dev)
{
    Clock *raw = qdev_get_clock_in(dev, "clk");

    object_ref(OBJECT(raw));
    auto clk = Owned<Clock>::from_raw(raw);
    return clock_get_hz(clk.get());
}

/* Given, and the creation reference is dropped by hand. */

unsigned dropped_by_hand_ok()
{
    Clock *raw = CLOCK(object_new(TYPE_CLOCK));
    auto clk = Owned<Clock>::from(*raw);

    object_unref(OBJECT(raw));
    return clock_get_hz(clk.get());
}

/* What a function returns by value it gives away. */

static Owned<Clock> make_ok()
{
    return Owned<Clock>::from_raw(CLOCK(object_new(TYPE_CLOCK)));
}

unsigned made_ok()
{
    Owned<Clock> clk = make_ok();

    return clock_get_hz(clk.get());
}

/* A moved-from owner drops nothing. */

unsigned handed_on_ok()
{
    Owned<Clock> first = make_ok();
    Owned<Clock> second = std::move(first);

    return clock_get_hz(second.get());
}

/* A clone has a reference of its own. */

unsigned cloned_ok()
{
    Owned<Clock> first = make_ok();
    Owned<Clock> second = first.clone();

    return clock_get_hz(first.get()) + clock_get_hz(second.get());
}

/* The tree takes the owner's reference, which its unparenting drops. */

void handed_to_tree_ok(Object *parent)
{
    qom::property_add_child(*parent, "given", make_ok());
    object_unparent(object_resolve_path_component(parent, "given"));
}

/* Into C, which drops it. */

static void consume(Clock *clk)
{
    clock_get_hz(clk);
    object_unref(OBJECT(clk));
}

void handed_to_c_ok()
{
    consume(Owned<Clock>::into_raw(make_ok()));
}

/* An upcast keeps count and address. */

void upcast_ok()
{
    Owned<Object> obj = make_ok();

    object_get_typename(obj.get());
}

/* Smart pointers in a struct that is a result. */

namespace
{
struct Pair {
    Owned<Clock> first, second;
};
} // namespace

static Pair make_pair_ok()
{
    return Pair{make_ok(), make_ok()};
}

unsigned pair_ok()
{
    Pair pair = make_pair_ok();

    return clock_get_hz(pair.first.get()) + clock_get_hz(pair.second.get());
}
