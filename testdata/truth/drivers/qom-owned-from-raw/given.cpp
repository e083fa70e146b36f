/*
 * Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 */
#include "../../../checks/qom-owned-from-raw/given.cpp"
#include "qom/scenario.h"

void scenario(void)
{
    Object *parent = object_new(TYPE_CONTAINER);

    created_ok();
    created_bad();
    in_place_ok();
    in_place_bad();
    parented_ok(parent);
    parented_bad(parent);
    twice_ok();
    round_trip_ok();
    member_bad();
    round_trip_bad();
    if (scenario_choice("twice")) {
        twice_bad();
    }
    object_unref(parent);
}
