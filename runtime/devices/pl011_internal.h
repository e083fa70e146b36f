/*
 * What the two files of the PL011 share.
 *
 * Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 */
#ifndef QOM_DEVICES_PL011_INTERNAL_H
#define QOM_DEVICES_PL011_INTERNAL_H

#include "qemu/bitops.h"
#include "runtime/devices/pl011.h"

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

void pl011_update(PL011State *s);
void pl011_expect_timeout(PL011State *s);
void pl011_receive_timeout(void *opaque);
void pl011_put(PL011State *s, uint16_t character);
uint32_t pl011_take(PL011State *s);
void pl011_send(PL011State *s, uint8_t character);
void pl011_set_line_control(PL011State *s, uint32_t value);
uint32_t pl011_flags(PL011State *s);
int pl011_can_receive(void *opaque);
/* What is loaded may be anything. */
bool pl011_fifo_is_valid(PL011State *s);

#endif
