/*
 * Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 *
 * qemu: 10.2
 *
 * A request keeps neither its device nor the host's adapter.
 */
#include "qemu/osdep.h"
#include "hw/scsi/scsi.h"
#include "hw/sysbus.h"
#include "qapi/error.h"
#include "qemu/rcu.h"
#include "qom/scenario.h"

#define TYPE_ADAPTER "toy-adapter"
OBJECT_DECLARE_SIMPLE_TYPE(Adapter, ADAPTER)

struct Adapter {
    SysBusDevice parent_obj;
    SCSIBus bus;
};

#define TYPE_DISK "toy-disk"

static uint32_t request_outlive_bad(SCSIBus *bus)
{
    SCSIDevice *disk = SCSI_DEVICE(qdev_new(TYPE_DISK));
    SCSIRequest *req;
    uint32_t id;

    qdev_realize_and_unref(DEVICE(disk), BUS(bus), &error_abort);
    req = scsi_req_new(disk, 1, 0, NULL, 0, NULL);
    object_unparent(OBJECT(disk));
    drain_call_rcu();
    /* 0: the tree's and the bus's are gone. */
    id = disk->id; // expect: qom-use-after-unref disk
    scsi_req_unref(req);
    return id;
}

static uint32_t request_end_ok(SCSIBus *bus)
{
    SCSIDevice *disk = SCSI_DEVICE(qdev_new(TYPE_DISK));
    uint32_t id;

    qdev_realize_and_unref(DEVICE(disk), BUS(bus), &error_abort);
    scsi_req_unref(scsi_req_new(disk, 1, 0, NULL, 0, NULL));
    id = disk->id;
    object_unparent(OBJECT(disk));
    drain_call_rcu();
    return id;
}

void scenario(void)
{
    DeviceState *dev = qdev_new(TYPE_ADAPTER);

    sysbus_realize_and_unref(SYS_BUS_DEVICE(dev), &error_abort);
    request_end_ok(&ADAPTER(dev)->bus);
    request_outlive_bad(&ADAPTER(dev)->bus);
}

static void adapter_init(Object *obj)
{
    static const SCSIBusInfo info = {.max_target = 8, .max_lun = 8};
    Adapter *s = ADAPTER(obj);

    scsi_bus_init(&s->bus, sizeof(s->bus), DEVICE(obj), &info);
}

static const TypeInfo types[] = {
    {
        .name = TYPE_ADAPTER,
        .parent = TYPE_SYS_BUS_DEVICE,
        .instance_size = sizeof(Adapter),
        .instance_init = adapter_init,
    },
    {
        .name = TYPE_DISK,
        .parent = TYPE_SCSI_DEVICE,
        .instance_size = sizeof(SCSIDevice),
    },
};

DEFINE_TYPES(types)
