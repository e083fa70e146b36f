//===- system/timer.cpp - Timers ------------------------------------------===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "system.h"

#include "qom/timer.h"

#include <algorithm>

using namespace qom;

/// By clock, the next to expire first.
static QEMUTimer *Pending[QEMU_CLOCK_MAX];
static int64_t VirtualNow = 0;

int64_t qemu_clock_get_ns(QEMUClockType type) {
  if (type == QEMU_CLOCK_VIRTUAL)
    return VirtualNow;
  return g_get_monotonic_time() * SCALE_US;
}

void timer_init(QEMUTimer *ts, QEMUClockType type, int scale, QEMUTimerCB *cb,
                void *opaque) {
  *ts = {.expire_time = -1,
         .clock = type,
         .cb = cb,
         .opaque = opaque,
         .next = nullptr,
         .scale = scale};
}

QEMUTimer *timer_new(QEMUClockType type, int scale, QEMUTimerCB *cb,
                     void *opaque) {
  QEMUTimer *Timer = g_new(QEMUTimer, 1);
  timer_init(Timer, type, scale, cb, opaque);
  return Timer;
}

void timer_del(QEMUTimer *ts) {
  QEMUTimer **At = &Pending[ts->clock];
  while (*At && *At != ts)
    At = &(*At)->next;
  if (*At)
    *At = ts->next;
  ts->expire_time = -1;
}

void timer_free(QEMUTimer *ts) {
  if (!ts)
    return;
  timer_del(ts);
  g_free(ts);
}

void timer_mod_ns(QEMUTimer *ts, int64_t expire_time) {
  timer_del(ts);
  ts->expire_time = std::max<int64_t>(expire_time, 0);
  QEMUTimer **At = &Pending[ts->clock];
  while (*At && (*At)->expire_time <= ts->expire_time)
    At = &(*At)->next;
  ts->next = *At;
  *At = ts;
}

void timer_mod(QEMUTimer *ts, int64_t expire_time) {
  timer_mod_ns(ts, expire_time * ts->scale);
}

bool timer_pending(const QEMUTimer *ts) { return ts->expire_time >= 0; }

/// Null if none of the clock's timers is due by \p Now.
static QEMUTimer *takeDue(QEMUClockType Type, int64_t Now) {
  QEMUTimer *Timer = Pending[Type];
  return Timer && Timer->expire_time <= Now ? Timer : nullptr;
}

static void expire(QEMUTimer *Timer) {
  QEMUTimerCB *Call = Timer->cb;
  void *Opaque = Timer->opaque;
  // The callback may free the timer or set it again.
  timer_del(Timer);
  Call(Opaque);
}

bool qom::runExpiredTimers() {
  bool DidSomething = false;
  for (QEMUClockType Type : {QEMU_CLOCK_REALTIME, QEMU_CLOCK_VIRTUAL})
    while (QEMUTimer *Timer = takeDue(Type, qemu_clock_get_ns(Type))) {
      expire(Timer);
      DidSomething = true;
    }
  return DidSomething;
}

int64_t qemu_clock_advance_virtual_time(int64_t dest) {
  while (QEMUTimer *Timer = takeDue(QEMU_CLOCK_VIRTUAL, dest)) {
    VirtualNow = std::max(VirtualNow, Timer->expire_time);
    expire(Timer);
  }
  return VirtualNow = std::max(VirtualNow, dest);
}
