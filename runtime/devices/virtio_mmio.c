/*
 * Virtio over MMIO: VIRTIO 1.2, 4.2, version 2 of the registers. No shared
 * memory, and no configuration: no device here has any.
 *
 * Lifetime: the bus is embedded, a child from instance_init on. It has the
 * device from the first realize until this device is unparented, which takes
 * the bus along, and that the device.
 *
 * Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 */
#include "qemu/osdep.h"
#include "hw/irq.h"
#include "migration/vmstate.h"
#include "qemu/bitops.h"
#include "qemu/log.h"
#include "qemu/module.h"
#include "runtime/devices/virtio_mmio.h"

#define TYPE_VIRTIO_MMIO_BUS "virtio-mmio-bus"

enum {
    MAGIC = 0x000,
    VERSION = 0x004,
    DEVICE_ID = 0x008,
    VENDOR_ID = 0x00c,
    DEVICE_FEATURES = 0x010,
    DEVICE_FEATURES_SEL = 0x014,
    DRIVER_FEATURES = 0x020,
    DRIVER_FEATURES_SEL = 0x024,
    QUEUE_SEL = 0x030,
    QUEUE_NUM_MAX = 0x034,
    QUEUE_NUM = 0x038,
    QUEUE_READY = 0x044,
    QUEUE_NOTIFY = 0x050,
    INTERRUPT_STATUS = 0x060,
    INTERRUPT_ACK = 0x064,
    STATUS = 0x070,
    QUEUE_DESC_LOW = 0x080,
    QUEUE_DESC_HIGH = 0x084,
    QUEUE_DRIVER_LOW = 0x090,
    QUEUE_DRIVER_HIGH = 0x094,
    QUEUE_DEVICE_LOW = 0x0a0,
    QUEUE_DEVICE_HIGH = 0x0a4,
    CONFIG_GENERATION = 0x0fc,
};

/* "virt". */
#define MAGIC_VALUE 0x74726976
/* "QOML": vendors choose their own. */
#define VENDOR_VALUE 0x4c4d4f51

/* Registers may be mapped longer than the bus is there. */
static VirtIODevice *plugged_device(VirtIOMMIO *s)
{
    return qdev_is_realized(DEVICE(s)) ? virtio_bus_get_device(&s->bus) : NULL;
}

/* NULL if the driver selected one that is not there. */
static VirtQueue *selected_queue(VirtIOMMIO *s, VirtIODevice *vdev)
{
    return s->queue_sel < vdev->queue_count ? &vdev->queue[s->queue_sel] : NULL;
}

static void virtio_mmio_notify(DeviceState *dev, VirtIODevice *vdev)
{
    qemu_set_irq(VIRTIO_MMIO(dev)->irq, vdev->isr != 0);
}

static uint32_t half(uint64_t value, uint32_t selection)
{
    return selection > 1 ? 0 : value >> (32 * selection);
}

static void set_half(uint64_t *value, uint32_t selection, uint32_t part)
{
    if (selection == 0) {
        *value = (*value & ~(uint64_t)UINT32_MAX) | part;
    } else if (selection == 1) {
        *value = (*value & UINT32_MAX) | (uint64_t)part << 32;
    }
}

static uint64_t virtio_mmio_read(void *opaque, hwaddr offset, unsigned size)
{
    VirtIOMMIO *s = opaque;
    VirtIODevice *vdev = plugged_device(s);
    VirtQueue *vq = vdev ? selected_queue(s, vdev) : NULL;

    switch (offset) {
    case MAGIC:
        return MAGIC_VALUE;
    case VERSION:
        return 2;
    case DEVICE_ID:
        return vdev ? VIRTIO_DEVICE_GET_CLASS(vdev)->device_id : 0;
    case VENDOR_ID:
        return VENDOR_VALUE;
    case DEVICE_FEATURES:
        return vdev ? half(virtio_host_features(vdev), s->host_features_sel)
                    : 0;
    case QUEUE_NUM_MAX:
        return vq ? VIRTQUEUE_MAX_SIZE : 0;
    case QUEUE_READY:
        return vq && vq->ready;
    case INTERRUPT_STATUS:
        return vdev ? vdev->isr : 0;
    case STATUS:
        return vdev ? vdev->status : 0;
    case CONFIG_GENERATION:
        return 0;
    default:
        qemu_log_mask(LOG_GUEST_ERROR, "virtio-mmio: read of 0x%" PRIx64 "\n",
                      offset);
        return 0;
    }
}

static void set_queue_ready(VirtQueue *vq, bool ready)
{
    if (ready && !virtqueue_has_valid_size(vq)) {
        qemu_log_mask(LOG_GUEST_ERROR,
                      "virtio-mmio: queue of size %" PRIu32 "\n", vq->num);
        return;
    }
    vq->ready = ready;
}

static void write_queue(VirtQueue *vq, hwaddr offset, uint32_t value)
{
    if (vq->ready && offset != QUEUE_READY) {
        qemu_log_mask(LOG_GUEST_ERROR, "virtio-mmio: the queue is in use\n");
        return;
    }
    switch (offset) {
    case QUEUE_NUM:
        vq->num = value;
        break;
    case QUEUE_READY:
        set_queue_ready(vq, value);
        break;
    case QUEUE_DESC_LOW:
    case QUEUE_DESC_HIGH:
        set_half(&vq->desc, offset == QUEUE_DESC_HIGH, value);
        break;
    case QUEUE_DRIVER_LOW:
    case QUEUE_DRIVER_HIGH:
        set_half(&vq->avail, offset == QUEUE_DRIVER_HIGH, value);
        break;
    case QUEUE_DEVICE_LOW:
    case QUEUE_DEVICE_HIGH:
        set_half(&vq->used, offset == QUEUE_DEVICE_HIGH, value);
        break;
    default:
        qemu_log_mask(LOG_GUEST_ERROR, "virtio-mmio: write of 0x%" PRIx64 "\n",
                      offset);
    }
}

static void write_device(VirtIOMMIO *s, VirtIODevice *vdev, hwaddr offset,
                         uint32_t value)
{
    VirtQueue *vq = selected_queue(s, vdev);

    switch (offset) {
    case DRIVER_FEATURES:
        set_half(&s->guest_features, s->guest_features_sel, value);
        virtio_set_features(vdev, s->guest_features);
        break;
    case QUEUE_NOTIFY:
        virtio_queue_notify(vdev, value);
        break;
    case INTERRUPT_ACK:
        vdev->isr &= ~value;
        virtio_mmio_notify(DEVICE(s), vdev);
        break;
    case STATUS:
        virtio_set_status(vdev, value);
        virtio_mmio_notify(DEVICE(s), vdev);
        break;
    default:
        if (vq) {
            write_queue(vq, offset, value);
        }
    }
}

static void virtio_mmio_write(void *opaque, hwaddr offset, uint64_t value,
                              unsigned size)
{
    VirtIOMMIO *s = opaque;
    VirtIODevice *vdev = plugged_device(s);

    switch (offset) {
    case DEVICE_FEATURES_SEL:
        s->host_features_sel = value;
        break;
    case DRIVER_FEATURES_SEL:
        s->guest_features_sel = value;
        break;
    case QUEUE_SEL:
        s->queue_sel = value;
        break;
    default:
        if (vdev) {
            write_device(s, vdev, offset, value);
        }
    }
}

static const MemoryRegionOps virtio_mmio_ops = {
    .read = virtio_mmio_read,
    .write = virtio_mmio_write,
    .endianness = DEVICE_LITTLE_ENDIAN,
    .valid.min_access_size = 4,
    .valid.max_access_size = 4,
};

/* The device is reset by its bus, before this one. */
static void virtio_mmio_reset(DeviceState *dev)
{
    VirtIOMMIO *s = VIRTIO_MMIO(dev);

    s->host_features_sel = s->guest_features_sel = s->queue_sel = 0;
    s->guest_features = 0;
    qemu_set_irq(s->irq, 0);
}

static void virtio_mmio_realize(DeviceState *dev, Error **errp)
{
    VirtIOMMIO *s = VIRTIO_MMIO(dev);

    virtio_bus_realize_device(&s->bus, VIRTIO_MMIO_GET_CLASS(s)->get_device(s),
                              errp);
}

static void virtio_mmio_init(Object *obj)
{
    VirtIOMMIO *s = VIRTIO_MMIO(obj);
    SysBusDevice *sbd = SYS_BUS_DEVICE(obj);

    memory_region_init_io(&s->iomem, obj, &virtio_mmio_ops, s, "virtio-mmio",
                          VIRTIO_MMIO_SIZE);
    sysbus_init_mmio(sbd, &s->iomem);
    sysbus_init_irq(sbd, &s->irq);
    qbus_init(&s->bus, sizeof(s->bus), TYPE_VIRTIO_MMIO_BUS, DEVICE(obj), NULL);
}

/* The device is loaded before this: it was realized before. */
static int virtio_mmio_post_load(void *opaque, int version_id)
{
    VirtIOMMIO *s = opaque;

    virtio_mmio_notify(DEVICE(s), virtio_bus_get_device(&s->bus));
    return 0;
}

static const VMStateField virtio_mmio_fields[] = {
    VMSTATE_UINT32(host_features_sel, VirtIOMMIO),
    VMSTATE_UINT32(guest_features_sel, VirtIOMMIO),
    VMSTATE_UINT32(queue_sel, VirtIOMMIO),
    VMSTATE_UINT64(guest_features, VirtIOMMIO),
    VMSTATE_END_OF_LIST(),
};

static const VMStateDescription vmstate_virtio_mmio = {
    .name = TYPE_VIRTIO_MMIO,
    .version_id = 1,
    .minimum_version_id = 1,
    .post_load = virtio_mmio_post_load,
    .fields = virtio_mmio_fields,
};

static void virtio_mmio_class_init(ObjectClass *oc, const void *data)
{
    DeviceClass *dc = DEVICE_CLASS(oc);

    dc->realize = virtio_mmio_realize;
    device_class_set_legacy_reset(dc, virtio_mmio_reset);
    dc->vmsd = &vmstate_virtio_mmio;
}

static void virtio_mmio_bus_class_init(ObjectClass *oc, const void *data)
{
    VIRTIO_BUS_CLASS(oc)->notify = virtio_mmio_notify;
}

static const TypeInfo virtio_mmio_types[] = {
    {
        .name = TYPE_VIRTIO_MMIO,
        .parent = TYPE_SYS_BUS_DEVICE,
        .instance_size = sizeof(VirtIOMMIO),
        .instance_init = virtio_mmio_init,
        .abstract = true,
        .class_size = sizeof(VirtIOMMIOClass),
        .class_init = virtio_mmio_class_init,
    },
    {
        .name = TYPE_VIRTIO_MMIO_BUS,
        .parent = TYPE_VIRTIO_BUS,
        .class_init = virtio_mmio_bus_class_init,
    },
};

DEFINE_TYPES(virtio_mmio_types)
