//===- qdev/clock.cpp - Clocks and who follows whom -----------------------===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A clock that has a source follows it. Neither counts the other: whichever is
// finalized first disconnects them.
//
//===----------------------------------------------------------------------===//
#include "qdev.h"

#include "runtime/core/builtin_types.h"
#include "runtime/core/fatal.h"
#include "runtime/core/semantics.h"

using namespace qom;

void qom::setCanonicalPath(Clock *Clk) {
  g_free(Clk->canonical_path);
  Clk->canonical_path = object_get_canonical_path(OBJECT(Clk));
}

/// What it returns is the parent's.
Clock *clock_new(Object *parent, const char *name) {
  Object *Obj = object_new(TYPE_CLOCK);
  object_property_add_child(parent, name, Obj);
  object_unref(Obj);
  setCanonicalPath(CLOCK(Obj));
  return CLOCK(Obj);
}

void clock_set_callback(Clock *clk, ClockCallback *cb, void *opaque,
                        unsigned int events) {
  // The parent is who unsets the callback, by unparenting.
  if (TheSemantics.UnparentClearsClockCallback && !OBJECT(clk)->parent)
    fatal(OBJECT(clk), "gets a callback, but has no parent");
  clk->callback = cb;
  clk->callback_opaque = opaque;
  clk->callback_events = events;
}

void clock_clear_callback(Clock *clk) {
  clk->callback = nullptr;
  clk->callback_opaque = nullptr;
  clk->callback_events = 0;
}

bool clock_set(Clock *clk, uint64_t value) {
  bool Changed = clk->period != value;
  clk->period = value;
  return Changed;
}

bool clock_set_mul_div(Clock *clk, uint32_t multiplier, uint32_t divider) {
  if (!divider)
    fatal(OBJECT(clk), "is divided by zero");
  bool Changed = clk->multiplier != multiplier || clk->divider != divider;
  clk->multiplier = multiplier;
  clk->divider = divider;
  return Changed;
}

static uint64_t periodOfFollowers(const Clock *Clk) {
  using Wide = unsigned __int128;
  return static_cast<Wide>(Clk->period) * Clk->multiplier / Clk->divider;
}

static void announce(Clock *Clk, ClockEvent Event) {
  if (Clk->callback && (Clk->callback_events & Event))
    Clk->callback(Clk->callback_opaque, Event);
}

static void propagate(Clock *Clk, bool Announce) {
  uint64_t Period = periodOfFollowers(Clk);
  Clock *Follower;
  QLIST_FOREACH(Follower, &Clk->children, sibling) {
    if (Follower->period == Period)
      continue;
    if (Announce)
      announce(Follower, ClockPreUpdate);
    Follower->period = Period;
    if (Announce)
      announce(Follower, ClockUpdate);
    propagate(Follower, Announce);
  }
}

void clock_propagate(Clock *clk) {
  if (!TheSemantics.UnparentClearsClockCallback && clk->source)
    fatal(OBJECT(clk), "propagates, but follows another clock");
  propagate(clk, true);
}

void clock_set_source(Clock *clk, Clock *src) {
  if (clk->source)
    fatal(OBJECT(clk), "gets a source, but has one");
  clk->period = periodOfFollowers(src);
  QLIST_INSERT_HEAD(&src->children, clk, sibling);
  clk->source = src;
  propagate(clk, false);
}

static void disconnect(Clock *Clk) {
  if (!Clk->source)
    return;
  Clk->source = nullptr;
  QLIST_REMOVE(Clk, sibling);
}

static void clockInit(Object *Obj) {
  Clock *Clk = CLOCK(Obj);
  Clk->multiplier = Clk->divider = 1;
}

static void clockFinalize(Object *Obj) {
  Clock *Clk = CLOCK(Obj);
  while (Clock *Follower = QLIST_FIRST(&Clk->children))
    disconnect(Follower);
  disconnect(Clk);
  g_free(Clk->canonical_path);
}

/// A clock may outlive the device that its callback is about.
static void clockUnparent(Object *Obj) {
  if (TheSemantics.UnparentClearsClockCallback)
    clock_clear_callback(CLOCK(Obj));
}

static void clockClassInit(ObjectClass *Class, const void *Data) {
  Class->unparent = clockUnparent;
}

void qom::registerClockType() {
  static const TypeInfo ClockType = {.name = TYPE_CLOCK,
                                     .parent = TYPE_OBJECT,
                                     .instance_size = sizeof(Clock),
                                     .instance_init = clockInit,
                                     .instance_finalize = clockFinalize,
                                     .class_init = clockClassInit};
  type_register_static(&ClockType);
}
