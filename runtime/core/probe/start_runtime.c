/*
 * Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 */
#include "qom/bql.h"
#include "qom/module.h"
#include "qom/object.h"

void probe_start(void);

/* A container is machine enough, and leaves the phases to the probe. */
void probe_start(void)
{
    Object *machine;

    module_call_init(MODULE_INIT_QOM);
    bql_lock();
    machine = object_property_add_new_container(object_get_root(), "machine");
    object_property_add_new_container(machine, "unattached");
}
