/*
 * The PrimeCell GPIO (PL061), after ARM's technical reference manual: eight
 * pins, each in or out, each with an interrupt on edges or levels. The
 * alternate function is a register without hardware behind it.
 *
 * Lifetime: lines in are children that the list of lines keeps; lines out are
 * links, strong ones, to what somebody else connects.
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
#include "runtime/devices/pl061.h"

enum {
    /* Bits 2 to 9 of an address below are the mask of the pins. */
    GPIODATA_END = 0x400,
    GPIODIR = 0x400,
    GPIOIS = 0x404,
    GPIOIBE = 0x408,
    GPIOIEV = 0x40c,
    GPIOIE = 0x410,
    GPIORIS = 0x414,
    GPIOMIS = 0x418,
    GPIOIC = 0x41c,
    GPIOAFSEL = 0x420,
    PERIPH_ID = 0xfe0,
};

static const uint8_t ids[] = {0x61, 0x10, 0x04, 0x00, 0x0d, 0xf0, 0x05, 0xb1};

static uint8_t pins(PL061State *s)
{
    return (s->data & s->direction) | (s->external & ~s->direction);
}

/* Edges are remembered, levels are not. */
static uint8_t raw_interrupts(PL061State *s)
{
    uint8_t levels = s->level_sensitive & ~(pins(s) ^ s->event);

    return (s->edges & ~s->level_sensitive) | (levels & ~s->direction);
}

static void pl061_update(PL061State *s)
{
    uint8_t driven = s->data & s->direction;
    uint8_t changed = driven ^ s->driven;

    s->driven = driven;
    for (int i = 0; i < PL061_LINES; i++) {
        if (changed & BIT(i)) {
            qemu_set_irq(s->out[i], extract32(driven, i, 1));
        }
    }
    qemu_set_irq(s->irq, (raw_interrupts(s) & s->int_mask) != 0);
}

static void pl061_set_pin(void *opaque, int n, int level)
{
    PL061State *s = PL061(opaque);
    uint8_t pin = BIT(n);
    bool rises = level && !(s->external & pin);
    bool falls = !level && s->external & pin;
    bool wants_rise = s->event & pin;

    s->external = level ? s->external | pin : s->external & ~pin;
    if (!(s->direction & pin) && (rises || falls) &&
        (s->both_edges & pin || rises == wants_rise)) {
        s->edges |= pin;
    }
    pl061_update(s);
}

static uint64_t pl061_read(void *opaque, hwaddr offset, unsigned size)
{
    PL061State *s = opaque;

    if (offset < GPIODATA_END) {
        return pins(s) & (offset >> 2);
    }
    if (offset >= PERIPH_ID) {
        return ids[(offset - PERIPH_ID) >> 2];
    }
    switch (offset) {
    case GPIODIR:
        return s->direction;
    case GPIOIS:
        return s->level_sensitive;
    case GPIOIBE:
        return s->both_edges;
    case GPIOIEV:
        return s->event;
    case GPIOIE:
        return s->int_mask;
    case GPIORIS:
        return raw_interrupts(s);
    case GPIOMIS:
        return raw_interrupts(s) & s->int_mask;
    case GPIOAFSEL:
        return s->alternate;
    default:
        qemu_log_mask(LOG_GUEST_ERROR, "pl061: read of 0x%" PRIx64 "\n",
                      offset);
        return 0;
    }
}

static void write_data(PL061State *s, uint8_t mask, uint8_t value)
{
    mask &= s->direction;
    s->data = (s->data & ~mask) | (value & mask);
}

static void pl061_write(void *opaque, hwaddr offset, uint64_t value,
                        unsigned size)
{
    PL061State *s = opaque;

    if (offset < GPIODATA_END) {
        write_data(s, offset >> 2, value);
        pl061_update(s);
        return;
    }
    switch (offset) {
    case GPIODIR:
        s->direction = value;
        break;
    case GPIOIS:
        s->level_sensitive = value;
        break;
    case GPIOIBE:
        s->both_edges = value;
        break;
    case GPIOIEV:
        s->event = value;
        break;
    case GPIOIE:
        s->int_mask = value;
        break;
    case GPIOIC:
        s->edges &= ~value;
        break;
    case GPIOAFSEL:
        s->alternate = value;
        break;
    default:
        qemu_log_mask(LOG_GUEST_ERROR, "pl061: write of 0x%" PRIx64 "\n",
                      offset);
    }
    pl061_update(s);
}

static const MemoryRegionOps pl061_ops = {
    .read = pl061_read,
    .write = pl061_write,
    .endianness = DEVICE_LITTLE_ENDIAN,
    .impl.min_access_size = 4,
    .impl.max_access_size = 4,
};

static void pl061_reset(DeviceState *dev)
{
    PL061State *s = PL061(dev);

    s->data = s->direction = s->alternate = 0;
    s->level_sensitive = s->both_edges = s->event = 0;
    s->int_mask = s->edges = 0;
    pl061_update(s);
}

static void pl061_init(Object *obj)
{
    SysBusDevice *sbd = SYS_BUS_DEVICE(obj);
    PL061State *s = PL061(obj);

    memory_region_init_io(&s->iomem, obj, &pl061_ops, s, "pl061", 0x1000);
    sysbus_init_mmio(sbd, &s->iomem);
    sysbus_init_irq(sbd, &s->irq);
    qdev_init_gpio_in(DEVICE(obj), pl061_set_pin, PL061_LINES);
    qdev_init_gpio_out(DEVICE(obj), s->out, PL061_LINES);
}

static const VMStateField pl061_fields[] = {
    VMSTATE_UINT8(external, PL061State),
    VMSTATE_UINT8(data, PL061State),
    VMSTATE_UINT8(direction, PL061State),
    VMSTATE_UINT8(alternate, PL061State),
    VMSTATE_UINT8(driven, PL061State),
    VMSTATE_UINT8(level_sensitive, PL061State),
    VMSTATE_UINT8(both_edges, PL061State),
    VMSTATE_UINT8(event, PL061State),
    VMSTATE_UINT8(int_mask, PL061State),
    VMSTATE_UINT8(edges, PL061State),
    VMSTATE_END_OF_LIST(),
};

static const VMStateDescription vmstate_pl061 = {
    .name = TYPE_PL061,
    .version_id = 1,
    .minimum_version_id = 1,
    .fields = pl061_fields,
};

static void pl061_class_init(ObjectClass *oc, const void *data)
{
    device_class_set_legacy_reset(DEVICE_CLASS(oc), pl061_reset);
    DEVICE_CLASS(oc)->vmsd = &vmstate_pl061;
}

static const TypeInfo pl061_info = {
    .name = TYPE_PL061,
    .parent = TYPE_SYS_BUS_DEVICE,
    .instance_size = sizeof(PL061State),
    .instance_init = pl061_init,
    .class_init = pl061_class_init,
};

static void pl061_register_types(void)
{
    type_register_static(&pl061_info);
}

type_init(pl061_register_types)
