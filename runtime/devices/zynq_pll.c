/*
 * A PLL of a Zynq-7000: its output is its input, multiplied or as it is.
 *
 * Lifetime: both clocks are the list's; whoever aliases the output holds it
 * beyond this device.
 *
 * Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 */
#include "qemu/osdep.h"
#include "hw/qdev-clock.h"
#include "migration/vmstate.h"
#include "qemu/module.h"
#include "runtime/devices/zynq_clocks.h"

static void zynq_pll_update(void *opaque, ClockEvent event)
{
    ZynqPLLState *s = opaque;

    clock_update(s->out, clock_get(s->in) / MAX(s->feedback, 1));
}

void zynq_pll_set_feedback(ZynqPLLState *s, unsigned feedback)
{
    s->feedback = feedback;
    zynq_pll_update(s, ClockUpdate);
}

static void zynq_pll_init(Object *obj)
{
    ZynqPLLState *s = ZYNQ_PLL(obj);

    s->in =
        qdev_init_clock_in(DEVICE(obj), "in", zynq_pll_update, s, ClockUpdate);
    s->out = qdev_init_clock_out(DEVICE(obj), "out");
}

static const VMStateField zynq_pll_fields[] = {
    VMSTATE_CLOCK(in, ZynqPLLState),
    VMSTATE_CLOCK(out, ZynqPLLState),
    VMSTATE_UINT32(feedback, ZynqPLLState),
    VMSTATE_END_OF_LIST(),
};

static const VMStateDescription vmstate_zynq_pll = {
    .name = TYPE_ZYNQ_PLL,
    .version_id = 1,
    .minimum_version_id = 1,
    .fields = zynq_pll_fields,
};

static void zynq_pll_class_init(ObjectClass *oc, const void *data)
{
    DEVICE_CLASS(oc)->vmsd = &vmstate_zynq_pll;
}

static const TypeInfo zynq_pll_info = {
    .name = TYPE_ZYNQ_PLL,
    .parent = TYPE_DEVICE,
    .instance_size = sizeof(ZynqPLLState),
    .instance_init = zynq_pll_init,
    .class_init = zynq_pll_class_init,
};

static void zynq_pll_register_types(void)
{
    type_register_static(&zynq_pll_info);
}

type_init(zynq_pll_register_types)
