//===- bus/usb.cpp - USB --------------------------------------------------===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "runtime/core/builtin_types.h"
#include "runtime/core/fatal.h"

#include "qom/usb.h"

using namespace qom;

void usb_bus_new(USBBus *bus, size_t bus_size, USBBusOps *ops,
                 DeviceState *host) {
  static int NextBus = 0;
  qbus_init(bus, bus_size, TYPE_USB_BUS, host, nullptr);
  qbus_set_bus_hotplug_handler(&bus->qbus);
  bus->ops = ops;
  bus->busnr = NextBus++;
  QTAILQ_INIT(&bus->free);
  QTAILQ_INIT(&bus->used);
}

//===----------------------------------------------------------------------===//
// Ports: of the host, who also owns their storage
//===----------------------------------------------------------------------===//

void usb_register_port(USBBus *bus, USBPort *port, void *opaque, int index,
                       USBPortOps *ops, int speedmask) {
  *port = {
      .speedmask = speedmask, .ops = ops, .opaque = opaque, .index = index};
  snprintf(port->path, sizeof(port->path), "%d", index + 1);
  QTAILQ_INSERT_TAIL(&bus->free, port, next);
  ++bus->nfree;
}

/// A device that is plugged into the port goes, too.
void usb_unregister_port(USBBus *bus, USBPort *port) {
  if (port->dev)
    object_unparent(OBJECT(port->dev));
  if (port->dev)
    fatal(OBJECT(port->dev), "is on a port that goes, but has no parent");
  QTAILQ_REMOVE(&bus->free, port, next);
  --bus->nfree;
}

static void forgetPorts(USBBus *Bus) {
  while (USBPort *Port = QTAILQ_FIRST(&Bus->free))
    usb_unregister_port(Bus, Port);
}

/// For a host that goes away. Its ports must have no device.
void usb_bus_release(USBBus *bus) {
  if (bus->nused)
    fatal(OBJECT(bus), "is released with %d devices on it", bus->nused);
  forgetPorts(bus);
}

static USBPort *freePort(USBBus *Bus, const USBDevice *Dev) {
  USBPort *Port;
  QTAILQ_FOREACH(Port, &Bus->free, next) {
    if (!Dev->port_path || !strcmp(Port->path, Dev->port_path))
      return Port;
  }
  return nullptr;
}

static bool claimPort(USBDevice *Dev, Error **Errp) {
  USBBus *Bus = usb_bus_from_device(Dev);
  USBPort *Port = freePort(Bus, Dev);
  if (!Port) {
    error_setg(Errp,
               Dev->port_path
                   ? "usb port %s (bus %s) not found (in use?)"
                   : "tried to attach usb device to a bus with no free ports",
               Dev->port_path, Bus->qbus.name);
    return false;
  }
  QTAILQ_REMOVE(&Bus->free, Port, next);
  --Bus->nfree;
  QTAILQ_INSERT_TAIL(&Bus->used, Port, next);
  ++Bus->nused;
  Dev->port = Port;
  Port->dev = Dev;
  return true;
}

static void releasePort(USBDevice *Dev) {
  USBBus *Bus = usb_bus_from_device(Dev);
  USBPort *Port = Dev->port;
  QTAILQ_REMOVE(&Bus->used, Port, next);
  --Bus->nused;
  QTAILQ_INSERT_TAIL(&Bus->free, Port, next);
  ++Bus->nfree;
  Dev->port = nullptr;
  Port->dev = nullptr;
}

//===----------------------------------------------------------------------===//
// Devices
//===----------------------------------------------------------------------===//

void usb_device_attach(USBDevice *dev, Error **errp) {
  USBPort *Port = dev->port;
  if (!Port || dev->attached)
    fatal(OBJECT(dev), "is attached without a port, or twice");
  if (!(Port->speedmask & dev->speedmask)) {
    error_setg(errp, "speed mismatch trying to attach usb device to port %s",
               Port->path);
    return;
  }
  dev->attached = true;
  dev->state = USB_STATE_ATTACHED;
  if (Port->ops && Port->ops->attach)
    Port->ops->attach(Port);
  if (auto Hook = USB_DEVICE_GET_CLASS(dev)->handle_attach)
    Hook(dev);
}

int usb_device_detach(USBDevice *dev) {
  USBPort *Port = dev->port;
  if (!Port || !dev->attached)
    fatal(OBJECT(dev), "is detached, but is not attached");
  if (Port->ops && Port->ops->detach)
    Port->ops->detach(Port);
  dev->state = USB_STATE_NOTATTACHED;
  dev->attached = false;
  return 0;
}

/// Borrowed from the bus; null unless the device answers to the address.
USBDevice *usb_find_device(USBPort *port, uint8_t addr) {
  USBDevice *Dev = port->dev;
  bool Answers = Dev && Dev->attached && Dev->state == USB_STATE_DEFAULT;
  return Answers && Dev->addr == addr ? Dev : nullptr;
}

bool usb_realize_and_unref(USBDevice *dev, USBBus *bus, Error **errp) {
  return qdev_realize_and_unref(&dev->qdev, &bus->qbus, errp);
}

USBDevice *usb_create_simple(USBBus *bus, const char *name) {
  USBDevice *Dev = USB_DEVICE(qdev_new(name));
  usb_realize_and_unref(Dev, bus, &error_abort);
  return Dev;
}

static void unrealize(DeviceState *Qdev) {
  USBDevice *Dev = USB_DEVICE(Qdev);
  if (Dev->attached)
    usb_device_detach(Dev);
  if (auto Hook = USB_DEVICE_GET_CLASS(Dev)->unrealize)
    Hook(Dev);
  if (Dev->port)
    releasePort(Dev);
}

static void realize(DeviceState *Qdev, Error **errp) {
  ERRP_GUARD();
  USBDevice *Dev = USB_DEVICE(Qdev);
  Dev->auto_attach = true;
  if (!claimPort(Dev, errp))
    return;
  if (auto Hook = USB_DEVICE_GET_CLASS(Dev)->realize)
    Hook(Dev, errp);
  if (*errp) {
    releasePort(Dev);
    return;
  }
  if (Dev->auto_attach)
    usb_device_attach(Dev, errp);
  if (*errp)
    unrealize(Qdev);
}

//===----------------------------------------------------------------------===//
// The types
//===----------------------------------------------------------------------===//

static void resetHold(Object *Obj, ResetType Type) {
  USBDevice *Dev = USB_DEVICE(Obj);
  Dev->addr = 0;
  if (Dev->attached)
    Dev->state = USB_STATE_DEFAULT;
  if (auto Hook = USB_DEVICE_GET_CLASS(Dev)->handle_reset)
    Hook(Dev);
}

static const Property DeviceProperties[] = {
    DEFINE_PROP_STRING("port", USBDevice, port_path),
    DEFINE_PROP_STRING("serial", USBDevice, serial)};

static void deviceClassInit(ObjectClass *Class, const void *Data) {
  DeviceClass *Device = DEVICE_CLASS(Class);
  Device->bus_type = TYPE_USB_BUS;
  Device->realize = realize;
  Device->unrealize = unrealize;
  RESETTABLE_CLASS(Class)->phases.hold = resetHold;
  device_class_set_props(Device, DeviceProperties);
}

static void busClassInit(ObjectClass *Class, const void *Data) {
  HOTPLUG_HANDLER_CLASS(Class)->unplug = qdev_simple_device_unplug_cb;
}

void qom::registerUsbTypes() {
  static const InterfaceInfo Hotplug[] = {{TYPE_HOTPLUG_HANDLER}, {nullptr}};
  static const TypeInfo Types[] = {{.name = TYPE_USB_BUS,
                                    .parent = TYPE_BUS,
                                    .instance_size = sizeof(USBBus),
                                    .class_init = busClassInit,
                                    .interfaces = Hotplug},
                                   {.name = TYPE_USB_DEVICE,
                                    .parent = TYPE_DEVICE,
                                    .instance_size = sizeof(USBDevice),
                                    .abstract = true,
                                    .class_size = sizeof(USBDeviceClass),
                                    .class_init = deviceClassInit}};
  type_register_static_array(Types, G_N_ELEMENTS(Types));
}
