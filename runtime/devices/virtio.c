/*
 * Virtio devices and their bus: VIRTIO 1.2, 2.1 to 2.4. A device knows its
 * queues and its status; a transport knows how a driver reaches them.
 *
 * Lifetime: a transport embeds its device and is the parent of the bus between
 * them, which keeps the device until a grace period is over. The transport
 * stays that long because its own bus does the same with it, later.
 *
 * Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 */
#include "qemu/osdep.h"
#include "hw/qdev-properties.h"
#include "qapi/error.h"
#include "qemu/bitops.h"
#include "qemu/module.h"
#include "runtime/devices/virtio.h"

void virtio_instance_init_common(Object *proxy_obj, void *data,
                                 size_t vdev_size, const char *vdev_name)
{
    object_initialize_child_with_props(proxy_obj, "virtio-backend", data,
                                       vdev_size, vdev_name, &error_abort,
                                       NULL);
    qdev_alias_all_properties(DEVICE(data), proxy_obj);
}

/* An unrealized device stays on its bus. */
bool virtio_bus_realize_device(VirtioBusState *bus, VirtIODevice *vdev,
                               Error **errp)
{
    if (qdev_get_parent_bus(DEVICE(vdev))) {
        return object_property_set_bool(OBJECT(vdev), "realized", true, errp);
    }
    return qdev_realize(DEVICE(vdev), BUS(bus), errp);
}

VirtIODevice *virtio_bus_get_device(VirtioBusState *bus)
{
    BusChild *kid = QTAILQ_FIRST(&BUS(bus)->children);

    return kid ? VIRTIO_DEVICE(kid->child) : NULL;
}

VirtQueue *virtio_add_queue(VirtIODevice *vdev, VirtIOHandleOutput *handler)
{
    VirtQueue *vq = &vdev->queue[vdev->queue_count];

    assert(vdev->queue_count < VIRTIO_QUEUE_MAX);
    *vq = (VirtQueue){.vdev = vdev, .handle_output = handler};
    vdev->queue_count++;
    return vq;
}

void virtio_delete_queues(VirtIODevice *vdev)
{
    vdev->queue_count = 0;
}

uint64_t virtio_host_features(VirtIODevice *vdev)
{
    return VIRTIO_DEVICE_GET_CLASS(vdev)->host_features | VIRTIO_F_VERSION_1;
}

void virtio_set_features(VirtIODevice *vdev, uint64_t features)
{
    if (!(vdev->status & VIRTIO_STATUS_FEATURES_OK)) {
        vdev->guest_features = features;
    }
}

static bool features_are_ok(VirtIODevice *vdev)
{
    return vdev->guest_features & VIRTIO_F_VERSION_1 &&
           !(vdev->guest_features & ~virtio_host_features(vdev));
}

/* Writing 0 is a reset. What the driver asks for in vain, it reads as unset. */
void virtio_set_status(VirtIODevice *vdev, uint8_t status)
{
    VirtioDeviceClass *vdc = VIRTIO_DEVICE_GET_CLASS(vdev);

    if (!status) {
        virtio_reset(vdev);
        return;
    }
    if (status & VIRTIO_STATUS_FEATURES_OK && !features_are_ok(vdev)) {
        status &= ~VIRTIO_STATUS_FEATURES_OK;
    }
    vdev->status = status | (vdev->status & VIRTIO_STATUS_NEEDS_RESET);
    if (vdc->set_status) {
        vdc->set_status(vdev, vdev->status);
    }
}

void virtio_reset(VirtIODevice *vdev)
{
    VirtioDeviceClass *vdc = VIRTIO_DEVICE_GET_CLASS(vdev);

    if (vdc->reset) {
        vdc->reset(vdev);
    }
    vdev->status = vdev->isr = 0;
    vdev->guest_features = 0;
    for (unsigned n = 0; n < vdev->queue_count; n++) {
        VirtQueue *vq = &vdev->queue[n];

        *vq = (VirtQueue){.vdev = vdev, .handle_output = vq->handle_output};
    }
}

void virtio_queue_notify(VirtIODevice *vdev, unsigned n)
{
    VirtQueue *vq;

    if (n >= vdev->queue_count) {
        return;
    }
    vq = &vdev->queue[n];
    if (vq->ready && virtio_is_running(vdev)) {
        vq->handle_output(vdev, vq);
    }
}

static void virtio_device_realize(DeviceState *dev, Error **errp)
{
    VirtioDeviceClass *vdc = VIRTIO_DEVICE_GET_CLASS(dev);

    if (vdc->realize) {
        vdc->realize(dev, errp);
    }
}

static void virtio_device_unrealize(DeviceState *dev)
{
    VirtioDeviceClass *vdc = VIRTIO_DEVICE_GET_CLASS(dev);

    if (vdc->unrealize) {
        vdc->unrealize(dev);
    }
}

static void virtio_device_reset(DeviceState *dev)
{
    if (qdev_is_realized(dev)) {
        virtio_reset(VIRTIO_DEVICE(dev));
    }
}

static int queue_post_load(void *opaque, int version_id)
{
    VirtQueue *vq = opaque;

    return vq->ready && !virtqueue_has_valid_size(vq) ? -EINVAL : 0;
}

static const VMStateField queue_fields[] = {
    VMSTATE_UINT64(desc, VirtQueue),      VMSTATE_UINT64(avail, VirtQueue),
    VMSTATE_UINT64(used, VirtQueue),      VMSTATE_UINT32(num, VirtQueue),
    VMSTATE_BOOL(ready, VirtQueue),       VMSTATE_UINT16(next_avail, VirtQueue),
    VMSTATE_UINT16(next_used, VirtQueue), VMSTATE_END_OF_LIST(),
};

static const VMStateDescription vmstate_queue = {
    .name = "virtqueue",
    .version_id = 1,
    .minimum_version_id = 1,
    .post_load = queue_post_load,
    .fields = queue_fields,
};

static const VMStateField virtio_device_fields[] = {
    VMSTATE_STRUCT_ARRAY(queue, VirtIODevice, VIRTIO_QUEUE_MAX, 0,
                         vmstate_queue, VirtQueue),
    VMSTATE_UINT64(guest_features, VirtIODevice),
    VMSTATE_UINT8(status, VirtIODevice),
    VMSTATE_UINT8(isr, VirtIODevice),
    VMSTATE_END_OF_LIST(),
};

/* A part of each device's own: it must have no element when this is saved. */
const VMStateDescription vmstate_virtio_device = {
    .name = TYPE_VIRTIO_DEVICE,
    .version_id = 1,
    .minimum_version_id = 1,
    .fields = virtio_device_fields,
};

static void virtio_device_class_init(ObjectClass *oc, const void *data)
{
    DeviceClass *dc = DEVICE_CLASS(oc);

    dc->realize = virtio_device_realize;
    dc->unrealize = virtio_device_unrealize;
    dc->bus_type = TYPE_VIRTIO_BUS;
    /* Only a transport makes one. */
    dc->user_creatable = false;
    device_class_set_legacy_reset(dc, virtio_device_reset);
}

static void virtio_bus_class_init(ObjectClass *oc, const void *data)
{
    BUS_CLASS(oc)->max_dev = 1;
}

static const TypeInfo virtio_types[] = {
    {
        .name = TYPE_VIRTIO_DEVICE,
        .parent = TYPE_DEVICE,
        .instance_size = sizeof(VirtIODevice),
        .abstract = true,
        .class_size = sizeof(VirtioDeviceClass),
        .class_init = virtio_device_class_init,
    },
    {
        .name = TYPE_VIRTIO_BUS,
        .parent = TYPE_BUS,
        .instance_size = sizeof(VirtioBusState),
        .abstract = true,
        .class_size = sizeof(VirtioBusClass),
        .class_init = virtio_bus_class_init,
    },
};

DEFINE_TYPES(virtio_types)
