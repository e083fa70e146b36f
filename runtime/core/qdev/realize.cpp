//===- qdev/realize.cpp - Realize and its failures ------------------------===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Realize is a ladder; a failure on a rung takes back the rungs below it:
//
//   parent        /machine/unattached, for a device without one
//   pre_plug      of the hotplug handler
//   realize       of the class
//   registered    with listeners and the migration stream
//   buses         of the device
//   plug          of the hotplug handler
//
// Only a parent that realize itself added is taken away again, and the device
// then leaves its bus, too: that is what unparenting means.
//
//===----------------------------------------------------------------------===//
#include "qdev.h"

#include "runtime/core/fatal.h"
#include "runtime/core/object.h"
#include "runtime/core/property.h"

using namespace qom;

//===----------------------------------------------------------------------===//
// Listeners
//===----------------------------------------------------------------------===//

static QTAILQ_HEAD(, DeviceListener) Listeners =
    QTAILQ_HEAD_INITIALIZER(Listeners);

void qom::tellRealized(DeviceState *Dev) {
  DeviceListener *L;
  QTAILQ_FOREACH(L, &Listeners, link) {
    if (L->realize)
      L->realize(L, Dev);
  }
}

/// The last to register is the first to hear.
void qom::tellUnrealized(DeviceState *Dev) {
  GPtrArray *Reversed = g_ptr_array_new();
  DeviceListener *L;
  QTAILQ_FOREACH(L, &Listeners, link) { g_ptr_array_insert(Reversed, 0, L); }
  for (guint I = 0; I < Reversed->len; ++I) {
    L = static_cast<DeviceListener *>(g_ptr_array_index(Reversed, I));
    if (L->unrealize)
      L->unrealize(L, Dev);
  }
  g_ptr_array_free(Reversed, true);
}

static int tellListener(DeviceState *Dev, void *Listener) {
  auto *L = static_cast<DeviceListener *>(Listener);
  if (Dev->realized && L->realize)
    L->realize(L, Dev);
  return 0;
}

/// A new listener hears of the devices that are there already.
void device_listener_register(DeviceListener *listener) {
  QTAILQ_INSERT_TAIL(&Listeners, listener, link);
  qbus_walk_children(sysbus_get_default(), nullptr, nullptr, tellListener,
                     nullptr, listener);
}

void device_listener_unregister(DeviceListener *listener) {
  QTAILQ_REMOVE(&Listeners, listener, link);
}

//===----------------------------------------------------------------------===//
// The ladder
//===----------------------------------------------------------------------===//

namespace {

int UnattachedCount = 0;

/// True if the device needed one.
bool addAutomaticParent(DeviceState *Dev) {
  if (OBJECT(Dev)->parent)
    return false;
  std::string Name = "device[" + std::to_string(UnattachedCount++) + "]";
  object_property_add_child(machine_get_container("unattached"), Name.c_str(),
                            OBJECT(Dev));
  return true;
}

void rememberPaths(DeviceState *Dev) {
  g_free(Dev->canonical_path);
  Dev->canonical_path = object_get_canonical_path(OBJECT(Dev));
  NamedClockList *Entry;
  QLIST_FOREACH(Entry, &Dev->clocks, node) {
    if (!Entry->alias)
      setCanonicalPath(Entry->clock);
  }
}

void registerState(DeviceState *Dev) {
  if (const VMStateDescription *State = DEVICE_GET_CLASS(Dev)->vmsd)
    vmstate_register(Dev, -1, State, Dev);
}

void unregisterState(DeviceState *Dev) {
  if (const VMStateDescription *State = DEVICE_GET_CLASS(Dev)->vmsd)
    vmstate_unregister(Dev, State, Dev);
}

void unrealizeBuses(DeviceState *Dev) {
  BusState *Bus;
  QLIST_FOREACH(Bus, &Dev->child_bus, sibling) { qbus_unrealize(Bus); }
}

void unrealizeClass(DeviceState *Dev) {
  if (DeviceUnrealize Unrealize = DEVICE_GET_CLASS(Dev)->unrealize)
    Unrealize(Dev);
}

/// A device that is added late enters and leaves reset, as the bus is.
void resetHotplugged(DeviceState *Dev) {
  resettable_assert_reset(OBJECT(Dev), RESET_TYPE_COLD);
  resettable_change_parent(OBJECT(Dev), OBJECT(Dev->parent_bus), nullptr);
  resettable_release_reset(OBJECT(Dev), RESET_TYPE_COLD);
}

bool realizeBuses(DeviceState *Dev, Error **errp) {
  BusState *Bus;
  QLIST_FOREACH(Bus, &Dev->child_bus, sibling) {
    if (!qbus_realize(Bus, errp))
      return false;
  }
  return true;
}

/// The upper half: what comes after the class's own realize.
bool finishRealize(DeviceState *Dev, HotplugHandler *Handler, Error **errp) {
  tellRealized(Dev);
  rememberPaths(Dev);
  registerState(Dev);
  Dev->reset = {};
  if (!realizeBuses(Dev, errp))
    return false;
  if (Dev->hotplugged)
    resetHotplugged(Dev);
  Dev->pending_deleted_event = false;
  if (Handler)
    hotplug_handler_plug(Handler, Dev, errp);
  return !*errp;
}

void undoRealize(DeviceState *Dev) {
  unrealizeBuses(Dev);
  unregisterState(Dev);
  g_clear_pointer(&Dev->canonical_path, g_free);
  unrealizeClass(Dev);
}

bool climb(DeviceState *Dev, Error **errp) {
  HotplugHandler *Handler = qdev_get_hotplug_handler(Dev);
  if (Handler)
    hotplug_handler_pre_plug(Handler, Dev, errp);
  if (*errp)
    return false;
  if (DeviceRealize Realize = DEVICE_GET_CLASS(Dev)->realize)
    Realize(Dev, errp);
  if (*errp)
    return false;
  if (finishRealize(Dev, Handler, errp))
    return true;
  undoRealize(Dev);
  return false;
}

void realize(DeviceState *Dev, Error **errp) {
  bool AddedParent = addAutomaticParent(Dev);
  if (climb(Dev, errp)) {
    __atomic_store_n(&Dev->realized, true, __ATOMIC_RELEASE);
    return;
  }
  if (AddedParent) {
    object_unparent(OBJECT(Dev));
    --UnattachedCount;
  }
}

void unrealize(DeviceState *Dev) {
  __atomic_store_n(&Dev->realized, false, __ATOMIC_SEQ_CST);
  unrealizeBuses(Dev);
  unregisterState(Dev);
  unrealizeClass(Dev);
  Dev->pending_deleted_event = true;
  tellUnrealized(Dev);
}

} // namespace

void qom::setRealized(Object *Obj, bool Value, Error **errp) {
  ERRP_GUARD();
  DeviceState *Dev = DEVICE(Obj);
  // This early, no parent was added yet.
  if (Dev->hotplugged && !DEVICE_GET_CLASS(Dev)->hotpluggable) {
    error_setg(errp, "Device '%s' does not support hotplugging",
               object_get_typename(Obj));
    return;
  }
  if (Value && !Dev->realized)
    realize(Dev, errp);
  else if (!Value && Dev->realized)
    unrealize(Dev);
}

//===----------------------------------------------------------------------===//
// The public functions
//===----------------------------------------------------------------------===//

bool qdev_realize(DeviceState *dev, BusState *bus, Error **errp) {
  if (dev->realized)
    fatal(OBJECT(dev), "is realized twice");
  if (dev->parent_bus)
    fatal(OBJECT(dev), "is realized, but is on bus '%s' already",
          dev->parent_bus->name);
  if (!bus && DEVICE_GET_CLASS(dev)->bus_type)
    fatal(OBJECT(dev), "is realized without the bus of type '%s' that it needs",
          DEVICE_GET_CLASS(dev)->bus_type);
  if (bus && !qdev_set_parent_bus(dev, bus, errp))
    return false;
  return object_property_set_bool(OBJECT(dev), "realized", true, errp);
}

bool qdev_realize_and_unref(DeviceState *dev, BusState *bus, Error **errp) {
  bool Done = qdev_realize(dev, bus, errp);
  drop(OBJECT(dev), {}, QOM_CALLER);
  return Done;
}

void qdev_unrealize(DeviceState *dev) {
  object_property_set_bool(OBJECT(dev), "realized", false, &error_abort);
}
