/*
 * Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 */
#ifndef QOM_CLOCK_H
#define QOM_CLOCK_H

#include "qom/bitops.h"
#include "qom/object.h"
#include "qom/queue.h"
#include "qom/vmstate.h"

#define TYPE_CLOCK "clock"
OBJECT_DECLARE_SIMPLE_TYPE(Clock, CLOCK)

typedef struct DeviceState DeviceState;

QOM_BEGIN_DECLS

typedef enum ClockEvent {
    ClockUpdate = 1,
    ClockPreUpdate = 2,
} ClockEvent;

typedef void ClockCallback(void *opaque, ClockEvent event);

/* A period counts 2^-32 nanoseconds. */
#define CLOCK_PERIOD_1SEC (1000000000llu << 32)
#define CLOCK_PERIOD_FROM_NS(ns) ((ns) * (CLOCK_PERIOD_1SEC / 1000000000llu))
#define CLOCK_PERIOD_FROM_HZ(hz) (((hz) != 0) ? CLOCK_PERIOD_1SEC / (hz) : 0u)
#define CLOCK_PERIOD_TO_HZ(per) (((per) != 0) ? CLOCK_PERIOD_1SEC / (per) : 0u)

struct Clock {
    Object parent_obj;
    uint64_t period;
    char *canonical_path;
    ClockCallback *callback;
    void *callback_opaque;
    unsigned int callback_events;
    uint32_t multiplier;
    uint32_t divider;
    /* Neither side of a connection counts the other. */
    Clock *source;
    QLIST_HEAD(, Clock) children;
    QLIST_ENTRY(Clock) sibling;
};

Clock *clock_new(Object *parent, const char *name);
void clock_set_callback(Clock *clk, ClockCallback *cb, void *opaque,
                        unsigned int events);
/* QEMU 7.2 only: later versions do it when the clock is unparented. */
void clock_clear_callback(Clock *clk);
void clock_set_source(Clock *clk, Clock *src);
bool clock_set(Clock *clk, uint64_t value);
void clock_propagate(Clock *clk);
bool clock_set_mul_div(Clock *clk, uint32_t multiplier, uint32_t divider);

static inline bool clock_has_source(const Clock *clk)
{
    return clk->source != NULL;
}

static inline uint64_t clock_get(const Clock *clk)
{
    return clk->period;
}

static inline bool clock_is_enabled(const Clock *clk)
{
    return clock_get(clk) != 0;
}

static inline unsigned clock_get_hz(Clock *clk)
{
    return CLOCK_PERIOD_TO_HZ(clock_get(clk));
}

static inline bool clock_set_hz(Clock *clk, unsigned hz)
{
    return clock_set(clk, CLOCK_PERIOD_FROM_HZ(hz));
}

static inline bool clock_set_ns(Clock *clk, unsigned ns)
{
    return clock_set(clk, CLOCK_PERIOD_FROM_NS(ns));
}

static inline void clock_update(Clock *clk, uint64_t value)
{
    if (clock_set(clk, value)) {
        clock_propagate(clk);
    }
}

static inline void clock_update_hz(Clock *clk, unsigned hz)
{
    clock_update(clk, CLOCK_PERIOD_FROM_HZ(hz));
}

static inline void clock_update_ns(Clock *clk, unsigned ns)
{
    clock_update(clk, CLOCK_PERIOD_FROM_NS(ns));
}

/* The clocks of a device */

Clock *qdev_init_clock_in(DeviceState *dev, const char *name,
                          ClockCallback *callback, void *opaque,
                          unsigned int events);
Clock *qdev_init_clock_out(DeviceState *dev, const char *name);
Clock *qdev_get_clock_in(DeviceState *dev, const char *name);
Clock *qdev_get_clock_out(DeviceState *dev, const char *name);
void qdev_connect_clock_in(DeviceState *dev, const char *name, Clock *source);
Clock *qdev_alias_clock(DeviceState *dev, const char *name,
                        DeviceState *alias_dev, const char *alias_name);
void qdev_finalize_clocklist(DeviceState *dev);

struct ClockPortInitElem {
    const char *name;
    bool is_output;
    ClockCallback *callback;
    unsigned int callback_events;
    size_t offset;
};

typedef struct ClockPortInitElem ClockPortInitArray[];

void qdev_init_clocks(DeviceState *dev, const ClockPortInitArray clocks);

extern const VMStateDescription vmstate_clock;

QOM_END_DECLS

#define QDEV_CLOCK(out_not_in, devstate, field, cb, cbevents)         \
    {                                                                 \
        .name = (stringify(field)),                                   \
        .is_output = out_not_in,                                      \
        .callback = cb,                                               \
        .callback_events = cbevents,                                  \
        .offset = offsetof(devstate, field) +                         \
                  type_check(Clock *, typeof_field(devstate, field)), \
    }
#define QDEV_CLOCK_IN(devstate, field, callback, cbevents) \
    QDEV_CLOCK(false, devstate, field, callback, cbevents)
#define QDEV_CLOCK_OUT(devstate, field) \
    QDEV_CLOCK(true, devstate, field, NULL, 0)
#define QDEV_CLOCK_END {.name = NULL}

#define VMSTATE_CLOCK(field, state) \
    VMSTATE_STRUCT_POINTER(field, state, vmstate_clock, Clock)

#endif
