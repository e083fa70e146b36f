/*
 * The PrimeCell UART (PL011).
 *
 * Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 */
#ifndef QOM_DEVICES_PL011_H
#define QOM_DEVICES_PL011_H

#include "qemu/osdep.h"
#include "chardev/char-fe.h"
#include "hw/sysbus.h"
#include "qemu/timer.h"

#define TYPE_PL011 "pl011"
OBJECT_DECLARE_SIMPLE_TYPE(PL011State, PL011)

#define PL011_FIFO_DEPTH 16

struct PL011State {
    SysBusDevice parent_obj;

    MemoryRegion iomem;
    CharBackend chr;
    qemu_irq irq;
    /* The list of clocks keeps it; this is a view. */
    Clock *clk;
    /* When the line has been silent for long enough. */
    QEMUTimer *receive_timeout;

    /* Characters with their error bits, as DR shows them. */
    uint16_t fifo[PL011_FIFO_DEPTH];
    unsigned fifo_first;
    unsigned fifo_count;
    bool overrun;

    uint32_t receive_status;
    uint32_t ilpr;
    uint32_t ibrd;
    uint32_t fbrd;
    uint32_t line_control;
    uint32_t control;
    uint32_t fifo_levels;
    uint32_t int_mask;
    uint32_t int_level;
    uint32_t dma_control;
    /* The divisor in 1/64, as it was when LCR_H was last written. */
    uint32_t divisor;
};

#endif
