/*
 * Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 */
#ifndef QOM_TIMER_H
#define QOM_TIMER_H

#include "qom/osdep.h"

#define NANOSECONDS_PER_SECOND 1000000000LL
#define SCALE_MS 1000000
#define SCALE_US 1000
#define SCALE_NS 1

QOM_BEGIN_DECLS

typedef enum {
    QEMU_CLOCK_REALTIME,
    /* Stands still until somebody moves it. */
    QEMU_CLOCK_VIRTUAL,
    QEMU_CLOCK_MAX
} QEMUClockType;

typedef void QEMUTimerCB(void *opaque);

/* Keeps opaque, and counts nothing. */
typedef struct QEMUTimer QEMUTimer;
struct QEMUTimer {
    /* In nanoseconds; -1 if the timer is not pending. */
    int64_t expire_time;
    QEMUClockType clock;
    QEMUTimerCB *cb;
    void *opaque;
    QEMUTimer *next;
    int scale;
};

int64_t qemu_clock_get_ns(QEMUClockType type);
/* Runs the timers up to dest, each at its own time. Returns the time then. */
int64_t qemu_clock_advance_virtual_time(int64_t dest);

void timer_init(QEMUTimer *ts, QEMUClockType type, int scale, QEMUTimerCB *cb,
                void *opaque);
QEMUTimer *timer_new(QEMUClockType type, int scale, QEMUTimerCB *cb,
                     void *opaque);
/* NULL is fine. */
void timer_free(QEMUTimer *ts);
void timer_mod(QEMUTimer *ts, int64_t expire_time);
void timer_mod_ns(QEMUTimer *ts, int64_t expire_time);
void timer_del(QEMUTimer *ts);
bool timer_pending(const QEMUTimer *ts);

static inline void timer_init_ns(QEMUTimer *ts, QEMUClockType type,
                                 QEMUTimerCB *cb, void *opaque)
{
    timer_init(ts, type, SCALE_NS, cb, opaque);
}

static inline QEMUTimer *timer_new_ns(QEMUClockType type, QEMUTimerCB *cb,
                                      void *opaque)
{
    return timer_new(type, SCALE_NS, cb, opaque);
}

static inline QEMUTimer *timer_new_ms(QEMUClockType type, QEMUTimerCB *cb,
                                      void *opaque)
{
    return timer_new(type, SCALE_MS, cb, opaque);
}

static inline int64_t timer_expire_time_ns(const QEMUTimer *ts)
{
    return ts->expire_time;
}

QOM_END_DECLS

#endif
