/*
 * The transport of virtio devices over memory-mapped registers.
 *
 * Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 */
#ifndef QOM_DEVICES_VIRTIO_MMIO_H
#define QOM_DEVICES_VIRTIO_MMIO_H

#include "qemu/osdep.h"
#include "hw/sysbus.h"
#include "runtime/devices/virtio.h"

/* One region, one line. Types below it embed their device. */
#define TYPE_VIRTIO_MMIO "virtio-mmio"
OBJECT_DECLARE_TYPE(VirtIOMMIO, VirtIOMMIOClass, VIRTIO_MMIO)

#define VIRTIO_MMIO_SIZE 0x200

struct VirtIOMMIOClass {
    SysBusDeviceClass parent_class;

    /* Embedded in the transport. */
    VirtIODevice *(*get_device)(VirtIOMMIO *s);
};

struct VirtIOMMIO {
    SysBusDevice parent_obj;

    MemoryRegion iomem;
    qemu_irq irq;
    VirtioBusState bus;

    uint32_t host_features_sel;
    uint32_t guest_features_sel;
    uint32_t queue_sel;
    /* Until the device takes them. */
    uint64_t guest_features;
};

#endif
