//===- qdev/bus.cpp - Buses and the devices on them -----------------------===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A device and its bus keep each other: the device has a reference on the bus,
// the bus one on the device. When the device leaves, the first is dropped at
// once, the second after a grace period, because others may be walking the
// list.
//
//===----------------------------------------------------------------------===//
#include "qdev.h"

#include "runtime/core/builtin_types.h"
#include "runtime/core/fatal.h"
#include "runtime/core/object.h"
#include "runtime/core/system/system.h"

using namespace qom;

//===----------------------------------------------------------------------===//
// Coming and going
//===----------------------------------------------------------------------===//

static std::string slotName(const BusChild *Kid) {
  return "child[" + std::to_string(Kid->index) + "]";
}

void qom::addToBus(BusState *Bus, DeviceState *Dev, const void *Caller) {
  BusChild *Kid = g_new0(BusChild, 1);
  Kid->index = Bus->max_index++;
  Kid->child = Dev;
  take(OBJECT(Dev), {"bus", Bus, nullptr}, Caller);
  ++Bus->num_children;
  QTAILQ_INSERT_HEAD(&Bus->children, Kid, sibling);
  // Read-only and weak: the reference is Kid's.
  object_property_add_link(OBJECT(Bus), slotName(Kid).c_str(),
                           object_get_typename(OBJECT(Dev)),
                           reinterpret_cast<Object **>(&Kid->child), nullptr,
                           static_cast<ObjectPropertyLinkFlags>(0));
}

static BusChild *findKid(BusState *Bus, DeviceState *Dev) {
  BusChild *Kid;
  QTAILQ_FOREACH(Kid, &Bus->children, sibling) {
    if (Kid->child == Dev)
      return Kid;
  }
  return nullptr;
}

void qom::removeFromBus(BusState *Bus, DeviceState *Dev, const void *Caller) {
  BusChild *Kid = findKid(Bus, Dev);
  if (!Kid)
    return;
  QTAILQ_REMOVE(&Bus->children, Kid, sibling);
  --Bus->num_children;
  object_property_del(OBJECT(Bus), slotName(Kid).c_str());
  // Who holds it is told by the bus's address only: the bus may be gone then.
  callLater([Kid, Bus, Caller] {
    drop(OBJECT(Kid->child), {"bus", Bus, nullptr}, Caller);
    g_free(Kid);
  });
}

static bool checkAddress(BusState *Bus, DeviceState *Dev, Error **Errp) {
  BusClass *Class = BUS_GET_CLASS(Bus);
  return !Class->check_address || Class->check_address(Bus, Dev, Errp);
}

bool qdev_set_parent_bus(DeviceState *dev, BusState *bus, Error **errp) {
  const char *Wanted = DEVICE_GET_CLASS(dev)->bus_type;
  if (!Wanted || !object_dynamic_cast(OBJECT(bus), Wanted))
    fatal(OBJECT(dev), "is put on bus '%s' of type '%s', which it does not fit",
          bus->name, object_get_typename(OBJECT(bus)));
  if (!checkAddress(bus, dev, errp))
    return false;
  BusState *Old = dev->parent_bus;
  if (Old) {
    // Between the buses the device is nobody's.
    take(OBJECT(dev), {"moving", dev, nullptr}, QOM_CALLER);
    removeFromBus(Old, dev, QOM_CALLER);
  }
  dev->parent_bus = bus;
  take(OBJECT(bus), {"parent bus", dev, nullptr}, QOM_CALLER);
  addToBus(bus, dev, QOM_CALLER);
  if (dev->realized)
    resettable_change_parent(OBJECT(dev), OBJECT(bus), OBJECT(Old));
  if (Old) {
    drop(OBJECT(Old), {"parent bus", dev, nullptr}, QOM_CALLER);
    drop(OBJECT(dev), {"moving", dev, nullptr}, QOM_CALLER);
  }
  return true;
}

BusState *qdev_get_parent_bus(const DeviceState *dev) {
  return dev->parent_bus;
}

//===----------------------------------------------------------------------===//
// Creation
//===----------------------------------------------------------------------===//

/// The given name, or the parent's id or the type's name with a number.
static char *busName(BusState *Bus, DeviceState *Parent, const char *Name) {
  if (Name)
    return g_strdup(Name);
  if (Parent && Parent->id)
    return g_strdup_printf("%s.%d", Parent->id, Parent->num_child_bus);
  g_autofree char *Type = g_ascii_strdown(object_get_typename(OBJECT(Bus)), -1);
  return g_strdup_printf("%s.%d", Type, BUS_GET_CLASS(Bus)->automatic_ids++);
}

static BusState *MainSystemBus = nullptr;

/// The creation reference goes, unless the bus is the main system bus, whose
/// parent is the tree's.
static void attach(BusState *Bus, DeviceState *Parent, const char *Name,
                   const void *Caller) {
  Bus->parent = Parent;
  Bus->name = busName(Bus, Parent, Name);
  if (!Parent) {
    if (Bus != MainSystemBus)
      fatal(OBJECT(Bus), "has no parent, but is not the main system bus");
    return;
  }
  QLIST_INSERT_HEAD(&Parent->child_bus, Bus, sibling);
  ++Parent->num_child_bus;
  object_property_add_child(OBJECT(Parent), Bus->name, OBJECT(Bus));
  drop(OBJECT(Bus), {}, Caller);
}

void qbus_init(void *bus, size_t size, const char *type_name,
               DeviceState *parent, const char *name) {
  object_initialize(bus, size, type_name);
  attach(BUS(bus), parent, name, QOM_CALLER);
}

BusState *qbus_new(const char *type_name, DeviceState *parent,
                   const char *name) {
  BusState *Bus = BUS(object_new(type_name));
  attach(Bus, parent, name, QOM_CALLER);
  return Bus;
}

BusState *sysbus_get_default(void) {
  if (!MainSystemBus) {
    MainSystemBus = BUS(object_new("System"));
    attach(MainSystemBus, nullptr, "main-system-bus", QOM_CALLER);
  }
  return MainSystemBus;
}

void qom::dropSystemBus() {
  BusState *Bus = MainSystemBus;
  MainSystemBus = nullptr;
  drop(OBJECT(Bus), {}, QOM_CALLER);
}

//===----------------------------------------------------------------------===//
// Realize
//===----------------------------------------------------------------------===//

static bool isRealized(Object *Obj, Error **Errp) { return BUS(Obj)->realized; }

/// Devices are unrealized with their bus, but not realized with it.
static void unrealizeBus(BusState *Bus) {
  BusChild *Kid, *Next;
  QTAILQ_FOREACH_SAFE(Kid, &Bus->children, sibling, Next) {
    qdev_unrealize(Kid->child);
  }
  if (BusUnrealize Unrealize = BUS_GET_CLASS(Bus)->unrealize)
    Unrealize(Bus);
}

static void setBusRealized(Object *Obj, bool Value, Error **Errp) {
  BusState *Bus = BUS(Obj);
  BusRealize Realize = BUS_GET_CLASS(Bus)->realize;
  if (Value && !Bus->realized && Realize)
    Realize(Bus, Errp);
  if (!Value && Bus->realized)
    unrealizeBus(Bus);
  Bus->realized = Value;
}

bool qbus_realize(BusState *bus, Error **errp) {
  return object_property_set_bool(OBJECT(bus), "realized", true, errp);
}

void qbus_unrealize(BusState *bus) {
  object_property_set_bool(OBJECT(bus), "realized", false, &error_abort);
}

//===----------------------------------------------------------------------===//
// Walking
//===----------------------------------------------------------------------===//

int qbus_walk_children(BusState *bus, qdev_walkerfn *pre_devfn,
                       qbus_walkerfn *pre_busfn, qdev_walkerfn *post_devfn,
                       qbus_walkerfn *post_busfn, void *opaque) {
  if (int Result = pre_busfn ? pre_busfn(bus, opaque) : 0)
    return Result;
  BusChild *Kid, *Next;
  QTAILQ_FOREACH_SAFE(Kid, &bus->children, sibling, Next) {
    int Result = qdev_walk_children(Kid->child, pre_devfn, pre_busfn,
                                    post_devfn, post_busfn, opaque);
    if (Result < 0)
      return Result;
  }
  return post_busfn ? post_busfn(bus, opaque) : 0;
}

int qdev_walk_children(DeviceState *dev, qdev_walkerfn *pre_devfn,
                       qbus_walkerfn *pre_busfn, qdev_walkerfn *post_devfn,
                       qbus_walkerfn *post_busfn, void *opaque) {
  if (int Result = pre_devfn ? pre_devfn(dev, opaque) : 0)
    return Result;
  BusState *Bus;
  QLIST_FOREACH(Bus, &dev->child_bus, sibling) {
    int Result = qbus_walk_children(Bus, pre_devfn, pre_busfn, post_devfn,
                                    post_busfn, opaque);
    if (Result < 0)
      return Result;
  }
  return post_devfn ? post_devfn(dev, opaque) : 0;
}

BusState *qdev_get_child_bus(DeviceState *dev, const char *name) {
  Object *Child = object_resolve_path_component(OBJECT(dev), name);
  if (Object *Bus = object_dynamic_cast(Child, TYPE_BUS))
    return BUS(Bus);
  BusState *Bus;
  QLIST_FOREACH(Bus, &dev->child_bus, sibling) {
    if (!strcmp(Bus->name, name))
      return Bus;
  }
  return nullptr;
}

DeviceState *qdev_find_recursive(BusState *bus, const char *id) {
  BusChild *Kid;
  QTAILQ_FOREACH(Kid, &bus->children, sibling) {
    if (Kid->child->id && !strcmp(Kid->child->id, id))
      return Kid->child;
    BusState *Below;
    QLIST_FOREACH(Below, &Kid->child->child_bus, sibling) {
      if (DeviceState *Found = qdev_find_recursive(Below, id))
        return Found;
    }
  }
  return nullptr;
}

//===----------------------------------------------------------------------===//
// The type
//===----------------------------------------------------------------------===//

static void busInit(Object *Obj) {
  BusState *Bus = BUS(Obj);
  QTAILQ_INIT(&Bus->children);
  // Weak: the handler must outlive the bus.
  object_property_add_link(Obj, "hotplug-handler", TYPE_HOTPLUG_HANDLER,
                           reinterpret_cast<Object **>(&Bus->hotplug_handler),
                           object_property_allow_set_link,
                           static_cast<ObjectPropertyLinkFlags>(0));
  object_property_add_bool(Obj, "realized", isRealized, setBusRealized);
}

static void busFinalize(Object *Obj) { g_free(BUS(Obj)->name); }

static void busUnparent(Object *Obj) {
  BusState *Bus = BUS(Obj);
  while (BusChild *Kid = QTAILQ_FIRST(&Bus->children)) {
    if (!OBJECT(Kid->child)->parent)
      fatal(Obj, "goes away with a device of type '%s' that has no parent",
            object_get_typename(OBJECT(Kid->child)));
    object_unparent(OBJECT(Kid->child));
  }
  if (!Bus->parent)
    return;
  QLIST_REMOVE(Bus, sibling);
  --Bus->parent->num_child_bus;
  Bus->parent = nullptr;
}

static ResettableState *resetState(Object *Obj) { return &BUS(Obj)->reset; }

static void forEachDevice(Object *Obj, ResettableChildCallback Call,
                          void *Opaque, ResetType Type) {
  BusChild *Kid;
  QTAILQ_FOREACH(Kid, &BUS(Obj)->children, sibling) {
    Call(OBJECT(Kid->child), Opaque, Type);
  }
}

static void busClassInit(ObjectClass *Class, const void *Data) {
  Class->unparent = busUnparent;
  ResettableClass *Resettable = RESETTABLE_CLASS(Class);
  Resettable->get_state = resetState;
  Resettable->child_foreach = forEachDevice;
}

void qom::registerBusType() {
  static const InterfaceInfo Interfaces[] = {{TYPE_RESETTABLE_INTERFACE},
                                             {nullptr}};
  static const TypeInfo Bus = {.name = TYPE_BUS,
                               .parent = TYPE_OBJECT,
                               .instance_size = sizeof(BusState),
                               .instance_init = busInit,
                               .instance_finalize = busFinalize,
                               .abstract = true,
                               .class_size = sizeof(BusClass),
                               .class_init = busClassInit,
                               .interfaces = Interfaces};
  type_register_static(&Bus);
}
