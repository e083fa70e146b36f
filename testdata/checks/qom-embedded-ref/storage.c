/*
 * Storage that is freed or filled again while the object in it lives, and
 * storage that nobody will free.
 *
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 */
#include "qemu/osdep.h"
#include "exec/memory.h"
#include "hw/pci/pci_device.h"
#include "qapi/error.h"

#define NUM_BANKS 2

#define TYPE_STAGE "toy-stage"
OBJECT_DECLARE_SIMPLE_TYPE(StageState, STAGE)

struct StageState {
    Object parent_obj;
    uint32_t delay;
};

typedef struct StagePair {
    StageState front;
    StageState back;
} StagePair;

#define TYPE_SCALER "toy-scaler"
OBJECT_DECLARE_SIMPLE_TYPE(ScalerState, SCALER)

struct ScalerState {
    PCIDevice parent_obj;
    MemoryRegion window;
    MemoryRegion bank[NUM_BANKS];
    StagePair *pair;
    uint32_t delay;
};

/* The same storage in each turn. */

static void FN_scaler_banks_init_bad(Object *obj)
{
    ScalerState *s = SCALER(obj);
    int i;

    for (i = 0; i < NUM_BANKS; i++) {
        /* From the second turn on the storage has a region with 1. */
        memory_region_init(&s->bank[0], obj, "bank", 0x1000); // expect: qom-embedded-ref
    }
}

static void scaler_banks_init_ok(Object *obj)
{
    ScalerState *s = SCALER(obj);
    int i;

    for (i = 0; i < NUM_BANKS; i++) {
        memory_region_init(&s->bank[i], obj, "bank", 0x1000);
    }
}

/* A new region where the old one is still a child. */

void scaler_resize_bad(ScalerState *s, uint64_t size)
{
    memory_region_init(&s->window, OBJECT(s), "window", size);
    if (memory_region_size(&s->window) < 0x1000) {
        /* 1 from the line above, and a child property that points here. */
        memory_region_init(&s->window, OBJECT(s), "window", 0x1000); // expect: qom-embedded-ref
    }
    object_unparent(OBJECT(&s->window));
}

void scaler_resize_ok(ScalerState *s, uint64_t size)
{
    memory_region_init(&s->window, OBJECT(s), "window", size);
    if (memory_region_size(&s->window) < 0x1000) {
        object_unparent(OBJECT(&s->window));
        memory_region_init(&s->window, OBJECT(s), "window", 0x1000);
    }
    object_unparent(OBJECT(&s->window));
}

/* Freed with the region in it. */

bool scaler_overlay_bad(ScalerState *s, uint64_t size, Error **errp)
{
    MemoryRegion *overlay = g_new0(MemoryRegion, 1);

    memory_region_init(overlay, OBJECT(s), "overlay", size);
    if (memory_region_size(overlay) > 0x100000) {
        error_setg(errp, "overlay too large");
        /* 1, and a child property of s that points into freed storage. */
        g_free(overlay); // expect: qom-embedded-ref overlay
        return false;
    }
    object_unparent(OBJECT(overlay));
    g_free(overlay);
    return true;
}

bool scaler_overlay_ok(ScalerState *s, uint64_t size, Error **errp)
{
    MemoryRegion *overlay = g_new0(MemoryRegion, 1);

    memory_region_init(overlay, OBJECT(s), "overlay", size);
    if (memory_region_size(overlay) > 0x100000) {
        error_setg(errp, "overlay too large");
        object_unparent(OBJECT(overlay));
        g_free(overlay);
        return false;
    }
    object_unparent(OBJECT(overlay));
    g_free(overlay);
    return true;
}

/* A block with two children, freed by exit. */

static void scaler_pair_realize(PCIDevice *pci, Error **errp)
{
    ScalerState *s = SCALER(pci);

    s->pair = g_new0(StagePair, 1);
    object_initialize_child(OBJECT(pci), "front", &s->pair->front, TYPE_STAGE);
    object_initialize_child(OBJECT(pci), "back", &s->pair->back, TYPE_STAGE);
}

static void FN_scaler_pair_exit_bad(PCIDevice *pci)
{
    ScalerState *s = SCALER(pci);

    object_unparent(OBJECT(&s->pair->front));
    /* The back stage still has 1, the child property's. */
    g_free(s->pair); // expect: qom-embedded-ref
    s->pair = NULL;
}

static void scaler_pair_exit_ok(PCIDevice *pci)
{
    ScalerState *s = SCALER(pci);

    object_unparent(OBJECT(&s->pair->front));
    object_unparent(OBJECT(&s->pair->back));
    g_free(s->pair);
    s->pair = NULL;
}

/* No free hook: the last unref finalizes and does not free. */

uint32_t scaler_probe_bad(void)
{
    StageState *stage = g_new0(StageState, 1);
    uint32_t delay;

    /* 1 of ours, in a block that only we know. */
    object_initialize(stage, sizeof(*stage), TYPE_STAGE); // expect: qom-embedded-ref stage
    delay = stage->delay;
    object_unref(OBJECT(stage));
    return delay;
}

uint32_t scaler_probe_ok(void)
{
    StageState *stage = g_new0(StageState, 1);
    uint32_t delay;

    object_initialize(stage, sizeof(*stage), TYPE_STAGE);
    delay = stage->delay;
    object_unref(OBJECT(stage));
    g_free(stage);
    return delay;
}

/* The parent finalizes the child and does not know its storage. */

static void scaler_stage_realize_bad(PCIDevice *pci, Error **errp)
{
    StageState *stage = g_new0(StageState, 1);

    /* 1, the child property's; the block is lost when this returns. */
    object_initialize_child(OBJECT(pci), "stage", stage, TYPE_STAGE); // expect: qom-embedded-ref stage
    stage->delay = SCALER(pci)->delay;
}

static void scaler_stage_realize_ok(PCIDevice *pci, Error **errp)
{
    Object *stage = object_new(TYPE_STAGE);

    object_property_add_child(OBJECT(pci), "stage", stage);
    STAGE(stage)->delay = SCALER(pci)->delay;
    object_unref(stage);
}

static void stage_init(Object *obj)
{
    STAGE(obj)->delay = 3;
}

static void pair_bad_class_init(ObjectClass *klass, const void *data)
{
    PCI_DEVICE_CLASS(klass)->realize = scaler_pair_realize;
    PCI_DEVICE_CLASS(klass)->exit = FN_scaler_pair_exit_bad;
}

static void pair_ok_class_init(ObjectClass *klass, const void *data)
{
    PCI_DEVICE_CLASS(klass)->realize = scaler_pair_realize;
    PCI_DEVICE_CLASS(klass)->exit = scaler_pair_exit_ok;
}

static void stage_bad_class_init(ObjectClass *klass, const void *data)
{
    PCI_DEVICE_CLASS(klass)->realize = scaler_stage_realize_bad;
}

static void stage_ok_class_init(ObjectClass *klass, const void *data)
{
    PCI_DEVICE_CLASS(klass)->realize = scaler_stage_realize_ok;
}

static const TypeInfo types[] = {
    {
        .name = TYPE_STAGE,
        .parent = TYPE_OBJECT,
        .instance_size = sizeof(StageState),
        .instance_init = stage_init,
    },
    {
        .name = TYPE_SCALER,
        .parent = TYPE_PCI_DEVICE,
        .instance_size = sizeof(ScalerState),
        .abstract = true,
        .interfaces =
            (const InterfaceInfo[]){{INTERFACE_CONVENTIONAL_PCI_DEVICE}, {}},
    },
    {
        .name = TYPE_SCALER "-banks-bad",
        .parent = TYPE_SCALER,
        .instance_init = FN_scaler_banks_init_bad,
    },
    {
        .name = TYPE_SCALER "-banks-ok",
        .parent = TYPE_SCALER,
        .instance_init = scaler_banks_init_ok,
    },
    {
        .name = TYPE_SCALER "-pair-bad",
        .parent = TYPE_SCALER,
        .class_init = pair_bad_class_init,
    },
    {
        .name = TYPE_SCALER "-pair-ok",
        .parent = TYPE_SCALER,
        .class_init = pair_ok_class_init,
    },
    {
        .name = TYPE_SCALER "-stage-bad",
        .parent = TYPE_SCALER,
        .class_init = stage_bad_class_init,
    },
    {
        .name = TYPE_SCALER "-stage-ok",
        .parent = TYPE_SCALER,
        .class_init = stage_ok_class_init,
    },
};

DEFINE_TYPES(types)
