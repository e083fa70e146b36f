/*
 * Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 */
#include "qemu/osdep.h"
#include "qemu/module.h"
#include "qom/object.h"

void probe_start(void);

static Object *add_container(Object *parent, const char *name)
{
    Object *container = object_new("container");

    object_property_add_child(parent, name, container);
    object_unref(container);
    return container;
}

/* What QEMU's own unit tests of qdev do. */
void probe_start(void)
{
    module_call_init(MODULE_INIT_QOM);
    add_container(add_container(object_get_root(), "machine"), "unattached");
}
