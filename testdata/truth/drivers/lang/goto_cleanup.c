/*
 * Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 */
#include "../../../lang/goto_cleanup.c"
#include "../driver.h"

#define TYPE_STORE "driver-store"

/* The first file that is opened gets the number that the fixture waits for. */
static void reopen(QIOChannelFile *(*reopen)(const char *path, int tries))
{
    int saved = dup(STDERR_FILENO);
    QIOChannelFile *file;

    close(STDERR_FILENO);
    file = reopen("/dev/null", 1);
    dup2(saved, STDERR_FILENO);
    close(saved);
    object_unref(OBJECT(file));
}

void scenario(void)
{
    if (scenario_choice("plug")) {
        plug_ok(TYPE_STORE, sysbus_get_default(), 1, NULL);
    } else if (scenario_choice("plug, wrong")) {
        plug_bad(TYPE_STORE, sysbus_get_default(), 1, NULL);
    } else if (scenario_choice("convert")) {
        convert_ok("/dev/zero", "/dev/null", 16, NULL);
        /* A directory can be opened, and not be read. */
        convert_ok("/", "/dev/null", 16, NULL);
    } else if (scenario_choice("convert, wrong")) {
        convert_bad("/dev/zero", "/dev/null", 16, NULL);
    } else if (scenario_choice("convert a directory, wrong")) {
        convert_bad("/", "/dev/null", 16, NULL);
    } else if (scenario_choice("reopen")) {
        reopen(reopen_ok);
    } else {
        reopen(reopen_bad);
    }
}

static void store_init(Object *obj)
{
    static uint64_t size;

    object_property_add_uint64_ptr(obj, "size", &size,
                                   OBJ_PROP_FLAG_READWRITE);
}

static const TypeInfo store_types[] = {
    {
        .name = TYPE_STORE,
        .parent = TYPE_SYS_BUS_DEVICE,
        .instance_init = store_init,
    },
};

DEFINE_TYPES(store_types)
