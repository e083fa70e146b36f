/*
 * Split virtqueues: VIRTIO 1.2, 2.7. A table of descriptors, a ring of the
 * chains that the driver offers, and a ring of those that the device is done
 * with. No indirect descriptors, no event indices.
 *
 * Lifetime: an element is mapped memory, so it must not be dropped without
 * virtqueue_push or virtqueue_unpop.
 *
 * Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 */
#include "qemu/osdep.h"
#include "qemu/bitops.h"
#include "qemu/log.h"
#include "runtime/devices/virtio.h"

#define DESC_NEXT BIT(0)
#define DESC_WRITE BIT(1)

#define AVAIL_NO_INTERRUPT BIT(0)

/* Both rings begin with flags and an index, each of two bytes. */
#define RING_FLAGS 0
#define RING_INDEX 2
#define RING_ENTRIES 4

/* As they are in memory, which is little-endian on all hosts of this code. */
typedef struct Descriptor {
    uint64_t addr;
    uint32_t len;
    uint16_t flags;
    uint16_t next;
} Descriptor;

typedef struct UsedEntry {
    uint32_t id;
    uint32_t len;
} UsedEntry;

static void read_guest(hwaddr addr, void *buf, size_t size)
{
    address_space_read(&address_space_memory, addr, MEMTXATTRS_UNSPECIFIED, buf,
                       size);
}

static void write_guest(hwaddr addr, const void *buf, size_t size)
{
    address_space_write(&address_space_memory, addr, MEMTXATTRS_UNSPECIFIED,
                        buf, size);
}

static uint16_t read_u16(hwaddr addr)
{
    uint16_t value;

    read_guest(addr, &value, sizeof(value));
    return value;
}

bool virtqueue_has_valid_size(const VirtQueue *vq)
{
    return vq->num && vq->num <= VIRTQUEUE_MAX_SIZE &&
           !(vq->num & (vq->num - 1));
}

static bool has_next(VirtQueue *vq)
{
    uint16_t offered = read_u16(vq->avail + RING_INDEX) - vq->next_avail;

    if (offered > vq->num) {
        virtio_error(vq->vdev, "more chains are available than there can be");
        return false;
    }
    return offered > 0;
}

static void unmap(struct iovec *iov, bool is_write, size_t accessed)
{
    address_space_unmap(&address_space_memory, iov->iov_base, iov->iov_len,
                        is_write, accessed);
}

static void unmap_element(VirtQueueElement *element, size_t written)
{
    for (unsigned i = 0; i < element->out_num; i++) {
        unmap(&element->out[i], false, element->out[i].iov_len);
    }
    for (unsigned i = 0; i < element->in_num; i++) {
        size_t part = MIN(element->in[i].iov_len, written);

        unmap(&element->in[i], true, part);
        written -= part;
    }
}

/* Appends a descriptor's buffer, if all of it can be mapped at once. */
static bool map_buffer(VirtQueueElement *element, const Descriptor *desc)
{
    bool is_write = desc->flags & DESC_WRITE;
    struct iovec *iov = is_write ? &element->in[element->in_num]
                                 : &element->out[element->out_num];
    hwaddr mapped = desc->len;

    iov->iov_base =
        address_space_map(&address_space_memory, desc->addr, &mapped, is_write,
                          MEMTXATTRS_UNSPECIFIED);
    if (!iov->iov_base) {
        return false;
    }
    iov->iov_len = mapped;
    if (is_write) {
        element->in_num++;
    } else {
        element->out_num++;
    }
    return mapped == desc->len;
}

/* What is wrong with the chain; NULL if nothing is. */
static const char *map_chain(VirtQueue *vq, VirtQueueElement *element)
{
    Descriptor desc = {.flags = DESC_NEXT, .next = element->head};

    for (unsigned n = 0; desc.flags & DESC_NEXT; n++) {
        if (n == vq->num) {
            return "a chain comes back to itself";
        }
        if (desc.next >= vq->num) {
            return "a descriptor is beyond the table";
        }
        read_guest(vq->desc + desc.next * sizeof(desc), &desc, sizeof(desc));
        if (element->in_num && !(desc.flags & DESC_WRITE)) {
            return "a buffer to read comes after one to write";
        }
        if (!map_buffer(element, &desc)) {
            return "a buffer cannot be mapped";
        }
    }
    return NULL;
}

VirtQueueElement *virtqueue_pop(VirtQueue *vq)
{
    VirtQueueElement *element;
    const char *problem;

    if (!vq->ready || !virtio_is_running(vq->vdev) || !has_next(vq)) {
        return NULL;
    }
    element = g_new0(VirtQueueElement, 1);
    element->head =
        read_u16(vq->avail + RING_ENTRIES + 2 * (vq->next_avail % vq->num));
    problem = map_chain(vq, element);
    if (problem) {
        unmap_element(element, 0);
        g_free(element);
        virtio_error(vq->vdev, problem);
        return NULL;
    }
    vq->next_avail++;
    return element;
}

void virtqueue_unpop(VirtQueue *vq, VirtQueueElement *element)
{
    unmap_element(element, 0);
    vq->next_avail--;
}

void virtqueue_push(VirtQueue *vq, VirtQueueElement *element, uint32_t length)
{
    UsedEntry entry = {.id = element->head, .len = length};

    unmap_element(element, length);
    /* The driver may take the rings away while an element is out. */
    if (!vq->ready) {
        return;
    }
    write_guest(vq->used + RING_ENTRIES +
                    sizeof(entry) * (vq->next_used % vq->num),
                &entry, sizeof(entry));
    /* The index last: the driver looks at entries below it. */
    vq->next_used++;
    write_guest(vq->used + RING_INDEX, &vq->next_used, sizeof(vq->next_used));
}

size_t virtqueue_writable(const VirtQueueElement *element)
{
    size_t size = 0;

    for (unsigned i = 0; i < element->in_num; i++) {
        size += element->in[i].iov_len;
    }
    return size;
}

size_t virtqueue_write(VirtQueueElement *element, const void *bytes,
                       size_t size)
{
    size_t done = 0;

    for (unsigned i = 0; i < element->in_num && done < size; i++) {
        size_t part = MIN(element->in[i].iov_len, size - done);

        memcpy(element->in[i].iov_base, (const char *)bytes + done, part);
        done += part;
    }
    return done;
}

static bool wants_interrupt(VirtQueue *vq)
{
    return !(read_u16(vq->avail + RING_FLAGS) & AVAIL_NO_INTERRUPT);
}

static void notify_transport(VirtIODevice *vdev, uint8_t reason)
{
    BusState *bus = qdev_get_parent_bus(DEVICE(vdev));

    vdev->isr |= reason;
    VIRTIO_BUS_GET_CLASS(bus)->notify(bus->parent, vdev);
}

void virtio_notify(VirtIODevice *vdev, VirtQueue *vq)
{
    if (vq->ready && wants_interrupt(vq)) {
        notify_transport(vdev, VIRTIO_ISR_QUEUE);
    }
}

void virtio_error(VirtIODevice *vdev, const char *message)
{
    qemu_log_mask(LOG_GUEST_ERROR, "virtio: %s\n", message);
    vdev->status |= VIRTIO_STATUS_NEEDS_RESET;
    notify_transport(vdev, VIRTIO_ISR_CONFIG);
}
