/*
 * The PrimeCell single master DMA controller (PL081).
 *
 * Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 */
#ifndef QOM_DEVICES_PL081_H
#define QOM_DEVICES_PL081_H

#include "qemu/osdep.h"
#include "hw/sysbus.h"
#include "qemu/timer.h"
#include "system/memory.h"

/*
 * Property "downstream", which must be set, is the memory that it moves. Not a
 * region that this device is mapped in: that would keep the device, and the
 * link would keep that. An alias of it serves. Lines: 0 for any interrupt, 1
 * for errors, 2 for the end of a transfer.
 */
#define TYPE_PL081 "pl081"
OBJECT_DECLARE_SIMPLE_TYPE(PL081State, PL081)

#define PL081_CHANNELS 2

/*
 * Source or destination of what is under way. Memory is mapped; of anything
 * else, the section's reference is held. Either keeps the owner.
 */
typedef struct PL081End {
    void *mapped;
    MemoryRegion *held;
    hwaddr size;
    bool is_write;
} PL081End;

typedef struct PL081Channel {
    PL081State *owner;
    QEMUTimer timer;
    bool moving;
    PL081End from;
    PL081End to;

    uint32_t source;
    uint32_t destination;
    uint32_t next;
    uint32_t control;
    uint32_t config;
} PL081Channel;

struct PL081State {
    SysBusDevice parent_obj;

    MemoryRegion iomem;
    qemu_irq irq;
    qemu_irq error_irq;
    qemu_irq end_irq;
    /* A strong link. */
    MemoryRegion *downstream;
    /* From realize to unrealize. */
    AddressSpace *space;

    PL081Channel channel[PL081_CHANNELS];
    uint32_t config;
    /* A bit for each channel. */
    uint8_t ended;
    uint8_t failed;
};

#endif
