/*
 * Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 */
#include "../../../checks/qom-child-leak/add_child.c"
#include "qom/scenario.h"

/* A user asks for the type, sets its property, and goes. */
static void use_sensor(const char *type)
{
    Object *sensor = object_new(type);

    object_property_set_str(sensor, "depth", "4", NULL);
    object_unref(sensor);
}

static void use_group(const char *type)
{
    Object *group = object_new(type);

    user_creatable_complete(USER_CREATABLE(group), NULL);
    object_unref(group);
}

static void use_command(void (*add)(const char *id, Error **errp))
{
    add("fifo", &error_abort);
    object_unparent(object_resolve_path("/objects/fifo", NULL));
}

void scenario(void)
{
    use_sensor(TYPE_SENSOR "-ok");
    use_sensor(TYPE_SENSOR "-bad");
    use_group(TYPE_GROUP "-ok");
    use_group(TYPE_GROUP "-bad");
    use_command(qmp_fifo_add_ok);
    use_command(qmp_fifo_add_bad);
}
