/*
 * Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 */
#include "../../../checks/qom-child-leak/loops.c"
#include "../driver.h"

/* As a board does it, before anything can be plugged in. */
static void build_and_end(const char *type)
{
    DeviceState *soc = qdev_new(type);

    soc->hotplugged = false;
    qdev_realize(soc, NULL, &error_abort);
    object_unparent(OBJECT(soc));
    object_unref(OBJECT(soc));
}

void scenario(void)
{
    static const char *const cards[] = {
        TYPE_MULTIPORT "-bad", TYPE_MULTIPORT "-ok",
        TYPE_MULTIPORT "-fit-bad", TYPE_MULTIPORT "-fit-ok",
    };

    driver_plug_and_unplug(driver_pick(cards, ARRAY_SIZE(cards)));
    build_and_end(TYPE_SOC "-bad");
    build_and_end(TYPE_SOC "-ok");
}
