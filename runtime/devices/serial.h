/*
 * The core of a UART: a 16550A, for cards and boards that embed it.
 *
 * Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 */
#ifndef QOM_DEVICES_SERIAL_H
#define QOM_DEVICES_SERIAL_H

#include "qemu/osdep.h"
#include "chardev/char-fe.h"
#include "hw/qdev-core.h"
#include "qemu/timer.h"
#include "system/memory.h"

/*
 * Its owner sets irq before realize and keeps that line until unrealize.
 * Property "baudbase" is the input clock divided by 16.
 */
#define TYPE_SERIAL "serial"
OBJECT_DECLARE_SIMPLE_TYPE(SerialState, SERIAL)

#define SERIAL_REGISTERS 8
#define SERIAL_FIFO_DEPTH 16

struct SerialState {
    DeviceState parent_obj;

    MemoryRegion io;
    CharBackend chr;
    /* Borrowed from the owner. */
    qemu_irq irq;
    /* From realize to unrealize. */
    QEMUTimer *receive_timeout;
    uint32_t baudbase;

    /* Characters, with their bits of LSR in the upper byte. */
    uint16_t fifo[SERIAL_FIFO_DEPTH];
    uint32_t fifo_first;
    uint32_t fifo_count;
    uint16_t divisor;
    uint8_t ier;
    uint8_t fcr;
    uint8_t lcr;
    uint8_t mcr;
    uint8_t lsr;
    uint8_t msr;
    uint8_t scratch;
    bool transmitter_pending;
    bool timeout_pending;
};

#endif
