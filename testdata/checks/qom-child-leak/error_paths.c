/*
 * Paths that leave between add_child and unref, or undo only one of the two.
 *
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 */
#include "qemu/osdep.h"
#include "hw/pci/pci_device.h"
#include "hw/qdev-properties.h"
#include "qapi/error.h"

enum {
    ENGINE_NONE,
    ENGINE_COPY,
    ENGINE_CRYPT,
};

#define TYPE_ENGINE "dma-engine"
OBJECT_DECLARE_SIMPLE_TYPE(EngineState, ENGINE)

struct EngineState {
    DeviceState parent_obj;
    uint32_t depth;
    uint32_t mode;
};

#define TYPE_OFFLOAD "offload-card"
OBJECT_DECLARE_SIMPLE_TYPE(OffloadState, OFFLOAD)

struct OffloadState {
    PCIDevice parent_obj;
    uint32_t depth;
    uint32_t kind;
};

/* An early return between add_child and unref. */

static void offload_config_realize_bad(PCIDevice *pci, Error **errp)
{
    OffloadState *s = OFFLOAD(pci);
    /* When a property is refused 2: the child property's, and ours, lost. */
    Object *engine = object_new(TYPE_ENGINE); // expect: qom-child-leak engine

    object_property_add_child(OBJECT(pci), "engine", engine);
    if (!object_property_set_uint(engine, "depth", s->depth, errp)) {
        return;
    }
    object_unref(engine);
}

static void offload_config_realize_ok(PCIDevice *pci, Error **errp)
{
    OffloadState *s = OFFLOAD(pci);
    Object *engine = object_new(TYPE_ENGINE);

    object_property_add_child(OBJECT(pci), "engine", engine);
    object_unref(engine);
    if (!object_property_set_uint(engine, "depth", s->depth, errp)) {
        return;
    }
}

/* A label that undoes the parent only. */

static void offload_label_realize_bad(PCIDevice *pci, Error **errp)
{
    OffloadState *s = OFFLOAD(pci);
    /* At the label 2: unparenting drops the tree's, ours is lost. */
    DeviceState *engine = qdev_new(TYPE_ENGINE); // expect: qom-child-leak engine

    object_property_add_child(OBJECT(pci), "engine", OBJECT(engine));
    if (!object_property_set_uint(OBJECT(engine), "depth", s->depth, errp)) {
        goto fail;
    }
    if (!object_property_set_uint(OBJECT(engine), "mode", s->kind, errp)) {
        goto fail;
    }
    qdev_realize_and_unref(engine, NULL, &error_abort);
    return;

fail:
    object_unparent(OBJECT(engine));
}

static void offload_label_realize_ok(PCIDevice *pci, Error **errp)
{
    OffloadState *s = OFFLOAD(pci);
    DeviceState *engine = qdev_new(TYPE_ENGINE);

    object_property_add_child(OBJECT(pci), "engine", OBJECT(engine));
    if (!object_property_set_uint(OBJECT(engine), "depth", s->depth, errp)) {
        goto fail;
    }
    if (!object_property_set_uint(OBJECT(engine), "mode", s->kind, errp)) {
        goto fail;
    }
    qdev_realize_and_unref(engine, NULL, &error_abort);
    return;

fail:
    object_unparent(OBJECT(engine));
    object_unref(OBJECT(engine));
}

/* One case of several. */

static void offload_switch_realize_bad(PCIDevice *pci, Error **errp)
{
    OffloadState *s = OFFLOAD(pci);
    Object *engine;

    switch (s->kind) {
    case ENGINE_COPY:
        engine = object_new(TYPE_ENGINE);
        object_property_add_child(OBJECT(pci), "copy", engine);
        object_unref(engine);
        break;
    case ENGINE_CRYPT:
        /* 2 in this case, where the unref was forgotten. */
        engine = object_new(TYPE_ENGINE); // expect: qom-child-leak engine
        object_property_add_child(OBJECT(pci), "crypt", engine);
        break;
    default:
        error_setg(errp, "unknown kind %u", s->kind);
        break;
    }
}

static void offload_switch_realize_ok(PCIDevice *pci, Error **errp)
{
    OffloadState *s = OFFLOAD(pci);
    Object *engine;

    switch (s->kind) {
    case ENGINE_COPY:
        engine = object_new(TYPE_ENGINE);
        object_property_add_child(OBJECT(pci), "copy", engine);
        object_unref(engine);
        break;
    case ENGINE_CRYPT:
        engine = object_new(TYPE_ENGINE);
        object_property_add_child(OBJECT(pci), "crypt", engine);
        object_unref(engine);
        break;
    default:
        error_setg(errp, "unknown kind %u", s->kind);
        break;
    }
}

static void engine_init(Object *obj)
{
    EngineState *s = ENGINE(obj);

    object_property_add_uint32_ptr(obj, "depth", &s->depth,
                                   OBJ_PROP_FLAG_READWRITE);
    object_property_add_uint32_ptr(obj, "mode", &s->mode,
                                   OBJ_PROP_FLAG_READWRITE);
}

static void offload_init(Object *obj)
{
    OFFLOAD(obj)->kind = ENGINE_CRYPT;
}

static void config_bad_class_init(ObjectClass *klass, const void *data)
{
    PCI_DEVICE_CLASS(klass)->realize = offload_config_realize_bad;
}

static void config_ok_class_init(ObjectClass *klass, const void *data)
{
    PCI_DEVICE_CLASS(klass)->realize = offload_config_realize_ok;
}

static void label_bad_class_init(ObjectClass *klass, const void *data)
{
    PCI_DEVICE_CLASS(klass)->realize = offload_label_realize_bad;
}

static void label_ok_class_init(ObjectClass *klass, const void *data)
{
    PCI_DEVICE_CLASS(klass)->realize = offload_label_realize_ok;
}

static void switch_bad_class_init(ObjectClass *klass, const void *data)
{
    PCI_DEVICE_CLASS(klass)->realize = offload_switch_realize_bad;
}

static void switch_ok_class_init(ObjectClass *klass, const void *data)
{
    PCI_DEVICE_CLASS(klass)->realize = offload_switch_realize_ok;
}

static const TypeInfo types[] = {
    {
        .name = TYPE_ENGINE,
        .parent = TYPE_DEVICE,
        .instance_size = sizeof(EngineState),
        .instance_init = engine_init,
    },
    {
        .name = TYPE_OFFLOAD,
        .parent = TYPE_PCI_DEVICE,
        .instance_size = sizeof(OffloadState),
        .instance_init = offload_init,
        .abstract = true,
        .interfaces =
            (const InterfaceInfo[]){{INTERFACE_CONVENTIONAL_PCI_DEVICE}, {}},
    },
    {
        .name = TYPE_OFFLOAD "-config-bad",
        .parent = TYPE_OFFLOAD,
        .class_init = config_bad_class_init,
    },
    {
        .name = TYPE_OFFLOAD "-config-ok",
        .parent = TYPE_OFFLOAD,
        .class_init = config_ok_class_init,
    },
    {
        .name = TYPE_OFFLOAD "-label-bad",
        .parent = TYPE_OFFLOAD,
        .class_init = label_bad_class_init,
    },
    {
        .name = TYPE_OFFLOAD "-label-ok",
        .parent = TYPE_OFFLOAD,
        .class_init = label_ok_class_init,
    },
    {
        .name = TYPE_OFFLOAD "-switch-bad",
        .parent = TYPE_OFFLOAD,
        .class_init = switch_bad_class_init,
    },
    {
        .name = TYPE_OFFLOAD "-switch-ok",
        .parent = TYPE_OFFLOAD,
        .class_init = switch_ok_class_init,
    },
};

DEFINE_TYPES(types)
