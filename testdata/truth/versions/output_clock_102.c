/*
 * Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 *
 * qemu: 10.2
 *
 * The clock list keeps the creation reference of output clocks, as of inputs.
 */
#include "qemu/osdep.h"
#include "hw/qdev-clock.h"
#include "hw/qdev-core.h"
#include "qapi/error.h"
#include "qom/scenario.h"

#define TYPE_TIMER "toy-timer"
OBJECT_DECLARE_SIMPLE_TYPE(Timer, TIMER)

struct Timer {
    DeviceState parent_obj;
    Clock *in;
    Clock *out;
    uint64_t period;
};

static void timer_init(Object *obj)
{
    TIMER(obj)->in = qdev_init_clock_in(DEVICE(obj), "in", NULL, NULL, 0);
    TIMER(obj)->out = qdev_init_clock_out(DEVICE(obj), "out");
}

static void timer_finalize_ok(Object *obj)
{
    Timer *s = TIMER(obj);

    s->period = s->in->period;
    /* The list is emptied after this, by the base type. */
    s->period += s->out->period;
}

static uint64_t output_unparent_ok(DeviceState *dev)
{
    Clock *clk = qdev_init_clock_out(dev, "extra");

    object_unparent(OBJECT(clk));
    /* 1, the list's, until the timer ends. */
    return clk->period;
}

static uint64_t input_unparent_ok(DeviceState *dev)
{
    Clock *clk = qdev_init_clock_in(dev, "spare", NULL, NULL, 0);

    object_unparent(OBJECT(clk));
    return clk->period;
}

void scenario(void)
{
    DeviceState *dev = qdev_new(TYPE_TIMER);

    input_unparent_ok(dev);
    if (scenario_choice("unparent an output")) {
        output_unparent_ok(dev);
    }
    object_unref(OBJECT(dev));
}

static const TypeInfo types[] = {
    {
        .name = TYPE_TIMER,
        .parent = TYPE_DEVICE,
        .instance_size = sizeof(Timer),
        .instance_init = timer_init,
        .instance_finalize = timer_finalize_ok,
    },
};

DEFINE_TYPES(types)
