/*
 * Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 */
#include "../../../checks/qom-ref-leak/error_paths.c"
#include "../driver.h"

static void add_twice(bool (*add)(Object *parent, const char *id, Error **errp))
{
    Object *parent = object_new(TYPE_CONTAINER);

    add(parent, "profile", NULL);
    add(parent, "profile", NULL);
    object_unref(parent);
}

static void open_rom(RomCopy *(*open)(const char *path, const char *label,
                                      Error **errp))
{
    RomCopy *copy = open("/dev/zero", "label", NULL);

    if (copy) {
        nic_rom_close(copy);
    }
    open("/dev/zero", NULL, NULL);
}

/* From a source that is too fast. */
static void load(int (*post_load)(void *opaque, int version_id))
{
    NicState *nic = NIC(object_new(TYPE_NIC "-return-ok"));

    post_load(nic, 1);
    nic->speed = 100000;
    post_load(nic, 1);
    object_unref(OBJECT(nic));
}

void scenario(void)
{
    static const char *const cards[] = {
        TYPE_NIC "-return-bad", TYPE_NIC "-return-ok",
        TYPE_NIC "-label-bad",  TYPE_NIC "-label-ok",
    };

    if (scenario_choice("profile")) {
        add_twice(nic_add_profile_ok);
        add_twice(nic_add_profile_bad);
    } else if (scenario_choice("copy")) {
        nic_copy_rom_ok("/dev/zero", "/dev/null", NULL);
        nic_copy_rom_bad("/dev/zero", "/dev/null", NULL);
    } else if (scenario_choice("open")) {
        open_rom(nic_rom_open_ok);
        open_rom(nic_rom_open_bad);
    } else if (scenario_choice("load")) {
        load(nic_post_load_ok);
        load(nic_post_load_bad);
    } else {
        driver_plug_and_unplug(driver_pick(cards, ARRAY_SIZE(cards)));
    }
}
