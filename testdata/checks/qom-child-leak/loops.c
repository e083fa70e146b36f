/*
 * One creation call, many references.
 *
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 */
#include "qemu/osdep.h"
#include "hw/pci/pci_device.h"
#include "qapi/error.h"

#define MAX_PORTS 4
#define NUM_CORES 2

#define TYPE_PORT "multiport-port"
OBJECT_DECLARE_SIMPLE_TYPE(PortState, PORT)

struct PortState {
    DeviceState parent_obj;
    uint32_t index;
};

#define TYPE_MULTIPORT "multiport"
OBJECT_DECLARE_SIMPLE_TYPE(MultiportState, MULTIPORT)

struct MultiportState {
    PCIDevice parent_obj;
    uint32_t ports;
    uint32_t fitted;
};

#define TYPE_CORE "toy-core"
OBJECT_DECLARE_SIMPLE_TYPE(CoreState, CORE)

struct CoreState {
    DeviceState parent_obj;
    uint64_t id;
};

#define TYPE_SOC "toy-soc"
OBJECT_DECLARE_SIMPLE_TYPE(SocState, SOC)

struct SocState {
    DeviceState parent_obj;
};

/* A hot-pluggable card. */

static void multiport_realize_bad(PCIDevice *pci, Error **errp)
{
    MultiportState *s = MULTIPORT(pci);
    uint32_t i;

    for (i = 0; i < s->ports; i++) {
        g_autofree char *name = g_strdup_printf("port%u", i);
        /* 2 in each turn: ours and the child property's. */
        Object *port = object_new(TYPE_PORT); // expect: qom-child-leak port

        object_property_add_child(OBJECT(pci), name, port);
        PORT(port)->index = i;
    }
}

static void multiport_realize_ok(PCIDevice *pci, Error **errp)
{
    MultiportState *s = MULTIPORT(pci);
    uint32_t i;

    for (i = 0; i < s->ports; i++) {
        g_autofree char *name = g_strdup_printf("port%u", i);
        Object *port = object_new(TYPE_PORT);

        object_property_add_child(OBJECT(pci), name, port);
        PORT(port)->index = i;
        object_unref(port);
    }
}

/* One way around the loop skips the unref. */

static void multiport_fit_realize_bad(PCIDevice *pci, Error **errp)
{
    MultiportState *s = MULTIPORT(pci);
    int i;

    for (i = 0; i < MAX_PORTS; i++) {
        g_autofree char *name = g_strdup_printf("port%d", i);
        /* 2 after add_child; the turns of unfitted ports keep both. */
        Object *port = object_new(TYPE_PORT); // expect: qom-child-leak port

        object_property_add_child(OBJECT(pci), name, port);
        if (!(s->fitted & (1u << i))) {
            continue;
        }
        PORT(port)->index = i;
        object_unref(port);
    }
}

static void multiport_fit_realize_ok(PCIDevice *pci, Error **errp)
{
    MultiportState *s = MULTIPORT(pci);
    int i;

    for (i = 0; i < MAX_PORTS; i++) {
        g_autofree char *name = g_strdup_printf("port%d", i);
        Object *port = object_new(TYPE_PORT);

        object_property_add_child(OBJECT(pci), name, port);
        object_unref(port);
        if (!(s->fitted & (1u << i))) {
            continue;
        }
        PORT(port)->index = i;
    }
}

/* The cores of a system on chip that only a board creates: latent. */

static void soc_realize_bad(DeviceState *dev, Error **errp)
{
    int i;

    for (i = 0; i < NUM_CORES; i++) {
        /* 2 in each turn, but a board never gives its chip back. */
        Object *core = object_new(TYPE_CORE); // expect-latent: qom-child-leak core

        object_property_add_child(OBJECT(dev), "core[*]", core);
        CORE(core)->id = i;
        qdev_realize(DEVICE(core), NULL, &error_abort);
    }
}

static void soc_realize_ok(DeviceState *dev, Error **errp)
{
    int i;

    for (i = 0; i < NUM_CORES; i++) {
        Object *core = object_new(TYPE_CORE);

        object_property_add_child(OBJECT(dev), "core[*]", core);
        CORE(core)->id = i;
        qdev_realize(DEVICE(core), NULL, &error_abort);
        object_unref(core);
    }
}

static void multiport_init(Object *obj)
{
    MultiportState *s = MULTIPORT(obj);

    s->ports = MAX_PORTS;
    s->fitted = 0x5;
}

static void multiport_bad_class_init(ObjectClass *klass, const void *data)
{
    PCI_DEVICE_CLASS(klass)->realize = multiport_realize_bad;
}

static void multiport_ok_class_init(ObjectClass *klass, const void *data)
{
    PCI_DEVICE_CLASS(klass)->realize = multiport_realize_ok;
}

static void multiport_fit_bad_class_init(ObjectClass *klass, const void *data)
{
    PCI_DEVICE_CLASS(klass)->realize = multiport_fit_realize_bad;
}

static void multiport_fit_ok_class_init(ObjectClass *klass, const void *data)
{
    PCI_DEVICE_CLASS(klass)->realize = multiport_fit_realize_ok;
}

static void soc_bad_class_init(ObjectClass *klass, const void *data)
{
    DeviceClass *dc = DEVICE_CLASS(klass);

    dc->realize = soc_realize_bad;
    /* Reason: part of the board. */
    dc->user_creatable = false;
    dc->hotpluggable = false;
}

static void soc_ok_class_init(ObjectClass *klass, const void *data)
{
    DeviceClass *dc = DEVICE_CLASS(klass);

    dc->realize = soc_realize_ok;
    /* Reason: part of the board. */
    dc->user_creatable = false;
    dc->hotpluggable = false;
}

static const TypeInfo types[] = {
    {
        .name = TYPE_PORT,
        .parent = TYPE_DEVICE,
        .instance_size = sizeof(PortState),
    },
    {
        .name = TYPE_MULTIPORT,
        .parent = TYPE_PCI_DEVICE,
        .instance_size = sizeof(MultiportState),
        .instance_init = multiport_init,
        .abstract = true,
        .interfaces =
            (const InterfaceInfo[]){{INTERFACE_CONVENTIONAL_PCI_DEVICE}, {}},
    },
    {
        .name = TYPE_MULTIPORT "-bad",
        .parent = TYPE_MULTIPORT,
        .class_init = multiport_bad_class_init,
    },
    {
        .name = TYPE_MULTIPORT "-ok",
        .parent = TYPE_MULTIPORT,
        .class_init = multiport_ok_class_init,
    },
    {
        .name = TYPE_MULTIPORT "-fit-bad",
        .parent = TYPE_MULTIPORT,
        .class_init = multiport_fit_bad_class_init,
    },
    {
        .name = TYPE_MULTIPORT "-fit-ok",
        .parent = TYPE_MULTIPORT,
        .class_init = multiport_fit_ok_class_init,
    },
    {
        .name = TYPE_CORE,
        .parent = TYPE_DEVICE,
        .instance_size = sizeof(CoreState),
    },
    {
        .name = TYPE_SOC,
        .parent = TYPE_DEVICE,
        .instance_size = sizeof(SocState),
        .abstract = true,
    },
    {
        .name = TYPE_SOC "-bad",
        .parent = TYPE_SOC,
        .class_init = soc_bad_class_init,
    },
    {
        .name = TYPE_SOC "-ok",
        .parent = TYPE_SOC,
        .class_init = soc_ok_class_init,
    },
};

DEFINE_TYPES(types)
