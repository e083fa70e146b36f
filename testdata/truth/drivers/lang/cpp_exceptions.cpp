/*
 * Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 */
#include "../../../lang/cpp_exceptions.cpp"
#include "qom/scenario.h"

static void let_throw(size_t (*function)(size_t size))
{
    try {
        function(3);
    } catch (const std::invalid_argument &) {
    }
}

void scenario(void)
{
    check_ok(2);
    check_bad(2);
    callee_ok(2);
    callee_bad(2);
    let_throw(check_ok);
    let_throw(check_bad);
    let_throw(callee_ok);
    let_throw(callee_bad);
    caught_ok(2);
    caught_ok(3);
    caught_bad(2);
    quiet_ok(2, NULL);
    if (scenario_choice("caught")) {
        caught_bad(3);
    }
}
