/*
 * The hash engine of an AST2600 (HACE), as far as Linux's driver uses it
 * without scatter lists, HMAC and accumulation: MD5, SHA-1 or SHA-256 of a
 * buffer, computed in a thread of the user's.
 *
 * Lifetime: the thread is held by a strong link, so that a user who deletes it
 * does not take it away. A job in flight holds the device; it begins and ends
 * in the main loop, for the last reference must not go in the thread, which
 * would have to wait for itself.
 *
 * Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 */
#include "qemu/osdep.h"
#include "exec/address-spaces.h"
#include "hw/irq.h"
#include "hw/qdev-properties.h"
#include "qapi/error.h"
#include "qemu/bitops.h"
#include "qemu/log.h"
#include "qemu/main-loop.h"
#include "migration/vmstate.h"
#include "qemu/module.h"
#include "runtime/devices/hace.h"

enum {
    STATUS = 0x1c,
    HASH_SRC = 0x20,
    HASH_DIGEST = 0x24,
    HASH_LEN = 0x2c,
    HASH_CMD = 0x30,
};

#define STATUS_HASH_BUSY BIT(0)
#define STATUS_HASH_DONE BIT(9)
#define CMD_INTERRUPT BIT(9)
/* Of the manual's 28 bits. */
#define LENGTH_MAX 0x100000

/* The thread has it from start_hash until it schedules hash_done. */
struct HaceJob {
    HaceState *hace;
    GChecksumType algorithm;
    uint8_t *data;
    gsize size;
    uint32_t to;
    uint8_t digest[32];
    gsize digest_size;
};

static void hace_update(HaceState *s)
{
    qemu_set_irq(s->irq,
                 s->status & STATUS_HASH_DONE && s->command & CMD_INTERRUPT);
}

static void job_free(HaceJob *job)
{
    object_unref(job->hace);
    g_free(job->data);
    g_free(job);
}

/* Of a job that was given up meanwhile nobody wants the result. */
static void hash_done(void *opaque)
{
    HaceJob *job = opaque;
    HaceState *s = job->hace;

    if (s->job == job) {
        s->job = NULL;
        address_space_write(&address_space_memory, job->to,
                            MEMTXATTRS_UNSPECIFIED, job->digest,
                            job->digest_size);
        s->status &= ~STATUS_HASH_BUSY;
        s->status |= STATUS_HASH_DONE;
        hace_update(s);
    }
    job_free(job);
}

/* In the thread, without the BQL. */
static void hash_in_thread(void *opaque)
{
    HaceJob *job = opaque;
    GChecksum *checksum = g_checksum_new(job->algorithm);

    job->digest_size = sizeof(job->digest);
    g_checksum_update(checksum, job->data, job->size);
    g_checksum_get_digest(checksum, job->digest, &job->digest_size);
    g_checksum_free(checksum);
    aio_bh_schedule_oneshot(qemu_get_aio_context(), hash_done, job);
}

static bool find_algorithm(uint32_t command, GChecksumType *algorithm)
{
    switch (extract32(command, 4, 3)) {
    case 0:
        *algorithm = G_CHECKSUM_MD5;
        return true;
    case 2:
        *algorithm = G_CHECKSUM_SHA1;
        return true;
    case 5:
        *algorithm = G_CHECKSUM_SHA256;
        return true;
    default:
        qemu_log_mask(LOG_UNIMP, "hace: command 0x%x\n", command);
        return false;
    }
}

static void start_hash(HaceState *s)
{
    GChecksumType algorithm;
    HaceJob *job;

    if (s->job || !find_algorithm(s->command, &algorithm)) {
        return;
    }
    job = g_new0(HaceJob, 1);
    object_ref(s);
    job->hace = s;
    job->algorithm = algorithm;
    job->size = s->length;
    job->data = g_malloc(job->size);
    job->to = s->digest;
    address_space_read(&address_space_memory, s->source, MEMTXATTRS_UNSPECIFIED,
                       job->data, job->size);
    s->job = job;
    s->status |= STATUS_HASH_BUSY;
    aio_bh_schedule_oneshot(iothread_get_aio_context(s->iothread),
                            hash_in_thread, job);
}

static uint64_t hace_read(void *opaque, hwaddr offset, unsigned size)
{
    HaceState *s = opaque;

    switch (offset) {
    case STATUS:
        return s->status;
    case HASH_SRC:
        return s->source;
    case HASH_DIGEST:
        return s->digest;
    case HASH_LEN:
        return s->length;
    case HASH_CMD:
        return s->command;
    default:
        qemu_log_mask(LOG_GUEST_ERROR, "hace: read of 0x%" PRIx64 "\n", offset);
        return 0;
    }
}

static void hace_write(void *opaque, hwaddr offset, uint64_t value,
                       unsigned size)
{
    HaceState *s = opaque;

    switch (offset) {
    case STATUS:
        s->status &= ~(value & STATUS_HASH_DONE);
        break;
    case HASH_SRC:
        s->source = value & 0x7fffffff;
        break;
    case HASH_DIGEST:
        s->digest = value & 0x7ffffff8;
        break;
    case HASH_LEN:
        s->length = MIN(value & 0x0fffffff, LENGTH_MAX);
        break;
    case HASH_CMD:
        s->command = value & 0x00147fff;
        start_hash(s);
        break;
    default:
        qemu_log_mask(LOG_GUEST_ERROR, "hace: write of 0x%" PRIx64 "\n",
                      offset);
    }
    hace_update(s);
}

static const MemoryRegionOps hace_ops = {
    .read = hace_read,
    .write = hace_write,
    .endianness = DEVICE_LITTLE_ENDIAN,
    .valid.min_access_size = 4,
    .valid.max_access_size = 4,
};

static void hace_reset(DeviceState *dev)
{
    HaceState *s = HACE(dev);

    s->job = NULL;
    s->status = s->source = s->digest = s->length = s->command = 0;
    hace_update(s);
}

static void hace_realize(DeviceState *dev, Error **errp)
{
    if (!HACE(dev)->iothread) {
        error_setg(errp, "hace: iothread is not set");
    }
}

static void hace_unrealize(DeviceState *dev)
{
    HACE(dev)->job = NULL;
}

static void hace_init(Object *obj)
{
    HaceState *s = HACE(obj);

    memory_region_init_io(&s->iomem, obj, &hace_ops, s, "hace", 0x1000);
    sysbus_init_mmio(SYS_BUS_DEVICE(obj), &s->iomem);
    sysbus_init_irq(SYS_BUS_DEVICE(obj), &s->irq);
}

/* What was under way when it was saved is computed anew. */
static int hace_post_load(void *opaque, int version_id)
{
    HaceState *s = opaque;

    s->job = NULL;
    if (s->status & STATUS_HASH_BUSY) {
        start_hash(s);
    }
    return 0;
}

static const VMStateField hace_fields[] = {
    VMSTATE_UINT32(status, HaceState),  VMSTATE_UINT32(source, HaceState),
    VMSTATE_UINT32(digest, HaceState),  VMSTATE_UINT32(length, HaceState),
    VMSTATE_UINT32(command, HaceState), VMSTATE_END_OF_LIST(),
};

static const VMStateDescription vmstate_hace = {
    .name = TYPE_HACE,
    .version_id = 1,
    .minimum_version_id = 1,
    .post_load = hace_post_load,
    .fields = hace_fields,
};

static const Property hace_properties[] = {
    DEFINE_PROP_LINK("iothread", HaceState, iothread, TYPE_IOTHREAD,
                     IOThread *),
};

static void hace_class_init(ObjectClass *oc, const void *data)
{
    DeviceClass *dc = DEVICE_CLASS(oc);

    dc->realize = hace_realize;
    dc->unrealize = hace_unrealize;
    device_class_set_legacy_reset(dc, hace_reset);
    device_class_set_props(dc, hace_properties);
    dc->vmsd = &vmstate_hace;
}

static const TypeInfo hace_info = {
    .name = TYPE_HACE,
    .parent = TYPE_SYS_BUS_DEVICE,
    .instance_size = sizeof(HaceState),
    .instance_init = hace_init,
    .class_init = hace_class_init,
};

static void hace_register_types(void)
{
    type_register_static(&hace_info);
}

type_init(hace_register_types)
