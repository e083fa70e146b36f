//===- qdev/hotplug.cpp - Plugging and unplugging -------------------------===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A hotplug handler is asked when a device comes and goes. It never drops the
// tree's reference: who unplugs does, right after the handler's unplug hook, or
// much later if the guest has to agree first (unplug_request).
//
//===----------------------------------------------------------------------===//
#include "qdev.h"

#include "runtime/core/builtin_types.h"
#include "runtime/core/fatal.h"

using namespace qom;

static void call(hotplug_fn Hook, HotplugHandler *Handler, DeviceState *Dev,
                 Error **Errp) {
  if (Hook)
    Hook(Handler, Dev, Errp);
}

void hotplug_handler_pre_plug(HotplugHandler *plug_handler,
                              DeviceState *plugged_dev, Error **errp) {
  call(HOTPLUG_HANDLER_GET_CLASS(plug_handler)->pre_plug, plug_handler,
       plugged_dev, errp);
}

void hotplug_handler_plug(HotplugHandler *plug_handler,
                          DeviceState *plugged_dev, Error **errp) {
  call(HOTPLUG_HANDLER_GET_CLASS(plug_handler)->plug, plug_handler, plugged_dev,
       errp);
}

void hotplug_handler_unplug_request(HotplugHandler *plug_handler,
                                    DeviceState *plugged_dev, Error **errp) {
  call(HOTPLUG_HANDLER_GET_CLASS(plug_handler)->unplug_request, plug_handler,
       plugged_dev, errp);
}

void hotplug_handler_unplug(HotplugHandler *plug_handler,
                            DeviceState *plugged_dev, Error **errp) {
  call(HOTPLUG_HANDLER_GET_CLASS(plug_handler)->unplug, plug_handler,
       plugged_dev, errp);
}

void qbus_set_hotplug_handler(BusState *bus, Object *handler) {
  object_property_set_link(OBJECT(bus), "hotplug-handler", handler,
                           &error_abort);
}

void qbus_set_bus_hotplug_handler(BusState *bus) {
  qbus_set_hotplug_handler(bus, OBJECT(bus));
}

/// The machine may have a handler for the device; else it is the bus's.
HotplugHandler *qdev_get_hotplug_handler(DeviceState *dev) {
  Object *Machine = object_resolve_path_component(object_get_root(), "machine");
  if (object_dynamic_cast(Machine, TYPE_MACHINE)) {
    MachineClass *Class = MACHINE_GET_CLASS(Machine);
    HotplugHandler *Handler =
        Class->get_hotplug_handler
            ? Class->get_hotplug_handler(MACHINE(Machine), dev)
            : nullptr;
    if (Handler)
      return Handler;
  }
  return dev->parent_bus ? dev->parent_bus->hotplug_handler : nullptr;
}

void qdev_simple_device_unplug_cb(HotplugHandler *hotplug_dev, DeviceState *dev,
                                  Error **errp) {
  qdev_unrealize(dev);
}

/// The caller keeps the reason.
void qdev_add_unplug_blocker(DeviceState *dev, Error *reason) {
  dev->unplug_blockers = g_slist_prepend(dev->unplug_blockers, reason);
}

void qdev_del_unplug_blocker(DeviceState *dev, Error *reason) {
  dev->unplug_blockers = g_slist_remove(dev->unplug_blockers, reason);
}

static bool mayBeUnplugged(DeviceState *Dev, Error **Errp) {
  if (Dev->unplug_blockers) {
    auto *Reason = static_cast<Error *>(Dev->unplug_blockers->data);
    error_propagate(Errp, error_copy(Reason));
    return false;
  }
  BusState *Bus = Dev->parent_bus;
  if (Bus && !qbus_is_hotpluggable(Bus)) {
    error_setg(Errp, "Bus '%s' does not support hotplugging", Bus->name);
    return false;
  }
  if (!DEVICE_GET_CLASS(Dev)->hotpluggable) {
    error_setg(Errp, "Device '%s' does not support hotplugging",
               object_get_typename(OBJECT(Dev)));
    return false;
  }
  return true;
}

void qdev_unplug(DeviceState *dev, Error **errp) {
  ERRP_GUARD();
  if (!mayBeUnplugged(dev, errp))
    return;
  HotplugHandler *Handler = qdev_get_hotplug_handler(dev);
  if (!Handler)
    fatal(OBJECT(dev), "is hot-pluggable, but nobody handles its unplugging");
  if (HOTPLUG_HANDLER_GET_CLASS(Handler)->unplug_request) {
    hotplug_handler_unplug_request(Handler, dev, errp);
    return;
  }
  hotplug_handler_unplug(Handler, dev, errp);
  if (!*errp)
    object_unparent(OBJECT(dev));
}

void qom::registerHotplugHandlerType() {
  static const TypeInfo Handler = {.name = TYPE_HOTPLUG_HANDLER,
                                   .parent = TYPE_INTERFACE,
                                   .class_size = sizeof(HotplugHandlerClass)};
  type_register_static(&Handler);
}
