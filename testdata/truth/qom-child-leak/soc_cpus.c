/*
 * Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 *
 * A chip that makes its processor, and a processor that makes its interrupt
 * controller: in realize, as children, with and without the unref.
 */
#include "qemu/osdep.h"
#include "hw/core/cpu.h"
#include "hw/sysbus.h"
#include "qapi/error.h"
#include "qom/scenario.h"

#define TYPE_PIC "toy-pic"

#define TYPE_CORE "toy-core"
OBJECT_DECLARE_SIMPLE_TYPE(Core, CORE)

struct Core {
    CPUState parent_obj;
    /* Borrowed from the child property. */
    DeviceState *pic;
};

#define TYPE_LEAKY_CORE "toy-leaky-core"

#define TYPE_CHIP "toy-chip"
OBJECT_DECLARE_SIMPLE_TYPE(Chip, CHIP)

struct Chip {
    SysBusDevice parent_obj;
    Core *core;
};

#define TYPE_LEAKY_CHIP "toy-leaky-chip"

/* The processor */

static void core_realize_ok(DeviceState *dev, Error **errp)
{
    Core *core = CORE(dev);
    Object *pic = object_new(TYPE_PIC);

    object_property_add_child(OBJECT(core), "pic", pic);
    object_unref(pic);
    core->pic = DEVICE(pic);
    if (!qdev_realize(DEVICE(pic), NULL, errp)) {
        object_unparent(pic);
        core->pic = NULL;
    }
}

static void core_realize_bad(DeviceState *dev, Error **errp)
{
    Core *core = CORE(dev);
    /* 2: ours and the processor's, which ends with unrealize. */
    Object *pic = object_new(TYPE_PIC); // expect: qom-child-leak pic

    object_property_add_child(OBJECT(core), "pic", pic);
    core->pic = DEVICE(pic);
    if (!qdev_realize(DEVICE(pic), NULL, errp)) {
        object_unparent(pic);
        core->pic = NULL;
    }
}

static void core_unrealize(DeviceState *dev)
{
    Core *core = CORE(dev);

    object_unparent(OBJECT(core->pic));
    core->pic = NULL;
}

/* The chip */

static bool add_core_ok(Chip *chip, Error **errp)
{
    Object *core = object_new(TYPE_CORE);
    bool done;

    object_property_add_child(OBJECT(chip), "core", core);
    chip->core = CORE(core);
    done = qdev_realize(DEVICE(core), NULL, errp);
    object_unref(core);
    return done;
}

static bool add_core_bad(Chip *chip, Error **errp)
{
    /* 2: ours and the chip's. A chip is made once, with its board. */
    Object *core = object_new(TYPE_CORE); // expect-latent: qom-child-leak core

    object_property_add_child(OBJECT(chip), "core", core);
    chip->core = CORE(core);
    return qdev_realize(DEVICE(core), NULL, errp);
}

static void drop_core(Chip *chip)
{
    object_unparent(OBJECT(chip->core));
    chip->core = NULL;
}

static void chip_realize_ok(DeviceState *dev, Error **errp)
{
    if (!add_core_ok(CHIP(dev), errp)) {
        drop_core(CHIP(dev));
    }
}

static void leaky_chip_realize(DeviceState *dev, Error **errp)
{
    if (!add_core_bad(CHIP(dev), errp)) {
        drop_core(CHIP(dev));
    }
}

static void chip_unrealize(DeviceState *dev)
{
    drop_core(CHIP(dev));
}

/* Without a parent of its own, as boards do that are older than the tree. */

static void add_unattached_core_bad(Error **errp)
{
    /* 2: ours and /machine/unattached's. */
    Object *core = object_new(TYPE_CORE); // expect: qom-child-leak core

    if (!qdev_realize(DEVICE(core), NULL, errp)) {
        object_unref(core);
    }
}

static void add_unattached_core_ok(Error **errp)
{
    Object *core = object_new(TYPE_CORE);

    qdev_realize(DEVICE(core), NULL, errp);
    object_unref(core);
}

/* A chip that comes and goes. */
static void plug_and_unplug(const char *type)
{
    DeviceState *chip = qdev_new(type);

    if (sysbus_realize(SYS_BUS_DEVICE(chip), NULL)) {
        object_unparent(OBJECT(chip));
    }
    object_unref(chip);
}

static void plug_and_unplug_core(const char *type)
{
    DeviceState *core = qdev_new(type);

    if (qdev_realize(core, NULL, NULL)) {
        object_unparent(OBJECT(core));
    }
    object_unref(core);
}

/* One after the other would be each with each outcome of the others. */
void scenario(void)
{
    if (scenario_choice("no parent")) {
        add_unattached_core_bad(NULL);
    } else if (scenario_choice("no parent, dropped")) {
        add_unattached_core_ok(NULL);
    } else if (scenario_choice("leaky core")) {
        plug_and_unplug_core(TYPE_LEAKY_CORE);
    } else if (scenario_choice("leaky chip")) {
        plug_and_unplug(TYPE_LEAKY_CHIP);
    } else {
        plug_and_unplug(TYPE_CHIP);
    }
}

static void core_class_init(ObjectClass *oc, const void *data)
{
    DeviceClass *dc = DEVICE_CLASS(oc);

    dc->realize = core_realize_ok;
    dc->unrealize = core_unrealize;
}

static void leaky_core_class_init(ObjectClass *oc, const void *data)
{
    DEVICE_CLASS(oc)->realize = core_realize_bad;
}

static void chip_class_init(ObjectClass *oc, const void *data)
{
    DeviceClass *dc = DEVICE_CLASS(oc);

    dc->realize = chip_realize_ok;
    dc->unrealize = chip_unrealize;
}

static void leaky_chip_class_init(ObjectClass *oc, const void *data)
{
    DEVICE_CLASS(oc)->realize = leaky_chip_realize;
}

static const TypeInfo types[] = {
    {
        .name = TYPE_PIC,
        .parent = TYPE_DEVICE,
    },
    {
        .name = TYPE_CORE,
        .parent = TYPE_CPU,
        .instance_size = sizeof(Core),
        .class_init = core_class_init,
    },
    {
        .name = TYPE_LEAKY_CORE,
        .parent = TYPE_CORE,
        .class_init = leaky_core_class_init,
    },
    {
        .name = TYPE_CHIP,
        .parent = TYPE_SYS_BUS_DEVICE,
        .instance_size = sizeof(Chip),
        .class_init = chip_class_init,
    },
    {
        .name = TYPE_LEAKY_CHIP,
        .parent = TYPE_CHIP,
        .class_init = leaky_chip_class_init,
    },
};

DEFINE_TYPES(types)
