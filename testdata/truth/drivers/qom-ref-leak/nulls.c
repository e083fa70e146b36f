/*
 * Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 */
#include "../../../checks/qom-ref-leak/nulls.c"
#include "../driver.h"

void scenario(void)
{
    session_open_first();
    object_unparent(
        object_resolve_path_component(object_get_objects_root(), "first"));
    session_open_spare();
}
