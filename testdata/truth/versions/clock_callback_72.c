/*
 * Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 *
 * qemu: 7.2
 *
 * A clock calls back until the device's clock list is emptied, after the
 * finalizers.
 */
#include "qemu/osdep.h"
#include "hw/qdev-clock.h"
#include "hw/qdev-core.h"
#include "qapi/error.h"
#include "qom/scenario.h"

#define TYPE_COUNTER "toy-counter"
OBJECT_DECLARE_SIMPLE_TYPE(Counter, COUNTER)

struct Counter {
    Object parent_obj;
    uint32_t updates;
};

#define TYPE_TIMER "toy-timer"
OBJECT_DECLARE_SIMPLE_TYPE(Timer, TIMER)

struct Timer {
    DeviceState parent_obj;
    Counter counter;
    Clock *reference;
    Clock *clk;
};

static void timer_clock_bad(void *opaque, ClockEvent event)
{
    Timer *s = opaque;

    /* From the finalizer, too, when the counter is gone. */
    s->counter.updates++; // expect: qom-post-finalize-access s->counter
}

static void timer_init(Object *obj)
{
    Timer *s = TIMER(obj);

    object_initialize_child(obj, "counter", &s->counter, TYPE_COUNTER);
    s->reference = qdev_init_clock_in(DEVICE(obj), "reference", NULL, NULL, 0);
    s->clk = qdev_init_clock_in(DEVICE(obj), "clk", timer_clock_bad, s, ClockUpdate);
    clock_set_source(s->clk, s->reference);
}

/* The list has references to the clocks, still. */
static void timer_finalize(Object *obj)
{
    clock_update_hz(TIMER(obj)->reference, 0);
}

void scenario(void)
{
    Object *timer = object_new(TYPE_TIMER);

    clock_update_hz(TIMER(timer)->reference, 1000);
    object_unref(timer);
}

static const TypeInfo types[] = {
    {
        .name = TYPE_COUNTER,
        .parent = TYPE_OBJECT,
        .instance_size = sizeof(Counter),
    },
    {
        .name = TYPE_TIMER,
        .parent = TYPE_DEVICE,
        .instance_size = sizeof(Timer),
        .instance_init = timer_init,
        .instance_finalize = timer_finalize,
    },
};

DEFINE_TYPES(types)
