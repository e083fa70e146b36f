/*
 * Types that share a struct: what one of them releases, the other has to
 * release, too.
 *
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 */
#include "qemu/osdep.h"
#include "hw/qdev-properties.h"
#include "hw/pci/pci_device.h"
#include "hw/sysbus.h"
#include "io/channel-buffer.h"
#include "qapi/error.h"

/* A common core, of which only one type ends what realize begins. */

#define TYPE_SLOT_BAD "toy-slot-bad"
OBJECT_DECLARE_SIMPLE_TYPE(BadSlot, SLOT_BAD)

struct BadSlot {
    DeviceState parent_obj;
    QIOChannelBuffer *cache;
};

static void slot_realize_bad(DeviceState *dev, Error **errp)
{
    /* 1 in the field: dropped for cards, kept for sticks. */
    SLOT_BAD(dev)->cache = qio_channel_buffer_new(512); // expect: qom-field-protocol
}

static void slot_unrealize_bad(DeviceState *dev)
{
    g_clear_pointer(&SLOT_BAD(dev)->cache, object_unref);
}

static void card_bad_class_init(ObjectClass *klass, const void *data)
{
    DEVICE_CLASS(klass)->realize = slot_realize_bad;
    DEVICE_CLASS(klass)->unrealize = slot_unrealize_bad;
}

static void stick_bad_class_init(ObjectClass *klass, const void *data)
{
    DEVICE_CLASS(klass)->realize = slot_realize_bad;
}

#define TYPE_SLOT_OK "toy-slot-ok"
OBJECT_DECLARE_SIMPLE_TYPE(OkSlot, SLOT_OK)

struct OkSlot {
    DeviceState parent_obj;
    QIOChannelBuffer *cache;
};

static void slot_realize_ok(DeviceState *dev, Error **errp)
{
    SLOT_OK(dev)->cache = qio_channel_buffer_new(512);
}

static void slot_unrealize_ok(DeviceState *dev)
{
    g_clear_pointer(&SLOT_OK(dev)->cache, object_unref);
}

static void card_ok_class_init(ObjectClass *klass, const void *data)
{
    DEVICE_CLASS(klass)->realize = slot_realize_ok;
    DEVICE_CLASS(klass)->unrealize = slot_unrealize_ok;
}

static void stick_ok_class_init(ObjectClass *klass, const void *data)
{
    DEVICE_CLASS(klass)->realize = slot_realize_ok;
    DEVICE_CLASS(klass)->unrealize = slot_unrealize_ok;
}

/* A helper that both realize functions call; one type has no finalizer. */

#define TYPE_READER_BAD "toy-reader-bad"
OBJECT_DECLARE_SIMPLE_TYPE(BadReader, READER_BAD)

struct BadReader {
    DeviceState parent_obj;
    QIOChannelBuffer *buffer;
    bool fast;
};

static void reader_start_bad(BadReader *s, size_t size)
{
    /* 1 in the field; the finalizer that drops it is the fast type's. */
    s->buffer = qio_channel_buffer_new(size); // expect: qom-field-protocol
}

static void reader_fast_realize_bad(DeviceState *dev, Error **errp)
{
    READER_BAD(dev)->fast = true;
    reader_start_bad(READER_BAD(dev), 4096);
}

static void reader_slow_realize_bad(DeviceState *dev, Error **errp)
{
    reader_start_bad(READER_BAD(dev), 512);
}

static void reader_fast_finalize_bad(Object *obj)
{
    object_unref(OBJECT(READER_BAD(obj)->buffer));
}

static void reader_fast_bad_class_init(ObjectClass *klass, const void *data)
{
    DEVICE_CLASS(klass)->realize = reader_fast_realize_bad;
}

static void reader_slow_bad_class_init(ObjectClass *klass, const void *data)
{
    DEVICE_CLASS(klass)->realize = reader_slow_realize_bad;
}

/* The base type's finalizer runs for both. */

#define TYPE_READER_OK "toy-reader-ok"
OBJECT_DECLARE_SIMPLE_TYPE(OkReader, READER_OK)

struct OkReader {
    DeviceState parent_obj;
    QIOChannelBuffer *buffer;
    bool fast;
};

static void reader_start_ok(OkReader *s, size_t size)
{
    s->buffer = qio_channel_buffer_new(size);
}

static void reader_fast_realize_ok(DeviceState *dev, Error **errp)
{
    READER_OK(dev)->fast = true;
    reader_start_ok(READER_OK(dev), 4096);
}

static void reader_slow_realize_ok(DeviceState *dev, Error **errp)
{
    reader_start_ok(READER_OK(dev), 512);
}

static void reader_finalize_ok(Object *obj)
{
    object_unref(OBJECT(READER_OK(obj)->buffer));
}

static void reader_fast_ok_class_init(ObjectClass *klass, const void *data)
{
    DEVICE_CLASS(klass)->realize = reader_fast_realize_ok;
}

static void reader_slow_ok_class_init(ObjectClass *klass, const void *data)
{
    DEVICE_CLASS(klass)->realize = reader_slow_realize_ok;
}

/* A struct with a union of parents, as controllers with two front ends have. */

#define TYPE_HOST_PCI_BAD "toy-host-pci-bad"
#define TYPE_HOST_SYSBUS_BAD "toy-host-sysbus-bad"

typedef struct BadHost {
    union {
        PCIDevice pcidev;
        SysBusDevice busdev;
    };
    QIOChannelBuffer *fifo;
} BadHost;

DECLARE_INSTANCE_CHECKER(BadHost, HOST_PCI_BAD, TYPE_HOST_PCI_BAD)
DECLARE_INSTANCE_CHECKER(BadHost, HOST_SYSBUS_BAD, TYPE_HOST_SYSBUS_BAD)

static void host_realize_bad(BadHost *s, Error **errp)
{
    /* 1 in the field; the PCI type's exit forgets it. */
    s->fifo = qio_channel_buffer_new(512); // expect: qom-field-protocol
}

static void host_unrealize_bad(BadHost *s)
{
    g_clear_pointer(&s->fifo, object_unref);
}

static void host_pci_realize_bad(PCIDevice *pci, Error **errp)
{
    host_realize_bad(HOST_PCI_BAD(pci), errp);
}

static void host_pci_exit_bad(PCIDevice *pci)
{
    pci->config[0] = 0;
}

static void host_sysbus_realize_bad(DeviceState *dev, Error **errp)
{
    host_realize_bad(HOST_SYSBUS_BAD(dev), errp);
}

static void host_sysbus_unrealize_bad(DeviceState *dev)
{
    host_unrealize_bad(HOST_SYSBUS_BAD(dev));
}

static void host_pci_bad_class_init(ObjectClass *klass, const void *data)
{
    PCI_DEVICE_CLASS(klass)->realize = host_pci_realize_bad;
    PCI_DEVICE_CLASS(klass)->exit = host_pci_exit_bad;
}

static void host_sysbus_bad_class_init(ObjectClass *klass, const void *data)
{
    DEVICE_CLASS(klass)->realize = host_sysbus_realize_bad;
    DEVICE_CLASS(klass)->unrealize = host_sysbus_unrealize_bad;
}

#define TYPE_HOST_PCI_OK "toy-host-pci-ok"
#define TYPE_HOST_SYSBUS_OK "toy-host-sysbus-ok"

typedef struct OkHost {
    union {
        PCIDevice pcidev;
        SysBusDevice busdev;
    };
    QIOChannelBuffer *fifo;
} OkHost;

DECLARE_INSTANCE_CHECKER(OkHost, HOST_PCI_OK, TYPE_HOST_PCI_OK)
DECLARE_INSTANCE_CHECKER(OkHost, HOST_SYSBUS_OK, TYPE_HOST_SYSBUS_OK)

static void host_realize_ok(OkHost *s, Error **errp)
{
    s->fifo = qio_channel_buffer_new(512);
}

static void host_unrealize_ok(OkHost *s)
{
    g_clear_pointer(&s->fifo, object_unref);
}

static void host_pci_realize_ok(PCIDevice *pci, Error **errp)
{
    host_realize_ok(HOST_PCI_OK(pci), errp);
}

static void host_pci_exit_ok(PCIDevice *pci)
{
    pci->config[0] = 0;
    host_unrealize_ok(HOST_PCI_OK(pci));
}

static void host_sysbus_realize_ok(DeviceState *dev, Error **errp)
{
    host_realize_ok(HOST_SYSBUS_OK(dev), errp);
}

static void host_sysbus_unrealize_ok(DeviceState *dev)
{
    host_unrealize_ok(HOST_SYSBUS_OK(dev));
}

static void host_pci_ok_class_init(ObjectClass *klass, const void *data)
{
    PCI_DEVICE_CLASS(klass)->realize = host_pci_realize_ok;
    PCI_DEVICE_CLASS(klass)->exit = host_pci_exit_ok;
}

static void host_sysbus_ok_class_init(ObjectClass *klass, const void *data)
{
    DEVICE_CLASS(klass)->realize = host_sysbus_realize_ok;
    DEVICE_CLASS(klass)->unrealize = host_sysbus_unrealize_ok;
}

/* One type borrows for the field and never drops, the other owns and drops. */

#define TYPE_PORT_OK "toy-port-ok"
OBJECT_DECLARE_SIMPLE_TYPE(OkPort, PORT_OK)

struct OkPort {
    DeviceState parent_obj;
    Object *peer;
};

static void port_near_realize_ok(DeviceState *dev, Error **errp)
{
    PORT_OK(dev)->peer = object_resolve_path("/machine/switch", NULL);
}

static void port_far_realize_ok(DeviceState *dev, Error **errp)
{
    PORT_OK(dev)->peer = OBJECT(qio_channel_buffer_new(64));
}

static void port_far_unrealize_ok(DeviceState *dev)
{
    object_unref(PORT_OK(dev)->peer);
}

static void port_near_class_init(ObjectClass *klass, const void *data)
{
    DEVICE_CLASS(klass)->realize = port_near_realize_ok;
}

static void port_far_class_init(ObjectClass *klass, const void *data)
{
    DEVICE_CLASS(klass)->realize = port_far_realize_ok;
    DEVICE_CLASS(klass)->unrealize = port_far_unrealize_ok;
}

/* The same, and the type that borrows drops, too. */

#define TYPE_PLUG_BAD "toy-plug-bad"
OBJECT_DECLARE_SIMPLE_TYPE(BadPlug, PLUG_BAD)

struct BadPlug {
    DeviceState parent_obj;
    Object *peer;
};

static void plug_near_realize_bad(DeviceState *dev, Error **errp)
{
    PLUG_BAD(dev)->peer = object_resolve_path("/machine/switch", NULL);
}

static void FN_plug_near_unrealize_bad(DeviceState *dev)
{
    /* The tree's: this type's realize has taken nothing. */
    object_unref(PLUG_BAD(dev)->peer); // expect: qom-field-protocol
}

static void plug_far_realize_bad(DeviceState *dev, Error **errp)
{
    PLUG_BAD(dev)->peer = OBJECT(qio_channel_buffer_new(64));
}

static void plug_far_unrealize_bad(DeviceState *dev)
{
    object_unref(PLUG_BAD(dev)->peer);
}

static void plug_near_class_init(ObjectClass *klass, const void *data)
{
    DEVICE_CLASS(klass)->realize = plug_near_realize_bad;
    DEVICE_CLASS(klass)->unrealize = FN_plug_near_unrealize_bad;
}

static void plug_far_class_init(ObjectClass *klass, const void *data)
{
    DEVICE_CLASS(klass)->realize = plug_far_realize_bad;
    DEVICE_CLASS(klass)->unrealize = plug_far_unrealize_bad;
}

static const InterfaceInfo pci_interfaces[] = {
    {INTERFACE_CONVENTIONAL_PCI_DEVICE},
    {},
};

static const TypeInfo types[] = {
    {
        .name = TYPE_SLOT_BAD,
        .parent = TYPE_DEVICE,
        .instance_size = sizeof(BadSlot),
        .abstract = true,
    },
    {
        .name = TYPE_SLOT_BAD "-card",
        .parent = TYPE_SLOT_BAD,
        .class_init = card_bad_class_init,
    },
    {
        .name = TYPE_SLOT_BAD "-stick",
        .parent = TYPE_SLOT_BAD,
        .class_init = stick_bad_class_init,
    },
    {
        .name = TYPE_SLOT_OK,
        .parent = TYPE_DEVICE,
        .instance_size = sizeof(OkSlot),
        .abstract = true,
    },
    {
        .name = TYPE_SLOT_OK "-card",
        .parent = TYPE_SLOT_OK,
        .class_init = card_ok_class_init,
    },
    {
        .name = TYPE_SLOT_OK "-stick",
        .parent = TYPE_SLOT_OK,
        .class_init = stick_ok_class_init,
    },
    {
        .name = TYPE_READER_BAD,
        .parent = TYPE_DEVICE,
        .instance_size = sizeof(BadReader),
        .abstract = true,
    },
    {
        .name = TYPE_READER_BAD "-fast",
        .parent = TYPE_READER_BAD,
        .instance_finalize = reader_fast_finalize_bad,
        .class_init = reader_fast_bad_class_init,
    },
    {
        .name = TYPE_READER_BAD "-slow",
        .parent = TYPE_READER_BAD,
        .class_init = reader_slow_bad_class_init,
    },
    {
        .name = TYPE_READER_OK,
        .parent = TYPE_DEVICE,
        .instance_size = sizeof(OkReader),
        .instance_finalize = reader_finalize_ok,
        .abstract = true,
    },
    {
        .name = TYPE_READER_OK "-fast",
        .parent = TYPE_READER_OK,
        .class_init = reader_fast_ok_class_init,
    },
    {
        .name = TYPE_READER_OK "-slow",
        .parent = TYPE_READER_OK,
        .class_init = reader_slow_ok_class_init,
    },
    {
        .name = TYPE_HOST_PCI_BAD,
        .parent = TYPE_PCI_DEVICE,
        .instance_size = sizeof(BadHost),
        .class_init = host_pci_bad_class_init,
        .interfaces = pci_interfaces,
    },
    {
        .name = TYPE_HOST_SYSBUS_BAD,
        .parent = TYPE_SYS_BUS_DEVICE,
        .instance_size = sizeof(BadHost),
        .class_init = host_sysbus_bad_class_init,
    },
    {
        .name = TYPE_HOST_PCI_OK,
        .parent = TYPE_PCI_DEVICE,
        .instance_size = sizeof(OkHost),
        .class_init = host_pci_ok_class_init,
        .interfaces = pci_interfaces,
    },
    {
        .name = TYPE_HOST_SYSBUS_OK,
        .parent = TYPE_SYS_BUS_DEVICE,
        .instance_size = sizeof(OkHost),
        .class_init = host_sysbus_ok_class_init,
    },
    {
        .name = TYPE_PORT_OK,
        .parent = TYPE_DEVICE,
        .instance_size = sizeof(OkPort),
        .abstract = true,
    },
    {
        .name = TYPE_PORT_OK "-near",
        .parent = TYPE_PORT_OK,
        .class_init = port_near_class_init,
    },
    {
        .name = TYPE_PORT_OK "-far",
        .parent = TYPE_PORT_OK,
        .class_init = port_far_class_init,
    },
    {
        .name = TYPE_PLUG_BAD,
        .parent = TYPE_DEVICE,
        .instance_size = sizeof(BadPlug),
        .abstract = true,
    },
    {
        .name = TYPE_PLUG_BAD "-near",
        .parent = TYPE_PLUG_BAD,
        .class_init = plug_near_class_init,
    },
    {
        .name = TYPE_PLUG_BAD "-far",
        .parent = TYPE_PLUG_BAD,
        .class_init = plug_far_class_init,
    },
};

DEFINE_TYPES(types)
