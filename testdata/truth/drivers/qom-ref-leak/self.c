/*
 * Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 */
#include "../../../checks/qom-ref-leak/self.c"
#include "../driver.h"

void scenario(void)
{
    driver_introspect(TYPE_BEACON);
    driver_introspect("toy-beacon-bad");
}
