/*
 * The PrimeCell UART (PL011), r1p4, after ARM's technical reference manual.
 *
 * Sends at once and receives into 16 characters. Its input clock and divisor
 * decide how long the line must be silent before a receive timeout. No DMA, no
 * modem lines, no infrared.
 *
 * Lifetime: the region is embedded, the interrupt is a link, the clock is the
 * list's, the timer is the object's from init to finalize, and the character
 * device keeps a pointer to the object from realize to unrealize.
 *
 * Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 */
#include "qemu/osdep.h"
#include "hw/qdev-clock.h"
#include "hw/qdev-properties.h"
#include "hw/qdev-properties-system.h"
#include "qemu/log.h"
#include "migration/vmstate.h"
#include "qemu/module.h"
#include "runtime/devices/pl011_internal.h"

enum {
    DR = 0x00,
    RSR = 0x04,
    FR = 0x18,
    ILPR = 0x20,
    IBRD = 0x24,
    FBRD = 0x28,
    LCR_H = 0x2c,
    CR = 0x30,
    IFLS = 0x34,
    IMSC = 0x38,
    RIS = 0x3c,
    MIS = 0x40,
    ICR = 0x44,
    DMACR = 0x48,
    PERIPH_ID = 0xfe0,
};

static const uint8_t ids[] = {0x11, 0x10, 0x14, 0x00, 0x0d, 0xf0, 0x05, 0xb1};

static void pl011_clock_update(void *opaque, ClockEvent event)
{
    pl011_expect_timeout(opaque);
}

static uint64_t pl011_read(void *opaque, hwaddr offset, unsigned size)
{
    PL011State *s = opaque;

    if (offset >= PERIPH_ID) {
        return ids[(offset - PERIPH_ID) >> 2];
    }
    switch (offset) {
    case DR:
        return pl011_take(s);
    case RSR:
        return s->receive_status;
    case FR:
        return pl011_flags(s);
    case ILPR:
        return s->ilpr;
    case IBRD:
        return s->ibrd;
    case FBRD:
        return s->fbrd;
    case LCR_H:
        return s->line_control;
    case CR:
        return s->control;
    case IFLS:
        return s->fifo_levels;
    case IMSC:
        return s->int_mask;
    case RIS:
        return s->int_level;
    case MIS:
        return s->int_level & s->int_mask;
    case DMACR:
        return s->dma_control;
    default:
        qemu_log_mask(LOG_GUEST_ERROR, "pl011: read of 0x%" PRIx64 "\n",
                      offset);
        return 0;
    }
}

static void pl011_write(void *opaque, hwaddr offset, uint64_t value,
                        unsigned size)
{
    PL011State *s = opaque;

    switch (offset) {
    case DR:
        pl011_send(s, value);
        break;
    case RSR:
        s->receive_status = 0;
        break;
    case ILPR:
        s->ilpr = value & 0xff;
        break;
    case IBRD:
        s->ibrd = value & 0xffff;
        break;
    case FBRD:
        s->fbrd = value & 0x3f;
        break;
    case LCR_H:
        pl011_set_line_control(s, value);
        break;
    case CR:
        s->control = value & 0xff87;
        qemu_chr_fe_accept_input(&s->chr);
        break;
    case IFLS:
        s->fifo_levels = value & 0x3f;
        break;
    case IMSC:
        s->int_mask = value & INT_ALL;
        pl011_update(s);
        break;
    case ICR:
        s->int_level &= ~value;
        pl011_update(s);
        break;
    case DMACR:
        s->dma_control = value & 0x7;
        break;
    default:
        qemu_log_mask(LOG_GUEST_ERROR, "pl011: write of 0x%" PRIx64 "\n",
                      offset);
    }
}

static const MemoryRegionOps pl011_ops = {
    .read = pl011_read,
    .write = pl011_write,
    .endianness = DEVICE_LITTLE_ENDIAN,
    .impl.min_access_size = 4,
    .impl.max_access_size = 4,
};

static void pl011_receive(void *opaque, const uint8_t *buf, int size)
{
    for (int i = 0; i < size; i++) {
        pl011_put(opaque, buf[i]);
    }
}

static void pl011_event(void *opaque, QEMUChrEvent event)
{
    if (event == CHR_EVENT_BREAK && pl011_can_receive(opaque)) {
        pl011_put(opaque, DR_BREAK);
    }
}

static void pl011_reset(DeviceState *dev)
{
    PL011State *s = PL011(dev);

    s->fifo_first = s->fifo_count = 0;
    s->overrun = false;
    s->receive_status = 0;
    s->ilpr = s->ibrd = s->fbrd = s->divisor = 0;
    s->line_control = 0;
    s->control = CR_TXE | CR_RXE;
    s->fifo_levels = 0x12;
    s->int_mask = s->int_level = 0;
    s->dma_control = 0;
    timer_del(s->receive_timeout);
    pl011_update(s);
}

static void pl011_realize(DeviceState *dev, Error **errp)
{
    PL011State *s = PL011(dev);

    qemu_chr_fe_set_handlers(&s->chr, pl011_can_receive, pl011_receive,
                             pl011_event, NULL, s, NULL, true);
}

static void pl011_unrealize(DeviceState *dev)
{
    PL011State *s = PL011(dev);

    timer_del(s->receive_timeout);
    qemu_chr_fe_set_handlers(&s->chr, NULL, NULL, NULL, NULL, NULL, NULL, true);
}

static void pl011_init(Object *obj)
{
    SysBusDevice *sbd = SYS_BUS_DEVICE(obj);
    PL011State *s = PL011(obj);

    memory_region_init_io(&s->iomem, obj, &pl011_ops, s, "pl011", 0x1000);
    sysbus_init_mmio(sbd, &s->iomem);
    sysbus_init_irq(sbd, &s->irq);
    s->clk = qdev_init_clock_in(DEVICE(obj), "clk", pl011_clock_update, s,
                                ClockUpdate);
    s->receive_timeout =
        timer_new_ns(QEMU_CLOCK_VIRTUAL, pl011_receive_timeout, s);
}

static void pl011_finalize(Object *obj)
{
    PL011State *s = PL011(obj);

    timer_free(s->receive_timeout);
}

/* The silence on the line is measured anew. */
static int pl011_post_load(void *opaque, int version_id)
{
    if (!pl011_fifo_is_valid(opaque)) {
        return -EINVAL;
    }
    pl011_expect_timeout(opaque);
    pl011_update(opaque);
    return 0;
}

static const VMStateField pl011_fields[] = {
    VMSTATE_CLOCK(clk, PL011State),
    VMSTATE_UINT16_ARRAY(fifo, PL011State, PL011_FIFO_DEPTH),
    VMSTATE_UINT32(fifo_first, PL011State),
    VMSTATE_UINT32(fifo_count, PL011State),
    VMSTATE_BOOL(overrun, PL011State),
    VMSTATE_UINT32(receive_status, PL011State),
    VMSTATE_UINT32(ilpr, PL011State),
    VMSTATE_UINT32(ibrd, PL011State),
    VMSTATE_UINT32(fbrd, PL011State),
    VMSTATE_UINT32(line_control, PL011State),
    VMSTATE_UINT32(control, PL011State),
    VMSTATE_UINT32(fifo_levels, PL011State),
    VMSTATE_UINT32(int_mask, PL011State),
    VMSTATE_UINT32(int_level, PL011State),
    VMSTATE_UINT32(dma_control, PL011State),
    VMSTATE_UINT32(divisor, PL011State),
    VMSTATE_END_OF_LIST(),
};

static const VMStateDescription vmstate_pl011 = {
    .name = TYPE_PL011,
    .version_id = 1,
    .minimum_version_id = 1,
    .post_load = pl011_post_load,
    .fields = pl011_fields,
};

static const Property pl011_properties[] = {
    DEFINE_PROP_CHR("chardev", PL011State, chr),
};

static void pl011_class_init(ObjectClass *oc, const void *data)
{
    DeviceClass *dc = DEVICE_CLASS(oc);

    dc->realize = pl011_realize;
    dc->unrealize = pl011_unrealize;
    device_class_set_legacy_reset(dc, pl011_reset);
    device_class_set_props(dc, pl011_properties);
    dc->vmsd = &vmstate_pl011;
}

static const TypeInfo pl011_info = {
    .name = TYPE_PL011,
    .parent = TYPE_SYS_BUS_DEVICE,
    .instance_size = sizeof(PL011State),
    .instance_init = pl011_init,
    .instance_finalize = pl011_finalize,
    .class_init = pl011_class_init,
};

static void pl011_register_types(void)
{
    type_register_static(&pl011_info);
}

type_init(pl011_register_types)
