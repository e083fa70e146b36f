//===- failures.cpp - Calls that fail when the scenario says so -----------===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The harness has a fixture call these instead of the functions whose names
// follow "scenario_fails_". Each asks, and either fails as the function itself
// would on bad input, or is the function. A call whose failure would end the
// process is not asked: that path has no end to compare.
//
//===----------------------------------------------------------------------===//
#include "qom/channel.h"
#include "qom/i2c.h"
#include "qom/object_interfaces.h"
#include "qom/pci.h"
#include "qom/qdev.h"
#include "qom/scenario.h"
#include "qom/sysbus.h"
#include "qom/usb.h"

static bool fails(const char *Call, Error **Errp) {
  if (Errp == &error_abort || Errp == &error_fatal || !scenario_choice(Call))
    return false;
  error_setg(Errp, "%s fails in this run", Call);
  return true;
}

/// The contract of ..._and_unref: the reference is dropped in any case.
static bool failsAndDrops(const char *Call, void *Dev, Error **Errp) {
  if (!fails(Call, Errp))
    return false;
  object_unref(Dev);
  return true;
}

extern "C" {

bool scenario_fails_qdev_realize(DeviceState *dev, BusState *bus,
                                 Error **errp) {
  return !fails("qdev_realize", errp) && qdev_realize(dev, bus, errp);
}

bool scenario_fails_qdev_realize_and_unref(DeviceState *dev, BusState *bus,
                                           Error **errp) {
  return !failsAndDrops("qdev_realize_and_unref", dev, errp) &&
         qdev_realize_and_unref(dev, bus, errp);
}

bool scenario_fails_sysbus_realize(SysBusDevice *dev, Error **errp) {
  return !fails("sysbus_realize", errp) && sysbus_realize(dev, errp);
}

bool scenario_fails_sysbus_realize_and_unref(SysBusDevice *dev, Error **errp) {
  return !failsAndDrops("sysbus_realize_and_unref", dev, errp) &&
         sysbus_realize_and_unref(dev, errp);
}

bool scenario_fails_pci_realize_and_unref(PCIDevice *dev, PCIBus *bus,
                                          Error **errp) {
  return !failsAndDrops("pci_realize_and_unref", dev, errp) &&
         pci_realize_and_unref(dev, bus, errp);
}

bool scenario_fails_usb_realize_and_unref(USBDevice *dev, USBBus *bus,
                                          Error **errp) {
  return !failsAndDrops("usb_realize_and_unref", dev, errp) &&
         usb_realize_and_unref(dev, bus, errp);
}

bool scenario_fails_i2c_slave_realize_and_unref(I2CSlave *dev, I2CBus *bus,
                                                Error **errp) {
  return !failsAndDrops("i2c_slave_realize_and_unref", dev, errp) &&
         i2c_slave_realize_and_unref(dev, bus, errp);
}

bool scenario_fails_user_creatable_complete(UserCreatable *uc, Error **errp) {
  return !fails("user_creatable_complete", errp) &&
         user_creatable_complete(uc, errp);
}

bool scenario_fails_object_property_set_str(Object *obj, const char *name,
                                            const char *value, Error **errp) {
  return !fails("object_property_set_str", errp) &&
         object_property_set_str(obj, name, value, errp);
}

bool scenario_fails_object_property_set_bool(Object *obj, const char *name,
                                             bool value, Error **errp) {
  return !fails("object_property_set_bool", errp) &&
         object_property_set_bool(obj, name, value, errp);
}

bool scenario_fails_object_property_set_int(Object *obj, const char *name,
                                            int64_t value, Error **errp) {
  return !fails("object_property_set_int", errp) &&
         object_property_set_int(obj, name, value, errp);
}

bool scenario_fails_object_property_set_uint(Object *obj, const char *name,
                                             uint64_t value, Error **errp) {
  return !fails("object_property_set_uint", errp) &&
         object_property_set_uint(obj, name, value, errp);
}

bool scenario_fails_object_property_set_link(Object *obj, const char *name,
                                             Object *value, Error **errp) {
  return !fails("object_property_set_link", errp) &&
         object_property_set_link(obj, name, value, errp);
}

bool scenario_fails_object_property_parse(Object *obj, const char *name,
                                          const char *string, Error **errp) {
  return !fails("object_property_parse", errp) &&
         object_property_parse(obj, name, string, errp);
}

bool scenario_fails_object_set_props(Object *obj, Error **errp, ...) {
  if (fails("object_set_props", errp))
    return false;
  va_list Properties;
  va_start(Properties, errp);
  bool Set = object_set_propv(obj, errp, Properties);
  va_end(Properties);
  return Set;
}

int scenario_fails_qio_channel_socket_connect_sync(QIOChannelSocket *ioc,
                                                   SocketAddress *addr,
                                                   Error **errp) {
  if (fails("qio_channel_socket_connect_sync", errp))
    return -1;
  return qio_channel_socket_connect_sync(ioc, addr, errp);
}

QIOChannelFile *scenario_fails_qio_channel_file_new_path(const char *path,
                                                         int flags, mode_t mode,
                                                         Error **errp) {
  if (fails("qio_channel_file_new_path", errp))
    return nullptr;
  return qio_channel_file_new_path(path, flags, mode, errp);
}

} // extern "C"
