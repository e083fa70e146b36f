/*
 * A RISC-V hart: it starts, sleeps, wakes, and brings its interruptor along.
 *
 * Lifetime: the interruptor is made in realize, given to the child property,
 * and taken away in unrealize, so that a second realize makes another. The
 * regions of the hart's view are embedded and refer to each other only while
 * it is realized; the link to the view is a reference on the object itself. On
 * no bus, so that it registers for resets; that list counts nothing.
 *
 * Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 */
#include "qemu/osdep.h"
#include "exec/address-spaces.h"
#include "hw/irq.h"
#include "hw/qdev-properties.h"
#include "qapi/error.h"
#include "migration/vmstate.h"
#include "qemu/module.h"
#include "sysemu/reset.h"
#include "runtime/devices/rv32_internal.h"

#define RV32_CPU_CLASS(klass) \
    OBJECT_CLASS_CHECK(RV32CPUClass, (klass), TYPE_RV32_CPU)
#define RV32_CPU_GET_CLASS(obj) \
    OBJECT_GET_CLASS(RV32CPUClass, (obj), TYPE_RV32_CPU)

typedef struct RV32CPUClass {
    CPUClass parent_class;
    DeviceRealize parent_realize;
    DeviceUnrealize parent_unrealize;
} RV32CPUClass;

/* What is not realized has no memory to execute. */
static void plan_next(RV32CPU *cpu)
{
    if (CPU(cpu)->halted || !CPU(cpu)->as) {
        timer_del(&cpu->next);
    } else {
        timer_mod_ns(&cpu->next,
                     qemu_clock_get_ns(QEMU_CLOCK_VIRTUAL) + RV32_CYCLE_NS);
    }
}

static void rv32_cycle(void *opaque)
{
    rv32_step(opaque);
    plan_next(opaque);
}

static void set_pending(RV32CPU *cpu, int interrupt, int level)
{
    cpu->mip = deposit32(cpu->mip, interrupt, 1, level != 0);
    if (CPU(cpu)->halted && cpu->mip & cpu->mie) {
        CPU(cpu)->halted = false;
        plan_next(cpu);
    }
}

static void rv32_set_external(void *opaque, int n, int level)
{
    set_pending(RV32_CPU(opaque), INTERRUPT_EXTERNAL, level);
}

/* From the interruptor. */
static void rv32_set_local(void *opaque, int n, int level)
{
    static const int interrupts[] = {
        [CLINT_SOFTWARE] = INTERRUPT_SOFTWARE,
        [CLINT_TIMER] = INTERRUPT_TIMER,
    };

    set_pending(RV32_CPU(opaque), interrupts[n], level);
}

static void rv32_reset(DeviceState *dev)
{
    RV32CPU *cpu = RV32_CPU(dev);

    memset(cpu->x, 0, sizeof(cpu->x));
    cpu->pc = cpu->reset_pc;
    cpu->mstatus = cpu->mie = cpu->mtvec = cpu->mscratch = 0;
    cpu->mepc = cpu->mcause = 0;
    CPU(cpu)->halted = false;
    if (cpu->clint) {
        device_cold_reset(DEVICE(cpu->clint));
    }
    plan_next(cpu);
}

static void rv32_system_reset(void *opaque)
{
    device_cold_reset(opaque);
}

static bool create_clint(RV32CPU *cpu, Error **errp)
{
    Object *clint = object_new(TYPE_CLINT);

    object_property_add_child(OBJECT(cpu), "clint", clint);
    object_unref(clint);
    cpu->clint = CLINT(clint);
    for (int i = 0; i < CLINT_LINES; i++) {
        qdev_connect_gpio_out(DEVICE(clint), i,
                              qdev_get_gpio_in_named(DEVICE(cpu), "local", i));
    }
    return qdev_realize(DEVICE(clint), NULL, errp);
}

static void drop_clint(RV32CPU *cpu)
{
    object_unparent(OBJECT(cpu->clint));
    cpu->clint = NULL;
}

static void rv32_realize(DeviceState *dev, Error **errp)
{
    RV32CPU *cpu = RV32_CPU(dev);

    if (cpu->reset_pc & 3) {
        error_setg(errp, "rv32-cpu: reset-pc is not the address of a word");
        return;
    }
    if (!create_clint(cpu, errp)) {
        drop_clint(cpu);
        return;
    }
    memory_region_add_subregion(&cpu->view, 0, &cpu->system);
    memory_region_add_subregion_overlap(&cpu->view, RV32_CLINT,
                                        &cpu->clint->iomem, 1);
    object_property_set_link(OBJECT(cpu), "memory", OBJECT(&cpu->view),
                             &error_abort);
    /* That of a CPU cannot fail. */
    RV32_CPU_GET_CLASS(dev)->parent_realize(dev, &error_abort);
    qemu_register_reset(rv32_system_reset, dev);
    device_cold_reset(dev);
}

static void rv32_unrealize(DeviceState *dev)
{
    RV32CPU *cpu = RV32_CPU(dev);

    qemu_unregister_reset(rv32_system_reset, dev);
    timer_del(&cpu->next);
    RV32_CPU_GET_CLASS(dev)->parent_unrealize(dev);
    memory_region_del_subregion(&cpu->view, &cpu->clint->iomem);
    memory_region_del_subregion(&cpu->view, &cpu->system);
    drop_clint(cpu);
}

static void rv32_init(Object *obj)
{
    RV32CPU *cpu = RV32_CPU(obj);
    DeviceState *dev = DEVICE(obj);

    memory_region_init(&cpu->view, obj, "view", UINT64_C(1) << 32);
    memory_region_init_alias(&cpu->system, obj, "system", get_system_memory(),
                             0, UINT64_C(1) << 32);
    qdev_init_gpio_in(dev, rv32_set_external, RV32_LINES);
    qdev_init_gpio_in_named(dev, rv32_set_local, "local", CLINT_LINES);
    timer_init_ns(&cpu->next, QEMU_CLOCK_VIRTUAL, rv32_cycle, cpu);
}

static int rv32_post_load(void *opaque, int version_id)
{
    plan_next(opaque);
    return 0;
}

static const VMStateField rv32_fields[] = {
    VMSTATE_ARRAY(x, RV32CPU, 32, 0, vmstate_info_uint32, uint32_t),
    VMSTATE_UINT32(pc, RV32CPU),
    VMSTATE_UINT32(mstatus, RV32CPU),
    VMSTATE_UINT32(mie, RV32CPU),
    VMSTATE_UINT32(mip, RV32CPU),
    VMSTATE_UINT32(mtvec, RV32CPU),
    VMSTATE_UINT32(mscratch, RV32CPU),
    VMSTATE_UINT32(mepc, RV32CPU),
    VMSTATE_UINT32(mcause, RV32CPU),
    VMSTATE_UINT32(parent_obj.halted, RV32CPU),
    VMSTATE_END_OF_LIST(),
};

static const VMStateDescription vmstate_rv32 = {
    .name = TYPE_RV32_CPU,
    .version_id = 1,
    .minimum_version_id = 1,
    .post_load = rv32_post_load,
    .fields = rv32_fields,
};

static const Property rv32_properties[] = {
    DEFINE_PROP_UINT32("hart-id", RV32CPU, hart_id, 0),
    DEFINE_PROP_UINT32("reset-pc", RV32CPU, reset_pc, 0),
};

static void rv32_class_init(ObjectClass *oc, const void *data)
{
    DeviceClass *dc = DEVICE_CLASS(oc);
    RV32CPUClass *rc = RV32_CPU_CLASS(oc);

    device_class_set_parent_realize(dc, rv32_realize, &rc->parent_realize);
    device_class_set_parent_unrealize(dc, rv32_unrealize,
                                      &rc->parent_unrealize);
    device_class_set_legacy_reset(dc, rv32_reset);
    device_class_set_props(dc, rv32_properties);
    /* A board that can plug one lets the user do it. */
    dc->user_creatable = true;
    dc->vmsd = &vmstate_rv32;
}

static const TypeInfo rv32_info = {
    .name = TYPE_RV32_CPU,
    .parent = TYPE_CPU,
    .instance_size = sizeof(RV32CPU),
    .instance_init = rv32_init,
    .class_size = sizeof(RV32CPUClass),
    .class_init = rv32_class_init,
};

static void rv32_register_types(void)
{
    type_register_static(&rv32_info);
}

type_init(rv32_register_types)
