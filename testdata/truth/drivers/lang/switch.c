/*
 * Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 */
#include "../../../lang/switch.c"
#include "../driver.h"

void scenario(void)
{
    int kind = scenario_choice("none")     ? SINK_NONE
               : scenario_choice("buffer") ? SINK_BUFFER
                                           : SINK_FILE;

    sink_run_ok(kind, 1);
    sink_run_bad(kind, 1);
    sink_close_ok(kind);
    sink_size_ok(kind, "/dev/null");
    sink_size_bad(kind, "/dev/null");
    if (scenario_choice("close")) {
        sink_close_bad(kind);
    }
}
