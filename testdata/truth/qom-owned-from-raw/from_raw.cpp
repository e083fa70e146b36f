/*
 * Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 *
 * Whose reference a pointer comes with: from_raw is for a gift, from for what
 * somebody else keeps.
 */
#include "qom/owned.hpp"
#include "qom/scenario.h"
#include "qom/type.hpp"

using qom::Owned;

#define TYPE_TIMER "toy-timer"

struct Timer {
    DeviceState parent_obj;
};

QOM_OBJECT_TYPE(Timer, DeviceState, DeviceClass, TYPE_TIMER)

/* The clock list keeps the creation reference. */

static void take_the_lists_bad(Timer &timer)
{
    Clock *raw = qdev_init_clock_in(&timer.parent_obj, "in", nullptr, &timer, 0);
    Owned<Clock> clk = Owned<Clock>::from_raw(raw); // expect: qom-owned-from-raw raw

    clock_set_hz(clk.get(), 1000);
}

static void add_to_the_lists_ok(Timer &timer)
{
    Clock *raw = qdev_init_clock_in(&timer.parent_obj, "in", nullptr, &timer, 0);
    Owned<Clock> clk = Owned<Clock>::from(*raw);

    clock_set_hz(clk.get(), 1000);
}

/* object_new gives. */

static void add_to_a_gift_bad()
{
    Object *raw = object_new(TYPE_CLOCK);
    Owned<Object> clk = Owned<Object>::from(*raw); // expect: qom-owned-from-raw raw
}

static void take_a_gift_ok()
{
    Object *raw = object_new(TYPE_CLOCK);
    Owned<Object> clk = Owned<Object>::from_raw(raw);
}

/* One reference, taken over twice. */

static void take_twice_bad()
{
    Object *raw = object_new(TYPE_CLOCK);
    Owned<Object> first = Owned<Object>::from_raw(raw);
    Owned<Object> second = Owned<Object>::from_raw(raw); // expect: qom-owned-from-raw raw
}

static void take_and_clone_ok()
{
    Object *raw = object_new(TYPE_CLOCK);
    Owned<Object> first = Owned<Object>::from_raw(raw);
    Owned<Object> second = first.clone();
}

/* The tree's. */

static void take_the_trees_bad(Object &parent)
{
    Object *raw = object_resolve_path_component(&parent, "clk");
    Owned<Object> clk = Owned<Object>::from_raw(raw); // expect: qom-owned-from-raw raw
}

static void add_to_the_trees_ok(Object &parent)
{
    Object *raw = object_resolve_path_component(&parent, "clk");
    Owned<Object> clk = Owned<Object>::from(*raw);
}

/*
 * A registry that only stores drops nothing: what it is handed, it is given.
 * A list that drops keeps: what it returns is borrowed.
 */

static Object *registry;

static void registry_put_ok(Owned<Object> obj)
{
    registry = Owned<Object>::into_raw(std::move(obj));
}

static Owned<Object> registry_take_ok()
{
    return Owned<Object>::from_raw(std::exchange(registry, nullptr));
}

static void FN_registry_look_bad()
{
    Owned<Object> seen = Owned<Object>::from_raw(registry); // expect: qom-owned-from-raw registry
}

static void registry_look_ok()
{
    Owned<Object> seen = Owned<Object>::from(*registry);
}

static void registry_use_ok()
{
    registry_put_ok(qom::object_new<Clock>());
    registry_look_ok();
    Owned<Object> last = registry_take_ok();
}

static void registry_use_bad()
{
    registry_put_ok(qom::object_new<Clock>());
    FN_registry_look_bad();
    Owned<Object> last = registry_take_ok(); // expect: qom-over-unref last
}

void scenario()
{
    Owned<Object> parent = qom::object_new<Timer>();

    qom::property_add_child(*parent, "clk", qom::object_new<Clock>());
    add_to_the_lists_ok(*Owned<Timer>(qom::object_new<Timer>()));
    take_a_gift_ok();
    take_and_clone_ok();
    add_to_the_trees_ok(*parent);
    registry_use_ok();
    add_to_a_gift_bad();
    if (scenario_choice("take the list's")) {
        take_the_lists_bad(*Owned<Timer>(qom::object_new<Timer>()));
    } else if (scenario_choice("take twice")) {
        take_twice_bad();
    } else if (scenario_choice("take the tree's")) {
        take_the_trees_bad(*parent);
    } else if (scenario_choice("take the registry's")) {
        registry_use_bad();
    }
}

static const TypeInfo timer_info = qom::type_info<Timer>();

static void timer_register()
{
    type_register_static(&timer_info);
}

type_init(timer_register)
