/*
 * A system on a chip, laid out as an Exynos is: harts that share an interrupt
 * controller, a UART, a timer, and a hash engine.
 *
 * Lifetime: nothing is embedded but the region. Each part is made in realize,
 * given to a child property, and the creation reference is dropped, whether or
 * not the part could be realized. The fields borrow from the properties, which
 * unrealize ends.
 *
 * Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 */
#include "qemu/osdep.h"
#include "hw/irq.h"
#include "hw/qdev-clock.h"
#include "hw/qdev-properties.h"
#include "qapi/error.h"
#include "qemu/module.h"
#include "runtime/boards/duo_soc.h"

/* The caller has a reference besides the chip's. */
static DeviceState *new_part(DuoSoCState *s, const char *name, const char *type,
                             hwaddr offset)
{
    DeviceState *part = qdev_new(type);

    object_property_add_child(OBJECT(s), name, OBJECT(part));
    memory_region_add_subregion(
        &s->container, offset, sysbus_mmio_get_region(SYS_BUS_DEVICE(part), 0));
    return part;
}

static void connect_part(DuoSoCState *s, DeviceState *part, int line)
{
    sysbus_connect_irq(SYS_BUS_DEVICE(part), 0, qdev_get_gpio_in(s->vic, line));
}

static bool add_vic(DuoSoCState *s, Error **errp)
{
    s->vic = new_part(s, "vic", "pl190", DUO_SOC_VIC);
    return sysbus_realize_and_unref(SYS_BUS_DEVICE(s->vic), errp);
}

static bool add_uart(DuoSoCState *s, Error **errp)
{
    s->uart = new_part(s, "uart", "pl011", DUO_SOC_UART);
    qdev_connect_clock_in(s->uart, "clk", s->refclk);
    connect_part(s, s->uart, DUO_SOC_IRQ_UART);
    if (s->serial &&
        !object_property_set_str(OBJECT(s->uart), "chardev", s->serial, errp)) {
        object_unref(s->uart);
        return false;
    }
    return sysbus_realize_and_unref(SYS_BUS_DEVICE(s->uart), errp);
}

static bool add_timer(DuoSoCState *s, Error **errp)
{
    s->timer = new_part(s, "timer", "sp804", DUO_SOC_TIMER);
    qdev_connect_clock_in(s->timer, "clk", s->refclk);
    connect_part(s, s->timer, DUO_SOC_IRQ_TIMER);
    return sysbus_realize_and_unref(SYS_BUS_DEVICE(s->timer), errp);
}

static bool add_hash(DuoSoCState *s, Error **errp)
{
    if (!s->iothread) {
        return true;
    }
    s->hash = new_part(s, "hash", "hace", DUO_SOC_HASH);
    connect_part(s, s->hash, DUO_SOC_IRQ_HASH);
    if (!object_property_set_link(OBJECT(s->hash), "iothread",
                                  OBJECT(s->iothread), errp)) {
        object_unref(s->hash);
        return false;
    }
    return sysbus_realize_and_unref(SYS_BUS_DEVICE(s->hash), errp);
}

static bool add_cpu(DuoSoCState *s, int n, Error **errp)
{
    g_autofree char *name = g_strdup_printf("cpu%d", n);
    Object *cpu = object_new(TYPE_RV32_CPU);
    bool done;

    object_property_add_child(OBJECT(s), name, cpu);
    s->cpus[n] = RV32_CPU(cpu);
    qdev_prop_set_uint32(DEVICE(cpu), "hart-id", n);
    qdev_prop_set_uint32(DEVICE(cpu), "reset-pc", s->reset_pc);
    done = qdev_realize(DEVICE(cpu), NULL, errp);
    object_unref(cpu);
    return done;
}

/* The first hart gets what is not fast, the second what is. */
static bool add_cpus(DuoSoCState *s, Error **errp)
{
    for (uint32_t i = 0; i < s->num_cpus; i++) {
        if (!add_cpu(s, i, errp)) {
            return false;
        }
        if (i < 2) {
            sysbus_connect_irq(
                SYS_BUS_DEVICE(s->vic), i,
                qdev_get_gpio_in(DEVICE(s->cpus[i]), RV32_EXTERNAL));
        }
    }
    return true;
}

static void drop_part(DuoSoCState *s, DeviceState **part)
{
    if (*part) {
        memory_region_del_subregion(
            &s->container, sysbus_mmio_get_region(SYS_BUS_DEVICE(*part), 0));
        object_unparent(OBJECT(*part));
        *part = NULL;
    }
}

static void duo_soc_unrealize(DeviceState *dev)
{
    DuoSoCState *s = DUO_SOC(dev);

    for (int i = 0; i < DUO_SOC_CPUS_MAX; i++) {
        if (s->cpus[i]) {
            object_unparent(OBJECT(s->cpus[i]));
            s->cpus[i] = NULL;
        }
    }
    drop_part(s, &s->hash);
    drop_part(s, &s->timer);
    drop_part(s, &s->uart);
    drop_part(s, &s->vic);
}

static void duo_soc_realize(DeviceState *dev, Error **errp)
{
    DuoSoCState *s = DUO_SOC(dev);

    if (!clock_has_source(s->refclk)) {
        error_setg(errp, "duo-soc: refclk is not connected");
        return;
    }
    if (s->num_cpus < 1 || s->num_cpus > DUO_SOC_CPUS_MAX) {
        error_setg(errp, "duo-soc: %u cpus, instead of 1 to %d", s->num_cpus,
                   DUO_SOC_CPUS_MAX);
        return;
    }
    if (!add_vic(s, errp) || !add_uart(s, errp) || !add_timer(s, errp) ||
        !add_hash(s, errp) || !add_cpus(s, errp)) {
        duo_soc_unrealize(dev);
    }
}

/* From outside, to the part that may not be there. */
static void duo_soc_set_line(void *opaque, int n, int level)
{
    DuoSoCState *s = DUO_SOC(opaque);

    if (s->vic) {
        qemu_set_irq(qdev_get_gpio_in(s->vic, n), level);
    }
}

static void duo_soc_init(Object *obj)
{
    DuoSoCState *s = DUO_SOC(obj);

    memory_region_init(&s->container, obj, "duo-soc", DUO_SOC_SIZE);
    sysbus_init_mmio(SYS_BUS_DEVICE(obj), &s->container);
    qdev_init_gpio_in(DEVICE(obj), duo_soc_set_line, DUO_SOC_LINES);
    s->refclk = qdev_init_clock_in(DEVICE(obj), "refclk", NULL, NULL, 0);
}

static const Property duo_soc_properties[] = {
    DEFINE_PROP_UINT32("cpus", DuoSoCState, num_cpus, 2),
    DEFINE_PROP_UINT32("reset-pc", DuoSoCState, reset_pc, 0),
    DEFINE_PROP_STRING("serial", DuoSoCState, serial),
    DEFINE_PROP_LINK("iothread", DuoSoCState, iothread, TYPE_IOTHREAD,
                     IOThread *),
};

static void duo_soc_class_init(ObjectClass *oc, const void *data)
{
    DeviceClass *dc = DEVICE_CLASS(oc);

    dc->realize = duo_soc_realize;
    dc->unrealize = duo_soc_unrealize;
    dc->user_creatable = false;
    device_class_set_props(dc, duo_soc_properties);
}

static const TypeInfo duo_soc_info = {
    .name = TYPE_DUO_SOC,
    .parent = TYPE_SYS_BUS_DEVICE,
    .instance_size = sizeof(DuoSoCState),
    .instance_init = duo_soc_init,
    .class_init = duo_soc_class_init,
};

static void duo_soc_register_types(void)
{
    type_register_static(&duo_soc_info);
}

type_init(duo_soc_register_types)
