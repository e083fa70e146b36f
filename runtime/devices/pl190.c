/*
 * The interrupt controller PL190, after ARM's technical reference manual, as
 * far as it goes without vectors: 32 lines, each of them fast or not.
 *
 * Lifetime: the plainest here, all of it embedded or on lists.
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
#include "runtime/devices/pl190.h"

enum {
    IRQ_STATUS = 0x00,
    FIQ_STATUS = 0x04,
    RAW_INTR = 0x08,
    INT_SELECT = 0x0c,
    INT_ENABLE = 0x10,
    INT_EN_CLEAR = 0x14,
    SOFT_INT = 0x18,
    SOFT_INT_CLEAR = 0x1c,
    PERIPH_ID = 0xfe0,
};

static const uint8_t ids[] = {0x90, 0x11, 0x04, 0x00, 0x0d, 0xf0, 0x05, 0xb1};

static uint32_t raw(PL190State *s)
{
    return s->lines | s->software;
}

static uint32_t active(PL190State *s, uint32_t selected)
{
    return raw(s) & s->enabled & selected;
}

static void pl190_update(PL190State *s)
{
    qemu_set_irq(s->irq, active(s, ~s->is_fast) != 0);
    qemu_set_irq(s->fiq, active(s, s->is_fast) != 0);
}

static void pl190_set_line(void *opaque, int n, int level)
{
    PL190State *s = PL190(opaque);

    s->lines = deposit32(s->lines, n, 1, level != 0);
    pl190_update(s);
}

static uint64_t pl190_read(void *opaque, hwaddr offset, unsigned size)
{
    PL190State *s = opaque;

    if (offset >= PERIPH_ID) {
        return ids[(offset - PERIPH_ID) >> 2];
    }
    switch (offset) {
    case IRQ_STATUS:
        return active(s, ~s->is_fast);
    case FIQ_STATUS:
        return active(s, s->is_fast);
    case RAW_INTR:
        return raw(s);
    case INT_SELECT:
        return s->is_fast;
    case INT_ENABLE:
        return s->enabled;
    case SOFT_INT:
        return s->software;
    default:
        qemu_log_mask(LOG_GUEST_ERROR, "pl190: read of 0x%" PRIx64 "\n",
                      offset);
        return 0;
    }
}

static void pl190_write(void *opaque, hwaddr offset, uint64_t value,
                        unsigned size)
{
    PL190State *s = opaque;

    switch (offset) {
    case INT_SELECT:
        s->is_fast = value;
        break;
    case INT_ENABLE:
        s->enabled |= value;
        break;
    case INT_EN_CLEAR:
        s->enabled &= ~value;
        break;
    case SOFT_INT:
        s->software |= value;
        break;
    case SOFT_INT_CLEAR:
        s->software &= ~value;
        break;
    default:
        qemu_log_mask(LOG_GUEST_ERROR, "pl190: write of 0x%" PRIx64 "\n",
                      offset);
    }
    pl190_update(s);
}

static const MemoryRegionOps pl190_ops = {
    .read = pl190_read,
    .write = pl190_write,
    .endianness = DEVICE_LITTLE_ENDIAN,
    .valid.min_access_size = 4,
    .valid.max_access_size = 4,
};

static void pl190_reset(DeviceState *dev)
{
    PL190State *s = PL190(dev);

    s->software = s->enabled = s->is_fast = 0;
    pl190_update(s);
}

static void pl190_init(Object *obj)
{
    SysBusDevice *sbd = SYS_BUS_DEVICE(obj);
    PL190State *s = PL190(obj);

    memory_region_init_io(&s->iomem, obj, &pl190_ops, s, "pl190", 0x1000);
    sysbus_init_mmio(sbd, &s->iomem);
    sysbus_init_irq(sbd, &s->irq);
    sysbus_init_irq(sbd, &s->fiq);
    qdev_init_gpio_in(DEVICE(obj), pl190_set_line, 32);
}

static const VMStateField pl190_fields[] = {
    VMSTATE_UINT32(lines, PL190State),
    VMSTATE_UINT32(software, PL190State),
    VMSTATE_UINT32(enabled, PL190State),
    VMSTATE_UINT32(is_fast, PL190State),
    VMSTATE_END_OF_LIST(),
};

static const VMStateDescription vmstate_pl190 = {
    .name = TYPE_PL190,
    .version_id = 1,
    .minimum_version_id = 1,
    .fields = pl190_fields,
};

static void pl190_class_init(ObjectClass *oc, const void *data)
{
    device_class_set_legacy_reset(DEVICE_CLASS(oc), pl190_reset);
    DEVICE_CLASS(oc)->vmsd = &vmstate_pl190;
}

static const TypeInfo pl190_info = {
    .name = TYPE_PL190,
    .parent = TYPE_SYS_BUS_DEVICE,
    .instance_size = sizeof(PL190State),
    .instance_init = pl190_init,
    .class_init = pl190_class_init,
};

static void pl190_register_types(void)
{
    type_register_static(&pl190_info);
}

type_init(pl190_register_types)
