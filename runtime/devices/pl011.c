/*
 * The PrimeCell UART (PL011), r1p4, after ARM's technical reference manual.
 *
 * Sends at once and receives into 16 characters. Its input clock and divisor
 * decide how long the line must be silent before a receive timeout. No DMA, no
 * modem lines, no infrared.
 *
 * Lifetime: the region and the line are embedded, the clock is the list's, the
 * timer is the object's from init to finalize, and the character device keeps
 * a pointer to the object from realize to unrealize.
 *
 * Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 */
#include "qemu/osdep.h"
#include "hw/irq.h"
#include "hw/qdev-clock.h"
#include "hw/qdev-properties.h"
#include "hw/qdev-properties-system.h"
#include "qemu/log.h"
#include "qemu/module.h"
#include "runtime/devices/pl011.h"

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

#define DR_BREAK BIT(10)
#define DR_OVERRUN BIT(11)

#define FR_RXFE BIT(4)
#define FR_RXFF BIT(6)
#define FR_TXFE BIT(7)

#define LCR_H_FEN BIT(4)

#define CR_UARTEN BIT(0)
#define CR_LBE BIT(7)
#define CR_TXE BIT(8)
#define CR_RXE BIT(9)

#define INT_RX BIT(4)
#define INT_TX BIT(5)
#define INT_RT BIT(6)
#define INT_BE BIT(9)
#define INT_OE BIT(10)
#define INT_ALL 0x7ff

/* The timeout comes after as many bits as a line could have carried. */
#define TIMEOUT_BITS 32

static const uint8_t ids[] = {0x11, 0x10, 0x14, 0x00, 0x0d, 0xf0, 0x05, 0xb1};

static bool is_set(PL011State *s, uint32_t bits)
{
    return (s->control & bits) == bits;
}

static unsigned fifo_depth(PL011State *s)
{
    return s->line_control & LCR_H_FEN ? PL011_FIFO_DEPTH : 1;
}

/* Characters that raise RX: an eighth, a quarter, half of the FIFO, ... */
static unsigned receive_level(PL011State *s)
{
    static const uint8_t levels[] = {2, 4, 8, 12, 14};
    unsigned choice = extract32(s->fifo_levels, 3, 3);

    if (!(s->line_control & LCR_H_FEN)) {
        return 1;
    }
    return levels[MIN(choice, ARRAY_SIZE(levels) - 1)];
}

static void pl011_update(PL011State *s)
{
    qemu_set_irq(s->irq, (s->int_level & s->int_mask) != 0);
}

/* 0 while there is no clock, or no divisor. */
static int64_t bit_time_ns(PL011State *s)
{
    uint64_t hz = clock_get_hz(s->clk);

    return hz ? (int64_t)(NANOSECONDS_PER_SECOND * s->divisor / 4 / hz) : 0;
}

static void expect_timeout(PL011State *s)
{
    int64_t bit = bit_time_ns(s);

    if (!s->fifo_count || !bit) {
        timer_del(s->receive_timeout);
        return;
    }
    timer_mod(s->receive_timeout,
              qemu_clock_get_ns(QEMU_CLOCK_VIRTUAL) + TIMEOUT_BITS * bit);
}

static void pl011_receive_timeout(void *opaque)
{
    PL011State *s = opaque;

    s->int_level |= INT_RT;
    pl011_update(s);
}

static void pl011_clock_update(void *opaque, ClockEvent event)
{
    expect_timeout(opaque);
}

static void pl011_put(PL011State *s, uint16_t character)
{
    if (s->fifo_count == fifo_depth(s)) {
        s->overrun = true;
        s->int_level |= INT_OE;
        pl011_update(s);
        return;
    }
    s->fifo[(s->fifo_first + s->fifo_count++) % PL011_FIFO_DEPTH] = character;
    if (character & DR_BREAK) {
        s->int_level |= INT_BE;
    }
    if (s->fifo_count >= receive_level(s)) {
        s->int_level |= INT_RX;
    }
    expect_timeout(s);
    pl011_update(s);
}

static uint32_t pl011_take(PL011State *s)
{
    uint32_t character = s->fifo[s->fifo_first];

    if (!s->fifo_count) {
        return 0;
    }
    if (s->overrun) {
        character |= DR_OVERRUN;
        s->overrun = false;
    }
    s->fifo_first = (s->fifo_first + 1) % PL011_FIFO_DEPTH;
    s->fifo_count--;
    s->receive_status = character >> 8;
    if (s->fifo_count < receive_level(s)) {
        s->int_level &= ~INT_RX;
    }
    if (!s->fifo_count) {
        s->int_level &= ~INT_RT;
    }
    expect_timeout(s);
    pl011_update(s);
    qemu_chr_fe_accept_input(&s->chr);
    return character;
}

static void pl011_send(PL011State *s, uint8_t character)
{
    if (!is_set(s, CR_UARTEN | CR_TXE)) {
        qemu_log_mask(LOG_GUEST_ERROR, "pl011: sends while disabled\n");
        return;
    }
    if (is_set(s, CR_LBE)) {
        pl011_put(s, character);
    } else {
        qemu_chr_fe_write_all(&s->chr, &character, 1);
    }
    s->int_level |= INT_TX;
    pl011_update(s);
}

static void set_line_control(PL011State *s, uint32_t value)
{
    /* A FIFO that is switched loses what it has. */
    if ((s->line_control ^ value) & LCR_H_FEN) {
        s->fifo_first = s->fifo_count = 0;
        s->int_level &= ~(INT_RX | INT_RT);
    }
    s->line_control = value & 0xff;
    s->divisor = s->ibrd << 6 | s->fbrd;
    expect_timeout(s);
    pl011_update(s);
}

static uint32_t flags(PL011State *s)
{
    uint32_t value = FR_TXFE;

    if (!s->fifo_count) {
        value |= FR_RXFE;
    }
    if (s->fifo_count == fifo_depth(s)) {
        value |= FR_RXFF;
    }
    return value;
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
        return flags(s);
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
        set_line_control(s, value);
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

static int pl011_can_receive(void *opaque)
{
    PL011State *s = opaque;

    if (!is_set(s, CR_UARTEN | CR_RXE) || is_set(s, CR_LBE)) {
        return 0;
    }
    return fifo_depth(s) - s->fifo_count;
}

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
