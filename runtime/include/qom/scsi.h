/*
 * Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 */
#ifndef QOM_SCSI_H
#define QOM_SCSI_H

#include "qom/qdev.h"

#define TYPE_SCSI_DEVICE "scsi-device"
OBJECT_DECLARE_TYPE(SCSIDevice, SCSIDeviceClass, SCSI_DEVICE)

#define TYPE_SCSI_BUS "SCSI"
OBJECT_DECLARE_SIMPLE_TYPE(SCSIBus, SCSI_BUS)

QOM_BEGIN_DECLS

typedef struct SCSIRequest SCSIRequest;
typedef struct SCSIReqOps SCSIReqOps;

typedef struct SCSISense {
    uint8_t key;
    uint8_t asc;
    uint8_t ascq;
} SCSISense;

struct SCSIRequest {
    SCSIBus *bus;
    SCSIDevice *dev;
    const SCSIReqOps *ops;
    /* A counter of its own, not QOM's. */
    uint32_t refcount;
    uint32_t tag;
    uint32_t lun;
    int16_t status;
    bool enqueued;
    bool io_canceled;
    void *hba_private;
    QTAILQ_ENTRY(SCSIRequest) next;
};

struct SCSIDeviceClass {
    DeviceClass parent_class;
    void (*realize)(SCSIDevice *dev, Error **errp);
    void (*unrealize)(SCSIDevice *dev);
};

struct SCSIDevice {
    DeviceState qdev;
    uint32_t id;
    uint32_t channel;
    uint32_t lun;
    int blocksize;
    int type;
    SCSISense unit_attention;
    QTAILQ_HEAD(, SCSIRequest) requests;
};

typedef struct SCSIBusInfo {
    int tcq;
    int max_channel, max_target, max_lun;
    void (*transfer_data)(SCSIRequest *req, uint32_t len);
    void (*complete)(SCSIRequest *req, size_t residual);
    void (*cancel)(SCSIRequest *req);
} SCSIBusInfo;

struct SCSIBus {
    BusState qbus;
    int busnr;
    SCSISense unit_attention;
    const SCSIBusInfo *info;
};

void scsi_bus_init_named(SCSIBus *bus, size_t bus_size, DeviceState *host,
                         const SCSIBusInfo *info, const char *bus_name);

static inline void scsi_bus_init(SCSIBus *bus, size_t bus_size,
                                 DeviceState *host, const SCSIBusInfo *info)
{
    scsi_bus_init_named(bus, bus_size, host, info, NULL);
}

/* The first borrows, the second is its counted form. */
SCSIDevice *scsi_device_find(SCSIBus *bus, int channel, int target, int lun);
SCSIDevice *scsi_device_get(SCSIBus *bus, int channel, int target, int lun);
void scsi_device_set_ua(SCSIDevice *sdev, SCSISense sense);

SCSIRequest *scsi_req_new(SCSIDevice *d, uint32_t tag, uint32_t lun,
                          uint8_t *buf, size_t buf_len, void *hba_private);
SCSIRequest *scsi_req_ref(SCSIRequest *req);
void scsi_req_unref(SCSIRequest *req);
/* Once the device is done with it. */
void scsi_req_complete(SCSIRequest *req, int status);
int32_t scsi_req_enqueue(SCSIRequest *req);
void scsi_req_cancel(SCSIRequest *req);

QOM_END_DECLS

#endif
