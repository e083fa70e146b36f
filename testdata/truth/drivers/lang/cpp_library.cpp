/*
 * Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 */
#include "../../../lang/cpp_library.cpp"
#include "qom/scenario.h"

void scenario(void)
{
    optional_bad(8);
    optional_ok(8);
    optional_assigned_bad(8);
    optional_assigned_ok(8);
    optional_result_bad(8);
    optional_result_ok(8);
    tuple_ok(8);
    array_ok(8);
    list_ok(8);
    inherited_ok(8);
    union_bad(8);
    union_ok(8);
    if (scenario_choice("inherited")) {
        inherited_bad(8);
    }
}
