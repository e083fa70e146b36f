/*
 * Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 */
#include "../../../checks/qom-use-after-unref/autoptr.c"
#include "../driver.h"

void scenario(void)
{
    log_open_ok("/dev/null", true);
    log_open_bad("/dev/null", true);
    log_compact_ok(2);
    log_compact_bad(2);
}
