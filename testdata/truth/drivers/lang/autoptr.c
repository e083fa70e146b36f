/*
 * Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 */
#include "../../../lang/autoptr.c"
#include "../driver.h"

void scenario(void)
{
    grow_ok(16);
    grow_ok(512);
    grow_bad(16);
    grow_bad(512);
    try_open_ok("/dev/null", true, NULL);
    try_open_ok("/dev/null", false, NULL);
    part_refs_ok();
    sum_ok(4);
    pair_size_ok();
    pair_size_bad();
    if (scenario_choice("dead part")) {
        part_refs_bad();
    }
}
