//===- bus/scsi.cpp - SCSI ------------------------------------------------===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "runtime/core/builtin_types.h"
#include "runtime/core/fatal.h"
#include "runtime/core/object.h"
#include "runtime/core/semantics.h"

#include "qom/scsi.h"

using namespace qom;

static constexpr uint32_t Automatic = -1;

void scsi_bus_init_named(SCSIBus *bus, size_t bus_size, DeviceState *host,
                         const SCSIBusInfo *info, const char *bus_name) {
  static int NextBus = 0;
  qbus_init(bus, bus_size, TYPE_SCSI_BUS, host, bus_name);
  bus->busnr = NextBus++;
  bus->info = info;
  qbus_set_bus_hotplug_handler(&bus->qbus);
}

//===----------------------------------------------------------------------===//
// Devices
//===----------------------------------------------------------------------===//

/// Null unless a device of exactly that unit is there; borrowed from the bus.
SCSIDevice *scsi_device_find(SCSIBus *bus, int channel, int target, int lun) {
  BusChild *Kid;
  QTAILQ_FOREACH(Kid, &bus->qbus.children, sibling) {
    SCSIDevice *Dev = SCSI_DEVICE(Kid->child);
    if (Kid->child->realized &&
        Dev->channel == static_cast<uint32_t>(channel) &&
        Dev->id == static_cast<uint32_t>(target) &&
        Dev->lun == static_cast<uint32_t>(lun))
      return Dev;
  }
  return nullptr;
}

SCSIDevice *scsi_device_get(SCSIBus *bus, int channel, int target, int lun) {
  SCSIDevice *Dev = scsi_device_find(bus, channel, target, lun);
  take(OBJECT(Dev), {}, QOM_CALLER);
  return Dev;
}

/// The lower the code, the more important.
void scsi_device_set_ua(SCSIDevice *sdev, SCSISense sense) {
  static constexpr uint8_t UnitAttention = 6;
  if (sense.key != UnitAttention)
    return;
  const SCSISense &Now = sdev->unit_attention;
  if (!Now.asc || sense.asc < Now.asc)
    sdev->unit_attention = sense;
}

static SCSIBus *busOf(SCSIDevice *Dev) {
  return SCSI_BUS(qdev_get_parent_bus(DEVICE(Dev)));
}

/// Gives the device the first target that is free.
static bool chooseTarget(SCSIBus *Bus, SCSIDevice *Dev, Error **Errp) {
  if (Dev->lun == Automatic)
    Dev->lun = 0;
  if (Dev->id != Automatic)
    return true;
  for (int Target = 0; Target <= Bus->info->max_target; ++Target)
    if (!scsi_device_find(Bus, Dev->channel, Target, Dev->lun)) {
      Dev->id = Target;
      return true;
    }
  error_setg(Errp, "no free target");
  return false;
}

static bool checkUnit(SCSIBus *Bus, SCSIDevice *Dev, Error **Errp) {
  if (Dev->channel > static_cast<uint32_t>(Bus->info->max_channel))
    error_setg(Errp, "bad scsi channel id: %u", Dev->channel);
  else if (Dev->id > static_cast<uint32_t>(Bus->info->max_target))
    error_setg(Errp, "bad scsi device id: %u", Dev->id);
  else if (Dev->lun > static_cast<uint32_t>(Bus->info->max_lun))
    error_setg(Errp, "bad scsi device lun: %u", Dev->lun);
  else if (scsi_device_find(Bus, Dev->channel, Dev->id, Dev->lun))
    error_setg(Errp, "lun already used");
  else
    return true;
  return false;
}

static void realize(DeviceState *Qdev, Error **Errp) {
  SCSIDevice *Dev = SCSI_DEVICE(Qdev);
  SCSIBus *Bus = busOf(Dev);
  if (!chooseTarget(Bus, Dev, Errp) || !checkUnit(Bus, Dev, Errp))
    return;
  QTAILQ_INIT(&Dev->requests);
  if (auto Hook = SCSI_DEVICE_GET_CLASS(Dev)->realize)
    Hook(Dev, Errp);
}

static void unrealize(DeviceState *Qdev) {
  SCSIDevice *Dev = SCSI_DEVICE(Qdev);
  while (SCSIRequest *Req = QTAILQ_FIRST(&Dev->requests))
    scsi_req_cancel(Req);
  if (auto Hook = SCSI_DEVICE_GET_CLASS(Dev)->unrealize)
    Hook(Dev);
}

//===----------------------------------------------------------------------===//
// Requests: counted on their own
//===----------------------------------------------------------------------===//

SCSIRequest *scsi_req_new(SCSIDevice *d, uint32_t tag, uint32_t lun,
                          uint8_t *buf, size_t buf_len, void *hba_private) {
  SCSIRequest *Req = g_new0(SCSIRequest, 1);
  Req->bus = busOf(d);
  Req->dev = d;
  Req->refcount = 1;
  Req->tag = tag;
  Req->lun = lun;
  Req->status = -1;
  Req->hba_private = hba_private;
  if (TheSemantics.RequestsHoldDevice) {
    take(OBJECT(d), {"request", Req, nullptr}, QOM_CALLER);
    take(OBJECT(Req->bus->qbus.parent), {"request", Req, nullptr}, QOM_CALLER);
  }
  return Req;
}

SCSIRequest *scsi_req_ref(SCSIRequest *req) {
  if (!req->refcount)
    fatal(OBJECT(req->dev), "has a request that is used after its end");
  ++req->refcount;
  return req;
}

void scsi_req_unref(SCSIRequest *req) {
  if (!req->refcount)
    fatal(OBJECT(req->dev), "has a request that is dropped after its end");
  if (--req->refcount)
    return;
  if (TheSemantics.RequestsHoldDevice) {
    Object *Host = OBJECT(req->bus->qbus.parent);
    drop(OBJECT(req->dev), {"request", req, nullptr}, QOM_CALLER);
    drop(Host, {"request", req, nullptr}, QOM_CALLER);
  }
  g_free(req);
}

/// The device's list has a reference until the request is done.
int32_t scsi_req_enqueue(SCSIRequest *req) {
  if (req->enqueued)
    fatal(OBJECT(req->dev), "has a request that is enqueued twice");
  scsi_req_ref(req);
  req->enqueued = true;
  QTAILQ_INSERT_TAIL(&req->dev->requests, req, next);
  return 0;
}

static void dequeue(SCSIRequest *Req) {
  if (!Req->enqueued)
    return;
  QTAILQ_REMOVE(&Req->dev->requests, Req, next);
  Req->enqueued = false;
  scsi_req_unref(Req);
}

void scsi_req_complete(SCSIRequest *req, int status) {
  req->status = status;
  scsi_req_ref(req);
  dequeue(req);
  if (req->bus->info->complete)
    req->bus->info->complete(req, 0);
  scsi_req_unref(req);
}

void scsi_req_cancel(SCSIRequest *req) {
  if (!req->enqueued)
    return;
  scsi_req_ref(req);
  req->io_canceled = true;
  dequeue(req);
  if (req->bus->info->cancel)
    req->bus->info->cancel(req);
  scsi_req_unref(req);
}

//===----------------------------------------------------------------------===//
// The types
//===----------------------------------------------------------------------===//

static const Property DeviceProperties[] = {
    DEFINE_PROP_UINT32("channel", SCSIDevice, channel, 0),
    DEFINE_PROP_UINT32("scsi-id", SCSIDevice, id, Automatic),
    DEFINE_PROP_UINT32("lun", SCSIDevice, lun, Automatic)};

static void deviceClassInit(ObjectClass *Class, const void *Data) {
  DeviceClass *Device = DEVICE_CLASS(Class);
  Device->bus_type = TYPE_SCSI_BUS;
  Device->realize = realize;
  Device->unrealize = unrealize;
  device_class_set_props(Device, DeviceProperties);
}

static void busClassInit(ObjectClass *Class, const void *Data) {
  HOTPLUG_HANDLER_CLASS(Class)->unplug = qdev_simple_device_unplug_cb;
}

void qom::registerScsiTypes() {
  static const InterfaceInfo Hotplug[] = {{TYPE_HOTPLUG_HANDLER}, {nullptr}};
  static const TypeInfo Types[] = {{.name = TYPE_SCSI_BUS,
                                    .parent = TYPE_BUS,
                                    .instance_size = sizeof(SCSIBus),
                                    .class_init = busClassInit,
                                    .interfaces = Hotplug},
                                   {.name = TYPE_SCSI_DEVICE,
                                    .parent = TYPE_DEVICE,
                                    .instance_size = sizeof(SCSIDevice),
                                    .abstract = true,
                                    .class_size = sizeof(SCSIDeviceClass),
                                    .class_init = deviceClassInit}};
  type_register_static_array(Types, G_N_ELEMENTS(Types));
}
