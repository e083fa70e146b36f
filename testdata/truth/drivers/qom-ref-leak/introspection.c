/*
 * Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 */
#include "../../../checks/qom-ref-leak/introspection.c"
#include "../driver.h"

static void use_switch(const char *type)
{
    Object *uplink = object_new(TYPE_LIMITS);
    Object *obj = object_new(type);

    object_property_add_child(object_get_objects_root(), "uplink", uplink);
    object_unref(uplink);
    object_property_set_link(obj, "uplink", uplink, NULL);
    g_free(object_property_get_str(obj, "uplink-path", NULL));
    object_unref(obj);
    object_unparent(uplink);
}

void scenario(void)
{
    use_switch(TYPE_SWITCH "-ok");
    use_switch(TYPE_SWITCH "-bad");
}
