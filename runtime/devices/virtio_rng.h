/*
 * The virtio entropy device.
 *
 * Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 */
#ifndef QOM_DEVICES_VIRTIO_RNG_H
#define QOM_DEVICES_VIRTIO_RNG_H

#include "qemu/osdep.h"
#include "qemu/timer.h"
#include "runtime/devices/rng.h"
#include "runtime/devices/virtio.h"
#include "runtime/devices/virtio_mmio.h"

/*
 * Property "rng" is the back end; without one the device makes its own.
 * "max-bytes" may be had in each "period" of milliseconds.
 */
#define TYPE_VIRTIO_RNG "virtio-rng-device"
OBJECT_DECLARE_SIMPLE_TYPE(VirtIORNG, VIRTIO_RNG)

#define VIRTIO_ID_RNG 4

struct VirtIORNG {
    VirtIODevice parent_obj;

    VirtQueue *vq;
    /* A strong link. */
    RngBackend *rng;
    uint64_t max_bytes;
    uint32_t period_ms;

    /* What a request is out for; its buffers are mapped. */
    VirtQueueElement *element;
    uint64_t quota;
    /* From realize to unrealize: when the quota is full again. */
    QEMUTimer *refill;
};

/* Both in one, on the system bus. */
#define TYPE_VIRTIO_RNG_MMIO "virtio-rng-mmio"
OBJECT_DECLARE_SIMPLE_TYPE(VirtIORNGMMIO, VIRTIO_RNG_MMIO)

struct VirtIORNGMMIO {
    VirtIOMMIO parent_obj;

    VirtIORNG vdev;
};

#endif
