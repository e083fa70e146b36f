/*
 * Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 */
#include "../../../checks/qom-field-protocol/parent_realize.c"
#include "../driver.h"

void scenario(void)
{
    driver_live_and_die(qdev_new(TYPE_DEMO_CORE));
}
