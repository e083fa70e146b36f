/*
 * Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 */
#include "../../../lang/cpp_temporaries.cpp"
#include "qom/scenario.h"

void scenario(void)
{
    peek_ok(8);
    bound_ok(8);
    argument_ok(8);
    raw_ok(8);
    raw_bad(8);
    either_ok(8, true);
    either_ok(8, false);
    if (scenario_choice("peek")) {
        peek_bad(8);
    }
}
