//===- qdev/clock_list.cpp - The clocks of a device -----------------------===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The list keeps the creation reference of a clock, besides the child
// property's. So a clock outlives the release of the device's properties and is
// there for the finalizers of the device's own classes; device_finalize drops
// it.
//
//===----------------------------------------------------------------------===//
#include "qdev.h"

#include "runtime/core/fatal.h"
#include "runtime/core/object.h"
#include "runtime/core/semantics.h"

using namespace qom;

static bool isHeldByList(const NamedClockList &Entry) {
  return !Entry.alias && (!Entry.output || TheSemantics.ClockListHoldsOutputs);
}

static NamedClockList *addEntry(DeviceState *Dev, const char *Name, Clock *Clk,
                                bool Output, bool Alias) {
  // Realize computes the paths of the clocks that are there.
  if (Dev->realized)
    fatal(OBJECT(Dev), "gets clock '%s' after it was realized", Name);
  NamedClockList *Entry = g_new0(NamedClockList, 1);
  Entry->name = g_strdup(Name);
  Entry->clock = Clk;
  Entry->output = Output;
  Entry->alias = Alias;
  QLIST_INSERT_HEAD(&Dev->clocks, Entry, node);
  return Entry;
}

static Clock *addClock(DeviceState *Dev, const char *Name, bool Output,
                       const void *Caller) {
  Object *Obj = object_new(TYPE_CLOCK);
  object_property_add_child(OBJECT(Dev), Name, Obj);
  NamedClockList *Entry = addEntry(Dev, Name, CLOCK(Obj), Output, false);
  if (isHeldByList(*Entry))
    tell(EventKind::Pass, Obj, {"clock list", Dev, Entry->name}, Caller);
  else
    drop(Obj, {}, Caller);
  return CLOCK(Obj);
}

Clock *qdev_init_clock_out(DeviceState *dev, const char *name) {
  return addClock(dev, name, true, QOM_CALLER);
}

Clock *qdev_init_clock_in(DeviceState *dev, const char *name,
                          ClockCallback *callback, void *opaque,
                          unsigned int events) {
  Clock *Clk = addClock(dev, name, false, QOM_CALLER);
  if (callback)
    clock_set_callback(Clk, callback, opaque, events);
  return Clk;
}

void qdev_init_clocks(DeviceState *dev, const ClockPortInitArray clocks) {
  for (const ClockPortInitElem *E = clocks; E->name; ++E) {
    if (E->offset < sizeof(DeviceState))
      fatal(OBJECT(dev), "clock '%s' is no field of its own", E->name);
    auto **Field =
        reinterpret_cast<Clock **>(reinterpret_cast<char *>(dev) + E->offset);
    *Field = E->is_output ? qdev_init_clock_out(dev, E->name)
                          : qdev_init_clock_in(dev, E->name, E->callback, dev,
                                               E->callback_events);
  }
}

static NamedClockList *findEntry(DeviceState *Dev, const char *Name) {
  NamedClockList *Entry;
  QLIST_FOREACH(Entry, &Dev->clocks, node) {
    if (!strcmp(Entry->name, Name))
      return Entry;
  }
  fatal(OBJECT(Dev), "has no clock '%s'", Name);
}

static Clock *findClock(DeviceState *Dev, const char *Name, bool Output) {
  NamedClockList *Entry = findEntry(Dev, Name);
  if (Entry->output != Output)
    fatal(OBJECT(Dev), "clock '%s' is no %s", Name,
          Output ? "output" : "input");
  return Entry->clock;
}

Clock *qdev_get_clock_in(DeviceState *dev, const char *name) {
  return findClock(dev, name, false);
}

Clock *qdev_get_clock_out(DeviceState *dev, const char *name) {
  return findClock(dev, name, true);
}

void qdev_connect_clock_in(DeviceState *dev, const char *name, Clock *source) {
  if (dev->realized)
    fatal(OBJECT(dev), "clock '%s' is connected after it was realized", name);
  clock_set_source(qdev_get_clock_in(dev, name), source);
}

Clock *qdev_alias_clock(DeviceState *dev, const char *name,
                        DeviceState *alias_dev, const char *alias_name) {
  NamedClockList *Original = findEntry(dev, name);
  NamedClockList *Alias =
      addEntry(alias_dev, alias_name, Original->clock, Original->output, true);
  object_property_add_link(OBJECT(alias_dev), alias_name, TYPE_CLOCK,
                           reinterpret_cast<Object **>(&Alias->clock), nullptr,
                           OBJ_PROP_LINK_STRONG);
  // Adding the link took none for what the slot held already.
  take(OBJECT(Alias->clock), {"link", alias_dev, Alias->name}, QOM_CALLER);
  return Alias->clock;
}

void qdev_finalize_clocklist(DeviceState *dev) {
  while (NamedClockList *Entry = QLIST_FIRST(&dev->clocks)) {
    QLIST_REMOVE(Entry, node);
    if (isHeldByList(*Entry)) {
      if (!TheSemantics.UnparentClearsClockCallback)
        clock_clear_callback(Entry->clock);
      drop(OBJECT(Entry->clock), {"clock list", dev, Entry->name}, QOM_CALLER);
    }
    g_free(Entry->name);
    g_free(Entry);
  }
}
