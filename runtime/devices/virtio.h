/*
 * Virtio devices, the bus between them and their transport, and split
 * virtqueues: Virtual I/O Device (VIRTIO) 1.2, OASIS.
 *
 * Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 */
#ifndef QOM_DEVICES_VIRTIO_H
#define QOM_DEVICES_VIRTIO_H

#include "qemu/osdep.h"
#include "hw/qdev-core.h"
#include "migration/vmstate.h"
#include "system/memory.h"

#define TYPE_VIRTIO_DEVICE "virtio-device"
OBJECT_DECLARE_TYPE(VirtIODevice, VirtioDeviceClass, VIRTIO_DEVICE)

#define TYPE_VIRTIO_BUS "virtio-bus"
OBJECT_DECLARE_TYPE(VirtioBusState, VirtioBusClass, VIRTIO_BUS)

QOM_BEGIN_DECLS

#define VIRTIO_QUEUE_MAX 4
/* Of descriptors in a queue, and so of a chain. */
#define VIRTQUEUE_MAX_SIZE 8

#define VIRTIO_STATUS_DRIVER_OK BIT(2)
#define VIRTIO_STATUS_FEATURES_OK BIT(3)
#define VIRTIO_STATUS_NEEDS_RESET BIT(6)

#define VIRTIO_ISR_QUEUE BIT(0)
#define VIRTIO_ISR_CONFIG BIT(1)

#define VIRTIO_F_VERSION_1 BIT_ULL(32)

typedef struct VirtQueue VirtQueue;
typedef void VirtIOHandleOutput(VirtIODevice *vdev, VirtQueue *vq);

struct VirtQueue {
    VirtIODevice *vdev;
    VirtIOHandleOutput *handle_output;
    /* What the driver says. */
    hwaddr desc;
    hwaddr avail;
    hwaddr used;
    uint32_t num;
    bool ready;
    /* Where this side is; both count on without a bound. */
    uint16_t next_avail;
    uint16_t next_used;
};

/*
 * A chain of buffers. They are mapped: what owns their memory has a reference
 * more until the element is pushed or taken back.
 */
typedef struct VirtQueueElement {
    uint16_t head;
    unsigned out_num;
    unsigned in_num;
    struct iovec out[VIRTQUEUE_MAX_SIZE];
    struct iovec in[VIRTQUEUE_MAX_SIZE];
} VirtQueueElement;

struct VirtIODevice {
    DeviceState parent_obj;

    VirtQueue queue[VIRTIO_QUEUE_MAX];
    unsigned queue_count;
    uint64_t guest_features;
    uint8_t status;
    uint8_t isr;
};

struct VirtioDeviceClass {
    DeviceClass parent_class;

    /* Within the device's realize; unrealize comes only after its success. */
    DeviceRealize realize;
    DeviceUnrealize unrealize;
    void (*reset)(VirtIODevice *vdev);
    void (*set_status)(VirtIODevice *vdev, uint8_t status);
    uint32_t device_id;
    uint64_t host_features;
};

struct VirtioBusState {
    BusState parent_obj;
};

struct VirtioBusClass {
    BusClass parent_class;

    /* The device's isr has changed. */
    void (*notify)(DeviceState *transport, VirtIODevice *vdev);
};

/*
 * Of a transport's instance_init: the device is a child of the transport and
 * embedded in it, and all of its properties are the transport's, too.
 */
void virtio_instance_init_common(Object *proxy_obj, void *data,
                                 size_t vdev_size, const char *vdev_name);
/* Of its realize, which may come a second time. */
bool virtio_bus_realize_device(VirtioBusState *bus, VirtIODevice *vdev,
                               Error **errp);
/* Borrowed from the bus; NULL if nothing is plugged in. */
VirtIODevice *virtio_bus_get_device(VirtioBusState *bus);

VirtQueue *virtio_add_queue(VirtIODevice *vdev, VirtIOHandleOutput *handler);
void virtio_delete_queues(VirtIODevice *vdev);
void virtio_reset(VirtIODevice *vdev);
void virtio_set_status(VirtIODevice *vdev, uint8_t status);
void virtio_set_features(VirtIODevice *vdev, uint64_t features);
uint64_t virtio_host_features(VirtIODevice *vdev);
void virtio_queue_notify(VirtIODevice *vdev, unsigned n);
/* The driver misbehaves: nothing goes on until it resets the device. */
void virtio_error(VirtIODevice *vdev, const char *message);
void virtio_notify(VirtIODevice *vdev, VirtQueue *vq);

static inline bool virtio_is_running(VirtIODevice *vdev)
{
    return (vdev->status & VIRTIO_STATUS_DRIVER_OK) &&
           !(vdev->status & VIRTIO_STATUS_NEEDS_RESET);
}

/* A size divides indices and bounds chains: a ready queue has a valid one. */
bool virtqueue_has_valid_size(const VirtQueue *vq);
/*
 * The next chain, mapped, and to be freed with g_free after one of the next
 * two. NULL if there is none, or if it is wrong, which is a virtio_error.
 */
VirtQueueElement *virtqueue_pop(VirtQueue *vq);
/*
 * The device wrote the first length bytes of what it may write. No driver hears
 * of it if the queue is not ready any more.
 */
void virtqueue_push(VirtQueue *vq, VirtQueueElement *element, uint32_t length);
/* As if the last element had not been popped. */
void virtqueue_unpop(VirtQueue *vq, VirtQueueElement *element);
size_t virtqueue_writable(const VirtQueueElement *element);
size_t virtqueue_write(VirtQueueElement *element, const void *bytes,
                       size_t size);

extern const VMStateDescription vmstate_virtio_device;

QOM_END_DECLS

#define VMSTATE_VIRTIO_DEVICE(_field, _state) \
    VMSTATE_STRUCT(_field, _state, 0, vmstate_virtio_device, VirtIODevice)

#endif
