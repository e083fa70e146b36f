/*
 * Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 */
#include "../../../lang/macros.c"
#include "../driver.h"

void scenario(void)
{
    Object *parent = object_new(TYPE_CONTAINER);
    Object *other = object_new(TYPE_CONTAINER);

    add_part_ok(parent);
    add_part_bad(other);
    check_rom_ok("/dev/null");
    check_rom_bad("/dev/null");
    measure_ok(8);
    measure_ok(0);
    measure_bad(8);
    measure_bad(0);
    release_ok(8);
    if (scenario_choice("release")) {
        release_bad(8);
    }
    object_unref(parent);
    object_unref(other);
}
