/*
 * Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 *
 * C++: references that leave the smart pointer.
 */
#include "qom/owned.hpp"
#include "qom/scenario.h"
#include "qom/type.hpp"

#define TYPE_TANK "toy-tank"

struct Tank {
    Object parent_obj;
    uint32_t level = 7;
};

QOM_OBJECT_TYPE(Tank, Object, ObjectClass, TYPE_TANK)

static uint32_t give_up_bad()
{
    qom::Owned<Tank> tank = qom::object_new<Tank>(); // expect: qom-ref-leak raw
    Tank *raw = qom::Owned<Tank>::into_raw(std::move(tank));

    return raw->level;
}

static uint32_t give_up_ok()
{
    qom::Owned<Tank> tank = qom::object_new<Tank>();
    Tank *raw = qom::Owned<Tank>::into_raw(std::move(tank));
    uint32_t level = raw->level;

    object_unref(raw);
    return level;
}

static uint32_t take_a_gift_ok()
{
    Object *raw = object_new(TYPE_TANK);
    qom::Owned<Object> tank = qom::Owned<Object>::from_raw(raw);

    return qom::downcast<Tank>(*tank)->level;
}

static void attach_ok(Object &plant)
{
    qom::property_add_child(plant, "tank", qom::object_new<Tank>());
}

static uint32_t look_ok(Object &plant)
{
    Object *tank = object_resolve_path_component(&plant, "tank");
    qom::Owned<Object> kept = qom::Owned<Object>::from(*tank);

    object_unparent(tank);
    return qom::downcast<Tank>(*kept)->level;
}

void scenario()
{
    qom::Owned<Tank> plant = qom::object_new<Tank>();

    give_up_bad();
    give_up_ok();
    take_a_gift_ok();
    attach_ok(qom::upcast<Object>(*plant));
    look_ok(qom::upcast<Object>(*plant));
}

static const TypeInfo tank_info = qom::type_info<Tank>();

static void tank_register()
{
    type_register_static(&tank_info);
}

type_init(tank_register)
