/*
 * The dual timer (SP804).
 *
 * Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 */
#ifndef QOM_DEVICES_SP804_H
#define QOM_DEVICES_SP804_H

#include "qemu/osdep.h"
#include "hw/sysbus.h"
#include "qemu/timer.h"

#define TYPE_SP804 "sp804"
OBJECT_DECLARE_SIMPLE_TYPE(SP804State, SP804)

typedef struct SP804Counter {
    SP804State *owner;
    QEMUTimer timer;
    /* What it counted down to at that time. */
    uint32_t count;
    int64_t since;
    bool stopped;

    uint32_t load;
    uint32_t control;
    bool raw;
} SP804Counter;

struct SP804State {
    SysBusDevice parent_obj;

    MemoryRegion iomem;
    qemu_irq irq;
    Clock *clk;
    SP804Counter counters[2];
};

#endif
