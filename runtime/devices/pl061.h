/*
 * The PrimeCell GPIO (PL061).
 *
 * Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 */
#ifndef QOM_DEVICES_PL061_H
#define QOM_DEVICES_PL061_H

#include "qemu/osdep.h"
#include "hw/sysbus.h"

#define TYPE_PL061 "pl061"
OBJECT_DECLARE_SIMPLE_TYPE(PL061State, PL061)

#define PL061_LINES 8

/* Lines in and out have the same numbers, since they are the same pins. */
struct PL061State {
    SysBusDevice parent_obj;

    MemoryRegion iomem;
    qemu_irq irq;
    qemu_irq out[PL061_LINES];

    /* What others drive, and what this device drives where it may. */
    uint8_t external;
    uint8_t data;
    uint8_t direction;
    uint8_t alternate;
    /* As the lines out were last told. */
    uint8_t driven;

    uint8_t level_sensitive;
    uint8_t both_edges;
    uint8_t event;
    uint8_t int_mask;
    uint8_t edges;
};

#endif
