/*
 * Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 */
#include "../../../checks/qom-use-after-unref/direct.c"
#include "../driver.h"

void scenario(void)
{
    socket_test_ok(driver_address());
    socket_test_bad(driver_address());
    buffer_fill_ok(16);
    buffer_fill_bad(16);
    buffer_trim_ok(16, true);
    buffer_trim_bad(16, true);
    buffer_trim_ok(16, false);
    buffer_trim_bad(16, false);
    socket_finish_ok(driver_address(), NULL);
    socket_finish_bad(driver_address(), NULL);
    timer_sample_ok();
    timer_sample_bad();
}
