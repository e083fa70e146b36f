/*
 * Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 */
#include "../../../checks/qom-ref-leak/loops.c"
#include "../driver.h"

void scenario(void)
{
    const bool never[4] = {false};
    const bool third[4] = {false, false, true, false};

    if (scenario_choice("flag")) {
        flag_tells_ok(0);
        flag_tells_ok(4);
        flag_tells_bad(4);
    } else if (scenario_choice("state")) {
        state_tells_ok(never, 4);
        state_tells_ok(third, 4);
        state_tells_bad(third, 4);
        state_tells_bad(never, 4);
    } else if (scenario_choice("round")) {
        round_tells_ok();
        round_tells_bad();
    } else if (scenario_choice("last round")) {
        last_round_ok();
        last_round_bad();
    } else {
        helper_fills_ok();
        FN_helper_fills_bad();
    }
}
