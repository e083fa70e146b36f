/*
 * Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 */
#include "../../../checks/qom-field-protocol/boards.c"
#include "../driver.h"

/* As a board does it, before anything can be plugged in; but boards do not end. */
static void build_and_end(const char *type)
{
    DeviceState *dev = qdev_new(type);

    dev->hotplugged = false;
    driver_live_and_die(dev);
}

void scenario(void)
{
    Object *bench;

    if (scenario_choice("blower")) {
        build_and_end(TYPE_BLOWER_BAD);
        return;
    }
    build_and_end(TYPE_HEATER_BAD);
    driver_introspect(TYPE_COOLER_BAD);
    driver_introspect(TYPE_COOLER_OK);
    if (scenario_choice("box")) {
        DeviceState *box = qdev_new(TYPE_VENT_BOX);

        qdev_realize(DEVICE(&VENT_BOX(box)->vent), sysbus_get_default(), &error_abort);
        /* The bus lets go after a grace period, the box must last as long. */
        object_unparent(OBJECT(&VENT_BOX(box)->vent));
        drain_call_rcu();
        object_unref(OBJECT(box));
    }
    bench = object_new(TYPE_BENCH_BAD);
    if (scenario_choice("run")) {
        MACHINE_GET_CLASS(bench)->init(MACHINE(bench));
    }
    object_unref(bench);
}
