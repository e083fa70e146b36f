/*
 * Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 */
#include "qemu/osdep.h"
#include "qemu/module.h"
#include "qom/object.h"

void probe_start(void);

/* What QEMU's own unit tests of qdev do. */
void probe_start(void)
{
    Object *machine;

    module_call_init(MODULE_INIT_QOM);
    machine = object_property_add_new_container(object_get_root(), "machine");
    object_property_add_new_container(machine, "unattached");
}
