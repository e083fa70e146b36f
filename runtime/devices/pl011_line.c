/*
 * The line of a PL011: what it sends, what it receives and keeps, and which
 * interrupts that raises.
 *
 * Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 */
#include "qemu/osdep.h"
#include "hw/irq.h"
#include "qemu/log.h"
#include "runtime/devices/pl011_internal.h"

/* The timeout comes after as many bits as a line could have carried. */
#define TIMEOUT_BITS 32

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

void pl011_update(PL011State *s)
{
    qemu_set_irq(s->irq, (s->int_level & s->int_mask) != 0);
}

/* 0 while there is no clock, or no divisor. */
static int64_t bit_time_ns(PL011State *s)
{
    uint64_t hz = clock_get_hz(s->clk);

    return hz ? (int64_t)(NANOSECONDS_PER_SECOND * s->divisor / 4 / hz) : 0;
}

void pl011_expect_timeout(PL011State *s)
{
    int64_t bit = bit_time_ns(s);

    if (!s->fifo_count || !bit) {
        timer_del(s->receive_timeout);
        return;
    }
    timer_mod(s->receive_timeout,
              qemu_clock_get_ns(QEMU_CLOCK_VIRTUAL) + TIMEOUT_BITS * bit);
}

void pl011_receive_timeout(void *opaque)
{
    PL011State *s = opaque;

    s->int_level |= INT_RT;
    pl011_update(s);
}

void pl011_put(PL011State *s, uint16_t character)
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
    pl011_expect_timeout(s);
    pl011_update(s);
}

uint32_t pl011_take(PL011State *s)
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
    pl011_expect_timeout(s);
    pl011_update(s);
    qemu_chr_fe_accept_input(&s->chr);
    return character;
}

void pl011_send(PL011State *s, uint8_t character)
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

void pl011_set_line_control(PL011State *s, uint32_t value)
{
    /* A FIFO that is switched loses what it has. */
    if ((s->line_control ^ value) & LCR_H_FEN) {
        s->fifo_first = s->fifo_count = 0;
        s->int_level &= ~(INT_RX | INT_RT);
    }
    s->line_control = value & 0xff;
    s->divisor = s->ibrd << 6 | s->fbrd;
    pl011_expect_timeout(s);
    pl011_update(s);
}

uint32_t pl011_flags(PL011State *s)
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

int pl011_can_receive(void *opaque)
{
    PL011State *s = opaque;

    if (!is_set(s, CR_UARTEN | CR_RXE) || is_set(s, CR_LBE)) {
        return 0;
    }
    return fifo_depth(s) - s->fifo_count;
}

bool pl011_fifo_is_valid(PL011State *s)
{
    return s->fifo_first < PL011_FIFO_DEPTH && s->fifo_count <= fifo_depth(s);
}
