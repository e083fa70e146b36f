//===- qdev/device_add.cpp - Devices that a user adds ---------------------===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "qdev.h"

#include "runtime/core/fatal.h"
#include "runtime/core/object.h"
#include "runtime/core/visitor.h"

#include "qom/option.h"

using namespace qom;

//===----------------------------------------------------------------------===//
// Options
//===----------------------------------------------------------------------===//

struct QemuOpts {
  QDict Values;
};

QemuOptsList qemu_device_opts = {.name = "device",
                                 .implied_opt_name = "driver"};

QemuOpts *qemu_opts_parse(QemuOptsList *list, const char *params,
                          bool permit_abbrev, Error **errp) {
  QDict *Dict = keyval_parse(
      params, permit_abbrev ? list->implied_opt_name : nullptr, nullptr, errp);
  if (!Dict)
    return nullptr;
  auto *Opts = new QemuOpts{*Dict};
  qobject_unref(Dict);
  return Opts;
}

void qemu_opts_del(QemuOpts *opts) { delete opts; }

//===----------------------------------------------------------------------===//
// Where a device goes
//===----------------------------------------------------------------------===//

namespace {

struct BusSearch {
  /// One of them is null.
  const char *Name;
  const char *TypeName;
  BusState *Found;
};

bool isFull(BusState *Bus) {
  int Max = BUS_GET_CLASS(Bus)->max_dev;
  return Bus->full || (Max && Bus->num_children >= Max);
}

int matchBus(BusState *Bus, void *Opaque) {
  auto *Search = static_cast<BusSearch *>(Opaque);
  bool Matches =
      Search->Name
          ? !strcmp(Bus->name, Search->Name)
          : object_dynamic_cast(OBJECT(Bus), Search->TypeName) && !isFull(Bus);
  if (!Matches)
    return 0;
  Search->Found = Bus;
  return -1;
}

BusState *find(const char *Name, const char *TypeName) {
  BusSearch Search{Name, TypeName, nullptr};
  qbus_walk_children(sysbus_get_default(), nullptr, matchBus, nullptr, nullptr,
                     &Search);
  return Search.Found;
}

BusState *namedBus(const char *Name, const DeviceClass *Class,
                   const char *Driver, Error **Errp) {
  BusState *Bus = find(Name, nullptr);
  if (!Bus) {
    error_setg(Errp, "Bus '%s' not found", Name);
    return nullptr;
  }
  if (!Class->bus_type || !object_dynamic_cast(OBJECT(Bus), Class->bus_type)) {
    error_setg(Errp, "Device '%s' can't go on %s bus", Driver,
               object_get_typename(OBJECT(Bus)));
    return nullptr;
  }
  if (isFull(Bus)) {
    error_setg(Errp, "Bus '%s' is full", Name);
    return nullptr;
  }
  return Bus;
}

/// Null without an error for a device that needs no bus.
BusState *chooseBus(const QDict *Opts, const DeviceClass *Class,
                    const char *Driver, Error **Errp) {
  if (const char *Name = qdict_get_try_str(Opts, "bus"))
    return namedBus(Name, Class, Driver, Errp);
  if (!Class->bus_type)
    return nullptr;
  BusState *Bus = find(nullptr, Class->bus_type);
  if (!Bus)
    error_setg(Errp, "No '%s' bus found for device '%s'", Class->bus_type,
               Driver);
  return Bus;
}

DeviceClass *deviceClass(const char *Driver, Error **Errp) {
  ObjectClass *Class = module_object_class_by_name(Driver);
  if (!object_class_dynamic_cast(Class, TYPE_DEVICE)) {
    error_setg(Errp, "'%s' is not a valid device model name", Driver);
    return nullptr;
  }
  if (object_class_is_abstract(Class)) {
    error_setg(Errp, "Parameter 'driver' expects a non-abstract device type");
    return nullptr;
  }
  auto *Device = DEVICE_CLASS(Class);
  bool IsLate = phase_check(PHASE_MACHINE_READY);
  if (!Device->user_creatable || (IsLate && !Device->hotpluggable)) {
    error_setg(Errp, "Parameter 'driver' expects a pluggable device type");
    return nullptr;
  }
  return Device;
}

bool mayBePlugged(const DeviceClass *Class, BusState *Bus, const char *Driver,
                  Error **Errp) {
  if (!phase_check(PHASE_MACHINE_READY))
    return true;
  if (Bus && !qbus_is_hotpluggable(Bus)) {
    error_setg(Errp, "Bus '%s' does not support hotplugging", Bus->name);
    return false;
  }
  return true;
}

bool setProperties(DeviceState *Dev, const QDict *Opts, Error **Errp) {
  for (const auto &[Name, Text] : Opts->Entries) {
    if (Name == "driver" || Name == "bus" || Name == "id")
      continue;
    if (!object_property_parse(OBJECT(Dev), Name.c_str(), Text.c_str(), Errp))
      return false;
  }
  return true;
}

} // namespace

//===----------------------------------------------------------------------===//
// The public functions
//===----------------------------------------------------------------------===//

/// Takes over \p id, and frees it if that is in use.
const char *qdev_set_id(DeviceState *dev, char *id, Error **errp) {
  if (dev->id || dev->realized)
    fatal(OBJECT(dev), "gets an id, but has one or is realized");
  if (!id) {
    static int Count = 0;
    std::string Name = "device[" + std::to_string(Count++) + "]";
    return object_property_add_child(machine_get_container("peripheral-anon"),
                                     Name.c_str(), OBJECT(dev))
        ->name;
  }
  ObjectProperty *Prop = object_property_try_add_child(
      machine_get_container("peripheral"), id, OBJECT(dev), nullptr);
  if (!Prop) {
    error_setg(errp, "Duplicate device ID '%s'", id);
    g_free(id);
    return nullptr;
  }
  dev->id = id;
  return Prop->name;
}

DeviceState *qdev_device_add_from_qdict(const QDict *opts, bool from_json,
                                        Error **errp) {
  ERRP_GUARD();
  const char *Driver = qdict_get_try_str(opts, "driver");
  if (!Driver) {
    error_setg(errp, "Parameter 'driver' is missing");
    return nullptr;
  }
  DeviceClass *Class = deviceClass(Driver, errp);
  BusState *Bus = Class ? chooseBus(opts, Class, Driver, errp) : nullptr;
  if (*errp)
    return nullptr;
  DeviceState *Dev = qdev_new(Driver);
  if (mayBePlugged(Class, Bus, Driver, errp) &&
      qdev_set_id(Dev, g_strdup(qdict_get_try_str(opts, "id")), errp) &&
      setProperties(Dev, opts, errp) && qdev_realize(Dev, Bus, errp))
    return Dev;
  object_unparent(OBJECT(Dev));
  drop(OBJECT(Dev), {}, QOM_CALLER);
  return nullptr;
}

/// On success the options are used up.
DeviceState *qdev_device_add(QemuOpts *opts, Error **errp) {
  DeviceState *Dev = qdev_device_add_from_qdict(&opts->Values, false, errp);
  if (Dev)
    qemu_opts_del(opts);
  return Dev;
}
