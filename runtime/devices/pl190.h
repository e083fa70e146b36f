/*
 * The interrupt controller PL190.
 *
 * Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 */
#ifndef QOM_DEVICES_PL190_H
#define QOM_DEVICES_PL190_H

#include "qemu/osdep.h"
#include "hw/sysbus.h"

#define TYPE_PL190 "pl190"
OBJECT_DECLARE_SIMPLE_TYPE(PL190State, PL190)

struct PL190State {
    SysBusDevice parent_obj;

    MemoryRegion iomem;
    qemu_irq irq;
    qemu_irq fiq;

    uint32_t lines;
    uint32_t software;
    uint32_t enabled;
    uint32_t is_fast;
};

#endif
