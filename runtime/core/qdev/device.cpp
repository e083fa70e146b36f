//===- qdev/device.cpp - The device type ----------------------------------===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "qdev.h"

#include "runtime/core/builtin_types.h"
#include "runtime/core/fatal.h"
#include "runtime/core/object.h"
#include "runtime/core/system/system.h"

using namespace qom;

//===----------------------------------------------------------------------===//
// Phases of a machine
//===----------------------------------------------------------------------===//

static MachineInitPhase Phase = PHASE_NO_MACHINE;

bool phase_check(MachineInitPhase phase) { return Phase >= phase; }

void phase_advance(MachineInitPhase phase) {
  if (Phase != phase - 1)
    fatalType(TYPE_MACHINE, "goes from phase %d to %d", Phase, phase);
  Phase = phase;
}

void qom::resetPhase() { Phase = PHASE_NO_MACHINE; }

//===----------------------------------------------------------------------===//
// Life
//===----------------------------------------------------------------------===//

static void deviceInit(Object *Obj) {
  DeviceState *Dev = DEVICE(Obj);
  Dev->hotplugged = phase_check(PHASE_MACHINE_READY);
  Dev->instance_id_alias = -1;
}

static void devicePostInit(Object *Obj) {
  object_apply_compat_props(Obj);
  qdev_prop_set_globals(DEVICE(Obj));
}

static void deviceFinalize(Object *Obj) {
  DeviceState *Dev = DEVICE(Obj);
  if (Dev->unplug_blockers)
    fatal(Obj, "is finalized while something blocks its unplugging");
  finalizeGpioLists(Dev);
  qdev_finalize_clocklist(Dev);
  // A device that was never realized is not missed.
  if (Dev->pending_deleted_event)
    tellDeviceDeleted(Dev->id, Dev->canonical_path);
  g_free(Dev->canonical_path);
  g_free(Dev->id);
}

/// Unrealized first, then off the tree: so unrealize still has everything.
static void deviceUnparent(Object *Obj) {
  DeviceState *Dev = DEVICE(Obj);
  if (Dev->realized)
    qdev_unrealize(Dev);
  while (BusState *Bus = QLIST_FIRST(&Dev->child_bus))
    object_unparent(OBJECT(Bus));
  if (BusState *Bus = Dev->parent_bus) {
    removeFromBus(Bus, Dev, QOM_CALLER);
    Dev->parent_bus = nullptr;
    drop(OBJECT(Bus), {"parent bus", Dev, nullptr}, QOM_CALLER);
  }
}

DeviceState *qdev_new(const char *name) { return DEVICE(object_new(name)); }

DeviceState *qdev_try_new(const char *name) {
  ObjectClass *Class = module_object_class_by_name(name);
  return Class ? DEVICE(object_new_with_class(Class)) : nullptr;
}

//===----------------------------------------------------------------------===//
// Names
//===----------------------------------------------------------------------===//

char *qdev_get_dev_path(DeviceState *dev) {
  if (!dev || !dev->parent_bus)
    return nullptr;
  BusClass *Class = BUS_GET_CLASS(dev->parent_bus);
  return Class->get_dev_path ? Class->get_dev_path(dev) : nullptr;
}

char *qdev_get_human_name(DeviceState *dev) {
  return dev->id ? g_strdup(dev->id) : object_get_canonical_path(OBJECT(dev));
}

Object *qdev_get_machine(void) {
  Object *Machine = object_resolve_path_component(object_get_root(), "machine");
  if (!Machine)
    fatal(object_get_root(), "has no machine yet");
  return Machine;
}

Object *machine_get_container(const char *name) {
  Object *Machine = qdev_get_machine();
  Object *Container = object_resolve_path_component(Machine, name);
  if (!object_dynamic_cast(Container, TYPE_CONTAINER))
    fatal(Machine, "has no container '%s'", name);
  return Container;
}

//===----------------------------------------------------------------------===//
// Reset
//===----------------------------------------------------------------------===//

static ResettableState *resetState(Object *Obj) { return &DEVICE(Obj)->reset; }

static void forEachChildBus(Object *Obj, ResettableChildCallback Call,
                            void *Opaque, ResetType Type) {
  BusState *Bus;
  QLIST_FOREACH(Bus, &DEVICE(Obj)->child_bus, sibling) {
    Call(OBJECT(Bus), Opaque, Type);
  }
}

void device_cold_reset(DeviceState *dev) {
  resettable_reset(OBJECT(dev), RESET_TYPE_COLD);
}

static void holdLegacy(Object *Obj, ResetType Type) {
  DEVICE_GET_CLASS(Obj)->legacy_reset(DEVICE(Obj));
}

/// The hook of old becomes the only phase.
void device_class_set_legacy_reset(DeviceClass *dc, DeviceReset dev_reset) {
  ResettableClass *Resettable = RESETTABLE_CLASS(dc);
  Resettable->phases = {.enter = nullptr, .hold = holdLegacy, .exit = nullptr};
  dc->legacy_reset = dev_reset;
}

//===----------------------------------------------------------------------===//
// The class
//===----------------------------------------------------------------------===//

void device_class_set_parent_realize(DeviceClass *dc, DeviceRealize dev_realize,
                                     DeviceRealize *parent_realize) {
  *parent_realize = dc->realize;
  dc->realize = dev_realize;
}

void device_class_set_parent_unrealize(DeviceClass *dc,
                                       DeviceUnrealize dev_unrealize,
                                       DeviceUnrealize *parent_unrealize) {
  *parent_unrealize = dc->unrealize;
  dc->unrealize = dev_unrealize;
}

static bool isRealized(Object *Obj, Error **Errp) {
  return DEVICE(Obj)->realized;
}

static bool isHotplugged(Object *Obj, Error **Errp) {
  return DEVICE(Obj)->hotplugged;
}

static bool isHotpluggable(Object *Obj, Error **Errp) {
  BusState *Bus = DEVICE(Obj)->parent_bus;
  return DEVICE_GET_CLASS(Obj)->hotpluggable &&
         (!Bus || qbus_is_hotpluggable(Bus));
}

/// A class's own properties are found through its ancestors' tables.
static void deviceClassBaseInit(ObjectClass *Class, const void *Data) {
  DEVICE_CLASS(Class)->props_ = nullptr;
  DEVICE_CLASS(Class)->props_count_ = 0;
}

static void deviceClassInit(ObjectClass *Class, const void *Data) {
  DeviceClass *Device = DEVICE_CLASS(Class);
  Device->hotpluggable = true;
  Device->user_creatable = true;
  Class->unparent = deviceUnparent;
  ResettableClass *Resettable = RESETTABLE_CLASS(Class);
  Resettable->get_state = resetState;
  Resettable->child_foreach = forEachChildBus;
  object_class_property_add_bool(Class, "realized", isRealized, setRealized);
  object_class_property_add_bool(Class, "hotpluggable", isHotpluggable,
                                 nullptr);
  object_class_property_add_bool(Class, "hotplugged", isHotplugged, nullptr);
  // Weak: deviceUnparent drops the reference on the bus.
  object_class_property_add_link(Class, "parent_bus", TYPE_BUS,
                                 offsetof(DeviceState, parent_bus), nullptr,
                                 static_cast<ObjectPropertyLinkFlags>(0));
}

void qom::registerDeviceType() {
  static const InterfaceInfo Interfaces[] = {{TYPE_RESETTABLE_INTERFACE},
                                             {nullptr}};
  static const TypeInfo Device = {.name = TYPE_DEVICE,
                                  .parent = TYPE_OBJECT,
                                  .instance_size = sizeof(DeviceState),
                                  .instance_init = deviceInit,
                                  .instance_post_init = devicePostInit,
                                  .instance_finalize = deviceFinalize,
                                  .abstract = true,
                                  .class_size = sizeof(DeviceClass),
                                  .class_init = deviceClassInit,
                                  .class_base_init = deviceClassBaseInit,
                                  .interfaces = Interfaces};
  type_register_static(&Device);
}
