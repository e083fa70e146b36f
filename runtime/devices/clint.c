/*
 * The core-local interruptor of a RISC-V hart, after SiFive's manual of the
 * FU540: a software interrupt, and a timer that compares with the time. One
 * hart's, as each hart sees its own.
 *
 * Lifetime: on no bus; a hart makes it in its realize and is its only holder.
 * The timer is embedded and points at the object, so that unrealize stops it.
 *
 * Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 */
#include "qemu/osdep.h"
#include "hw/irq.h"
#include "qemu/bitops.h"
#include "qemu/log.h"
#include "migration/vmstate.h"
#include "qemu/module.h"
#include "runtime/devices/clint.h"

enum {
    MSIP = 0x0000,
    MTIMECMP = 0x4000,
    MTIMECMPH = 0x4004,
    MTIME = 0xbff8,
    MTIMEH = 0xbffc,
};

static uint64_t time_now(void)
{
    return qemu_clock_get_ns(QEMU_CLOCK_VIRTUAL) / CLINT_TICK_NS;
}

static void clint_update(ClintState *s)
{
    bool is_due = time_now() >= s->compare;

    qemu_set_irq(s->lines[CLINT_SOFTWARE], s->software);
    qemu_set_irq(s->lines[CLINT_TIMER], is_due);
    if (is_due || s->compare > INT64_MAX / CLINT_TICK_NS) {
        timer_del(&s->timer);
    } else {
        timer_mod_ns(&s->timer, s->compare * CLINT_TICK_NS);
    }
}

static void clint_expired(void *opaque)
{
    clint_update(opaque);
}

static uint64_t clint_read(void *opaque, hwaddr offset, unsigned size)
{
    ClintState *s = opaque;

    switch (offset) {
    case MSIP:
        return s->software;
    case MTIMECMP:
        return extract64(s->compare, 0, 32);
    case MTIMECMPH:
        return extract64(s->compare, 32, 32);
    case MTIME:
        return extract64(time_now(), 0, 32);
    case MTIMEH:
        return extract64(time_now(), 32, 32);
    default:
        qemu_log_mask(LOG_GUEST_ERROR, "clint: read of 0x%" PRIx64 "\n",
                      offset);
        return 0;
    }
}

static void clint_write(void *opaque, hwaddr offset, uint64_t value,
                        unsigned size)
{
    ClintState *s = opaque;

    switch (offset) {
    case MSIP:
        s->software = value & 1;
        break;
    case MTIMECMP:
        s->compare = deposit64(s->compare, 0, 32, value);
        break;
    case MTIMECMPH:
        s->compare = deposit64(s->compare, 32, 32, value);
        break;
    default:
        qemu_log_mask(LOG_GUEST_ERROR, "clint: write of 0x%" PRIx64 "\n",
                      offset);
    }
    clint_update(s);
}

static const MemoryRegionOps clint_ops = {
    .read = clint_read,
    .write = clint_write,
    .endianness = DEVICE_LITTLE_ENDIAN,
    .valid.min_access_size = 4,
    .valid.max_access_size = 4,
};

/* The manual leaves the comparator undefined; here it never matches. */
static void clint_reset(DeviceState *dev)
{
    ClintState *s = CLINT(dev);

    s->software = 0;
    s->compare = UINT64_MAX;
    clint_update(s);
}

static void clint_unrealize(DeviceState *dev)
{
    timer_del(&CLINT(dev)->timer);
}

static void clint_init(Object *obj)
{
    ClintState *s = CLINT(obj);

    s->compare = UINT64_MAX;
    memory_region_init_io(&s->iomem, obj, &clint_ops, s, "clint", CLINT_SIZE);
    qdev_init_gpio_out(DEVICE(obj), s->lines, CLINT_LINES);
    timer_init_ns(&s->timer, QEMU_CLOCK_VIRTUAL, clint_expired, s);
}

static int clint_post_load(void *opaque, int version_id)
{
    clint_update(opaque);
    return 0;
}

static const VMStateField clint_fields[] = {
    VMSTATE_UINT32(software, ClintState),
    VMSTATE_UINT64(compare, ClintState),
    VMSTATE_END_OF_LIST(),
};

static const VMStateDescription vmstate_clint = {
    .name = TYPE_CLINT,
    .version_id = 1,
    .minimum_version_id = 1,
    .post_load = clint_post_load,
    .fields = clint_fields,
};

static void clint_class_init(ObjectClass *oc, const void *data)
{
    DeviceClass *dc = DEVICE_CLASS(oc);

    dc->unrealize = clint_unrealize;
    /* A hart's alone. */
    dc->user_creatable = false;
    device_class_set_legacy_reset(dc, clint_reset);
    dc->vmsd = &vmstate_clint;
}

static const TypeInfo clint_info = {
    .name = TYPE_CLINT,
    .parent = TYPE_DEVICE,
    .instance_size = sizeof(ClintState),
    .instance_init = clint_init,
    .class_init = clint_class_init,
};

static void clint_register_types(void)
{
    type_register_static(&clint_info);
}

type_init(clint_register_types)
