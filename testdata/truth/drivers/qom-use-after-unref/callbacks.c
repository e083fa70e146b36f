/*
 * Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 */
#include "../../../checks/qom-use-after-unref/callbacks.c"
#include "../driver.h"

void scenario(void)
{
    job_start_ok();
    job_start_bad();
    main_loop_wait(true);
}
