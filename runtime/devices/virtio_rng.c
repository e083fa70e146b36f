/*
 * The entropy device of VIRTIO 1.2, 5.4: one queue of buffers to fill.
 *
 * Lifetime: the back end is a strong link, whose reference is the link's. If
 * the user set none, realize makes one: its creation reference is dropped as
 * soon as the child property has its own. A buffer is mapped while the back end
 * works, and unrealize takes it back.
 *
 * Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 */
#include "qemu/osdep.h"
#include "hw/qdev-properties.h"
#include "migration/vmstate.h"
#include "qapi/error.h"
#include "qemu/module.h"
#include "qom/object_interfaces.h"
#include "runtime/devices/virtio_rng.h"

static void ask(VirtIORNG *s);

static void virtio_rng_fill(void *opaque, const void *data, size_t size)
{
    VirtIORNG *s = opaque;
    VirtQueueElement *element = g_steal_pointer(&s->element);

    virtqueue_push(s->vq, element, virtqueue_write(element, data, size));
    g_free(element);
    s->quota -= size;
    virtio_notify(VIRTIO_DEVICE(s), s->vq);
    ask(s);
}

static void await_refill(VirtIORNG *s)
{
    if (!timer_pending(s->refill)) {
        timer_mod(s->refill, qemu_clock_get_ns(QEMU_CLOCK_VIRTUAL) +
                                 (int64_t)s->period_ms * SCALE_MS);
    }
}

/* One buffer at a time: the quota decides how much of it. */
static void ask(VirtIORNG *s)
{
    size_t size;

    if (s->element || !s->quota) {
        return;
    }
    s->element = virtqueue_pop(s->vq);
    if (!s->element) {
        return;
    }
    await_refill(s);
    size = MIN(virtqueue_writable(s->element), s->quota);
    rng_backend_request_entropy(s->rng, size, virtio_rng_fill, s);
}

static void take_back(VirtIORNG *s)
{
    rng_backend_cancel_requests(s->rng, s);
    if (s->element) {
        virtqueue_unpop(s->vq, s->element);
        g_clear_pointer(&s->element, g_free);
    }
}

static void virtio_rng_refill(void *opaque)
{
    VirtIORNG *s = opaque;

    s->quota = s->max_bytes;
    ask(s);
}

static void virtio_rng_handle(VirtIODevice *vdev, VirtQueue *vq)
{
    ask(VIRTIO_RNG(vdev));
}

/* Buffers may be there before the driver says that it is ready. */
static void virtio_rng_set_status(VirtIODevice *vdev, uint8_t status)
{
    ask(VIRTIO_RNG(vdev));
}

static void virtio_rng_reset(VirtIODevice *vdev)
{
    VirtIORNG *s = VIRTIO_RNG(vdev);

    take_back(s);
    timer_del(s->refill);
    s->quota = s->max_bytes;
}

static bool make_default_backend(VirtIORNG *s, Error **errp)
{
    Object *backend = object_new(TYPE_RNG_BUILTIN);

    if (!user_creatable_complete(USER_CREATABLE(backend), errp)) {
        object_unref(backend);
        return false;
    }
    object_property_add_child(OBJECT(s), "default-backend", backend);
    object_unref(backend);
    object_property_set_link(OBJECT(s), "rng", backend, &error_abort);
    return true;
}

static void virtio_rng_realize(DeviceState *dev, Error **errp)
{
    VirtIORNG *s = VIRTIO_RNG(dev);

    if (!s->period_ms || !s->max_bytes) {
        error_setg(errp, "virtio-rng: 'period' and 'max-bytes' must not be 0");
        return;
    }
    if (!s->rng && !make_default_backend(s, errp)) {
        return;
    }
    s->vq = virtio_add_queue(VIRTIO_DEVICE(dev), virtio_rng_handle);
    s->refill = timer_new_ns(QEMU_CLOCK_VIRTUAL, virtio_rng_refill, s);
    s->quota = s->max_bytes;
}

static void virtio_rng_unrealize(DeviceState *dev)
{
    VirtIORNG *s = VIRTIO_RNG(dev);

    take_back(s);
    g_clear_pointer(&s->refill, timer_free);
    virtio_delete_queues(VIRTIO_DEVICE(dev));
}

/* A request cannot be saved, but the buffer that it is out for can. */
static int virtio_rng_pre_save(void *opaque)
{
    take_back(opaque);
    return 0;
}

static int virtio_rng_post_save(void *opaque)
{
    ask(opaque);
    return 0;
}

static int virtio_rng_pre_load(void *opaque)
{
    take_back(opaque);
    return 0;
}

/* A new period begins. */
static int virtio_rng_post_load(void *opaque, int version_id)
{
    VirtIORNG *s = opaque;

    timer_del(s->refill);
    if (s->quota < s->max_bytes) {
        await_refill(s);
    }
    ask(s);
    return 0;
}

static const VMStateField virtio_rng_fields[] = {
    VMSTATE_VIRTIO_DEVICE(parent_obj, VirtIORNG),
    VMSTATE_UINT64(quota, VirtIORNG),
    VMSTATE_END_OF_LIST(),
};

static const VMStateDescription vmstate_virtio_rng = {
    .name = TYPE_VIRTIO_RNG,
    .version_id = 1,
    .minimum_version_id = 1,
    .pre_load = virtio_rng_pre_load,
    .post_load = virtio_rng_post_load,
    .pre_save = virtio_rng_pre_save,
    .post_save = virtio_rng_post_save,
    .fields = virtio_rng_fields,
};

static const Property virtio_rng_properties[] = {
    DEFINE_PROP_LINK("rng", VirtIORNG, rng, TYPE_RNG_BACKEND, RngBackend *),
    DEFINE_PROP_UINT64("max-bytes", VirtIORNG, max_bytes, INT64_MAX),
    DEFINE_PROP_UINT32("period", VirtIORNG, period_ms, 1 << 16),
};

static void virtio_rng_class_init(ObjectClass *oc, const void *data)
{
    VirtioDeviceClass *vdc = VIRTIO_DEVICE_CLASS(oc);
    DeviceClass *dc = DEVICE_CLASS(oc);

    device_class_set_props(dc, virtio_rng_properties);
    dc->vmsd = &vmstate_virtio_rng;
    vdc->realize = virtio_rng_realize;
    vdc->unrealize = virtio_rng_unrealize;
    vdc->reset = virtio_rng_reset;
    vdc->set_status = virtio_rng_set_status;
    vdc->device_id = VIRTIO_ID_RNG;
}

static VirtIODevice *virtio_rng_mmio_get_device(VirtIOMMIO *s)
{
    return VIRTIO_DEVICE(&VIRTIO_RNG_MMIO(s)->vdev);
}

static void virtio_rng_mmio_init(Object *obj)
{
    VirtIORNGMMIO *s = VIRTIO_RNG_MMIO(obj);

    virtio_instance_init_common(obj, &s->vdev, sizeof(s->vdev),
                                TYPE_VIRTIO_RNG);
}

static void virtio_rng_mmio_class_init(ObjectClass *oc, const void *data)
{
    VIRTIO_MMIO_CLASS(oc)->get_device = virtio_rng_mmio_get_device;
}

static const TypeInfo virtio_rng_types[] = {
    {
        .name = TYPE_VIRTIO_RNG,
        .parent = TYPE_VIRTIO_DEVICE,
        .instance_size = sizeof(VirtIORNG),
        .class_init = virtio_rng_class_init,
    },
    {
        .name = TYPE_VIRTIO_RNG_MMIO,
        .parent = TYPE_VIRTIO_MMIO,
        .instance_size = sizeof(VirtIORNGMMIO),
        .instance_init = virtio_rng_mmio_init,
        .class_init = virtio_rng_mmio_class_init,
    },
};

DEFINE_TYPES(virtio_rng_types)
