/*
 * Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 */

/* A UART with two clocks of its own. One of them outlives every UART. */

#include "qemu/osdep.h"
#include "hw/clock.h"
#include "hw/sysbus.h"

#define TYPE_DEMO_UART "demo-uart"
OBJECT_DECLARE_SIMPLE_TYPE(DemoUartState, DEMO_UART)

struct DemoUartState {
    SysBusDevice parent_obj;

    MemoryRegion iomem;
    Clock *baud;
    Clock *sample;
};

static void demo_uart_init(Object *obj)
{
    DemoUartState *s = DEMO_UART(obj);

    s->baud = CLOCK(object_new(TYPE_CLOCK));
    object_property_add_child(obj, "baud", OBJECT(s->baud));

    s->sample = CLOCK(object_new(TYPE_CLOCK));
    object_property_add_child(obj, "sample", OBJECT(s->sample));
    object_unref(OBJECT(s->sample));
}

static const TypeInfo demo_uart_types[] = {
    {
        .name = TYPE_DEMO_UART,
        .parent = TYPE_SYS_BUS_DEVICE,
        .instance_size = sizeof(DemoUartState),
        .instance_init = demo_uart_init,
    },
};

DEFINE_TYPES(demo_uart_types)
