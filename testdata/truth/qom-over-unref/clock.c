/*
 * Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 *
 * A device's clock list keeps the creation reference of its clocks.
 */
#include "qemu/osdep.h"
#include "hw/qdev-clock.h"
#include "hw/qdev-core.h"
#include "qapi/error.h"
#include "qom/scenario.h"

#define TYPE_TIMER_BAD "toy-timer-bad"
OBJECT_DECLARE_SIMPLE_TYPE(BadTimer, TIMER_BAD)

struct BadTimer {
    DeviceState parent_obj;
    Clock *clk;
};

static void timer_init_bad(Object *obj)
{
    BadTimer *timer = TIMER_BAD(obj);

    timer->clk = qdev_init_clock_in(DEVICE(obj), "clk", NULL, NULL, 0);
    /* 2, the child property's and the list's. */
    object_unref(OBJECT(timer->clk)); // expect: qom-over-unref timer->clk
}

#define TYPE_TIMER_OK "toy-timer-ok"
OBJECT_DECLARE_SIMPLE_TYPE(OkTimer, TIMER_OK)

struct OkTimer {
    DeviceState parent_obj;
    Clock *clk;
};

static void timer_init_ok(Object *obj)
{
    OkTimer *timer = TIMER_OK(obj);

    timer->clk = qdev_init_clock_in(DEVICE(obj), "clk", NULL, NULL, 0);
}

/* The list's is still there: the finalizers of a device may use its clocks. */
static void timer_finalize_ok(Object *obj)
{
    clock_update_hz(TIMER_OK(obj)->clk, 0);
}

void scenario(void)
{
    object_unref(object_new(TYPE_TIMER_OK));
    if (scenario_choice("a timer that drops its clock")) {
        object_unref(object_new(TYPE_TIMER_BAD));
    }
}

static const TypeInfo types[] = {
    {
        .name = TYPE_TIMER_BAD,
        .parent = TYPE_DEVICE,
        .instance_size = sizeof(BadTimer),
        .instance_init = timer_init_bad,
    },
    {
        .name = TYPE_TIMER_OK,
        .parent = TYPE_DEVICE,
        .instance_size = sizeof(OkTimer),
        .instance_init = timer_init_ok,
        .instance_finalize = timer_finalize_ok,
    },
};

DEFINE_TYPES(types)
