/*
 * Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 */
#include "../../../checks/qom-use-after-unref/helpers.c"
#include "../driver.h"

void scenario(void)
{
    if (scenario_choice("test")) {
        tunnel_test_ok(driver_address());
        tunnel_test_bad(driver_address());
    } else if (scenario_choice("verify")) {
        tunnel_verify_ok(driver_address());
        tunnel_verify_bad(driver_address());
    } else {
        tunnel_start_ok(driver_address(), NULL);
        tunnel_start_bad(driver_address(), NULL);
    }
}
