/*
 * What a board loses, it loses once.
 *
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 */
#include "qemu/osdep.h"
#include "hw/boards.h"
#include "hw/sysbus.h"
#include "qapi/error.h"

#define TYPE_PANEL "toy-panel"
OBJECT_DECLARE_SIMPLE_TYPE(PanelState, PANEL)

struct PanelState {
    SysBusDevice parent_obj;
    uint32_t width;
};

#define TYPE_CHIP_CORE "toy-chip-core"
OBJECT_DECLARE_SIMPLE_TYPE(ChipCore, CHIP_CORE)

struct ChipCore {
    DeviceState parent_obj;
    uint32_t frequency;
};

#define TYPE_CHIP "toy-chip"
OBJECT_DECLARE_SIMPLE_TYPE(ChipState, CHIP)

struct ChipState {
    DeviceState parent_obj;
    uint32_t frequency;
};

/* Machine init. */

static void panel_board_init_bad(MachineState *machine)
{
    /* 1 on a machine without graphics; the board exists once. */
    DeviceState *panel = qdev_new(TYPE_PANEL); // expect-latent: qom-ref-leak panel

    if (!machine->enable_graphics) {
        return;
    }
    PANEL(panel)->width = 640;
    sysbus_realize_and_unref(SYS_BUS_DEVICE(panel), &error_fatal);
}

static void panel_board_init_ok(MachineState *machine)
{
    DeviceState *panel;

    if (!machine->enable_graphics) {
        return;
    }
    panel = qdev_new(TYPE_PANEL);
    PANEL(panel)->width = 640;
    sysbus_realize_and_unref(SYS_BUS_DEVICE(panel), &error_fatal);
}

/* The block is the board's and stays, but the reference is nobody's. */

static void block_board_init_bad(MachineState *machine)
{
    PanelState *panel = g_new0(PanelState, 1);

    /* 1 for ever: no holder, and no free hook for the block either. */
    object_initialize(panel, sizeof(*panel), TYPE_PANEL); // expect-latent: qom-ref-leak panel
    panel->width = 640;
}

static void block_board_init_ok(MachineState *machine)
{
    static PanelState panel;

    /* 1 ours, 2 with the tree, 1 the tree's. */
    object_initialize(&panel, sizeof(panel), TYPE_PANEL);
    object_property_add_child(OBJECT(machine), "panel", OBJECT(&panel));
    object_unref(OBJECT(&panel));
}

static void panel_board_bad(MachineClass *mc)
{
    mc->init = panel_board_init_bad;
}

static void panel_board_ok(MachineClass *mc)
{
    mc->init = panel_board_init_ok;
}

static void block_board_bad(MachineClass *mc)
{
    mc->init = block_board_init_bad;
}

static void block_board_ok(MachineClass *mc)
{
    mc->init = block_board_init_ok;
}

DEFINE_MACHINE("panel-bad", panel_board_bad)
DEFINE_MACHINE("panel-ok", panel_board_ok)
DEFINE_MACHINE("block-bad", block_board_bad)
DEFINE_MACHINE("block-ok", block_board_ok)

/* A chip that only boards have. */

static void chip_realize_bad(DeviceState *dev, Error **errp)
{
    ChipState *s = CHIP(dev);
    /* 1 when the frequency is refused; a board then gives up for good. */
    DeviceState *core = qdev_new(TYPE_CHIP_CORE); // expect-latent: qom-ref-leak core

    if (!object_property_set_uint(OBJECT(core), "frequency", s->frequency,
                                  errp)) {
        return;
    }
    qdev_realize_and_unref(core, NULL, errp);
}

static void chip_realize_ok(DeviceState *dev, Error **errp)
{
    ChipState *s = CHIP(dev);
    DeviceState *core = qdev_new(TYPE_CHIP_CORE);

    if (!object_property_set_uint(OBJECT(core), "frequency", s->frequency,
                                  errp)) {
        object_unref(OBJECT(core));
        return;
    }
    qdev_realize_and_unref(core, NULL, errp);
}

static void chip_core_init(Object *obj)
{
    object_property_add_uint32_ptr(obj, "frequency", &CHIP_CORE(obj)->frequency,
                                   OBJ_PROP_FLAG_READWRITE);
}

static void chip_bad_class_init(ObjectClass *klass, const void *data)
{
    DeviceClass *dc = DEVICE_CLASS(klass);

    dc->realize = chip_realize_bad;
    /* Reason: part of the board. */
    dc->user_creatable = false;
    dc->hotpluggable = false;
}

static void chip_ok_class_init(ObjectClass *klass, const void *data)
{
    DeviceClass *dc = DEVICE_CLASS(klass);

    dc->realize = chip_realize_ok;
    /* Reason: part of the board. */
    dc->user_creatable = false;
    dc->hotpluggable = false;
}

static const TypeInfo types[] = {
    {
        .name = TYPE_PANEL,
        .parent = TYPE_SYS_BUS_DEVICE,
        .instance_size = sizeof(PanelState),
    },
    {
        .name = TYPE_CHIP_CORE,
        .parent = TYPE_DEVICE,
        .instance_size = sizeof(ChipCore),
        .instance_init = chip_core_init,
    },
    {
        .name = TYPE_CHIP,
        .parent = TYPE_DEVICE,
        .instance_size = sizeof(ChipState),
        .abstract = true,
    },
    {
        .name = TYPE_CHIP "-bad",
        .parent = TYPE_CHIP,
        .class_init = chip_bad_class_init,
    },
    {
        .name = TYPE_CHIP "-ok",
        .parent = TYPE_CHIP,
        .class_init = chip_ok_class_init,
    },
};

DEFINE_TYPES(types)
