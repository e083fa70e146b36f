/*
 * Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 */
#include "../../../lang/cpp_lambdas.cpp"
#include "qom/scenario.h"

void scenario(void)
{
    cleanup_ok(8, true);
    cleanup_ok(8, false);
    cleanup_bad(8, true);
    cleanup_bad(8, false);
    twice_ok(8);
    captured_ok(8);
    inner_ok(8);
    inner_bad(8);
    if (scenario_choice("twice")) {
        twice_bad(8);
    } else if (scenario_choice("captured")) {
        captured_bad(8);
    }
}
