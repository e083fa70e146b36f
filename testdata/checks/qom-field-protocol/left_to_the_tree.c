/*
 * What realize makes and leaves to its parent is the parent's to drop, and what
 * instance_init makes is not dropped by those who meet it in use.
 *
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 */
#include "qemu/osdep.h"
#include "hw/pci/pci_device.h"
#include "hw/qdev-properties.h"
#include "io/channel-buffer.h"
#include "qapi/error.h"

static QIOChannelBuffer *add_buffer(Object *owner)
{
    QIOChannelBuffer *buffer = qio_channel_buffer_new(64);

    object_property_add_child(owner, "buffer", OBJECT(buffer));
    object_unref(OBJECT(buffer));
    return buffer;
}

/* Made, given to the tree, and dropped on the way out. */

#define TYPE_CAMERA_BAD "toy-camera-bad"
OBJECT_DECLARE_SIMPLE_TYPE(BadCamera, CAMERA_BAD)

struct BadCamera {
    PCIDevice parent_obj;
    QIOChannelBuffer *frames;
};

static void camera_realize_bad(PCIDevice *pci, Error **errp)
{
    BadCamera *s = CAMERA_BAD(pci);
    QIOChannelBuffer *frames = qio_channel_buffer_new(64);

    object_property_add_child(OBJECT(s), "frames", OBJECT(frames));
    object_unref(OBJECT(frames));
    s->frames = frames;
}

static void camera_exit_bad(PCIDevice *pci)
{
    BadCamera *s = CAMERA_BAD(pci);

    if (s->frames) {
        /* The child property's, which will drop it, too. */
        object_unref(OBJECT(s->frames)); // expect: qom-field-protocol
        s->frames = NULL;
    }
}

static void camera_bad_class_init(ObjectClass *klass, const void *data)
{
    PCI_DEVICE_CLASS(klass)->realize = camera_realize_bad;
    PCI_DEVICE_CLASS(klass)->exit = camera_exit_bad;
}

#define TYPE_CAMERA_OK "toy-camera-ok"
OBJECT_DECLARE_SIMPLE_TYPE(OkCamera, CAMERA_OK)

struct OkCamera {
    PCIDevice parent_obj;
    QIOChannelBuffer *frames;
};

static void camera_realize_ok(PCIDevice *pci, Error **errp)
{
    OkCamera *s = CAMERA_OK(pci);
    QIOChannelBuffer *frames = qio_channel_buffer_new(64);

    object_property_add_child(OBJECT(s), "frames", OBJECT(frames));
    object_unref(OBJECT(frames));
    s->frames = frames;
}

static void camera_exit_ok(PCIDevice *pci)
{
    OkCamera *s = CAMERA_OK(pci);

    if (s->frames) {
        object_unparent(OBJECT(s->frames));
        s->frames = NULL;
    }
}

static void camera_ok_class_init(ObjectClass *klass, const void *data)
{
    PCI_DEVICE_CLASS(klass)->realize = camera_realize_ok;
    PCI_DEVICE_CLASS(klass)->exit = camera_exit_ok;
}

/* The same through a helper, whose caller only passes it on. */

#define TYPE_SCANNER_BAD "toy-scanner-bad"
OBJECT_DECLARE_SIMPLE_TYPE(BadScanner, SCANNER_BAD)

struct BadScanner {
    PCIDevice parent_obj;
    QIOChannelBuffer *line;
};

static void scanner_start_bad(BadScanner *s)
{
    s->line = add_buffer(OBJECT(s));
}

static void scanner_realize_bad(PCIDevice *pci, Error **errp)
{
    scanner_start_bad(SCANNER_BAD(pci));
}

static void scanner_exit_bad(PCIDevice *pci)
{
    object_unref(OBJECT(SCANNER_BAD(pci)->line)); // expect: qom-field-protocol
}

static void scanner_bad_class_init(ObjectClass *klass, const void *data)
{
    PCI_DEVICE_CLASS(klass)->realize = scanner_realize_bad;
    PCI_DEVICE_CLASS(klass)->exit = scanner_exit_bad;
}

#define TYPE_SCANNER_OK "toy-scanner-ok"
OBJECT_DECLARE_SIMPLE_TYPE(OkScanner, SCANNER_OK)

struct OkScanner {
    PCIDevice parent_obj;
    QIOChannelBuffer *line;
};

static void scanner_start_ok(OkScanner *s)
{
    s->line = add_buffer(OBJECT(s));
    object_ref(OBJECT(s->line));
}

static void scanner_realize_ok(PCIDevice *pci, Error **errp)
{
    scanner_start_ok(SCANNER_OK(pci));
}

static void scanner_exit_ok(PCIDevice *pci)
{
    object_unref(OBJECT(SCANNER_OK(pci)->line));
}

static void scanner_ok_class_init(ObjectClass *klass, const void *data)
{
    PCI_DEVICE_CLASS(klass)->realize = scanner_realize_ok;
    PCI_DEVICE_CLASS(klass)->exit = scanner_exit_ok;
}

/* Made for whoever uses the device, who takes it over: introspection does not. */

void adopt_buffer(QIOChannelBuffer *buffer);

#define TYPE_PRINTER_BAD "toy-printer-bad"
OBJECT_DECLARE_SIMPLE_TYPE(BadPrinter, PRINTER_BAD)

struct BadPrinter {
    PCIDevice parent_obj;
    QIOChannelBuffer *page;
};

static void printer_init_bad(Object *obj)
{
    PRINTER_BAD(obj)->page = qio_channel_buffer_new(64); // expect: qom-field-protocol
}

static void printer_realize_bad(PCIDevice *pci, Error **errp)
{
    adopt_buffer(PRINTER_BAD(pci)->page);
}

static void printer_bad_class_init(ObjectClass *klass, const void *data)
{
    PCI_DEVICE_CLASS(klass)->realize = printer_realize_bad;
}

#define TYPE_PRINTER_OK "toy-printer-ok"
OBJECT_DECLARE_SIMPLE_TYPE(OkPrinter, PRINTER_OK)

struct OkPrinter {
    PCIDevice parent_obj;
    QIOChannelBuffer *page;
};

static void printer_init_ok(Object *obj)
{
    PRINTER_OK(obj)->page = qio_channel_buffer_new(64);
}

static void printer_realize_ok(PCIDevice *pci, Error **errp)
{
    adopt_buffer(PRINTER_OK(pci)->page);
    PRINTER_OK(pci)->page = NULL;
}

static void printer_finalize_ok(Object *obj)
{
    object_unref(OBJECT(PRINTER_OK(obj)->page));
}

static void printer_ok_class_init(ObjectClass *klass, const void *data)
{
    PCI_DEVICE_CLASS(klass)->realize = printer_realize_ok;
}

static InterfaceInfo pci_interfaces[] = {
    { INTERFACE_CONVENTIONAL_PCI_DEVICE },
    { },
};

static const TypeInfo types[] = {
    {
        .name = TYPE_CAMERA_BAD,
        .parent = TYPE_PCI_DEVICE,
        .instance_size = sizeof(BadCamera),
        .class_init = camera_bad_class_init,
        .interfaces = pci_interfaces,
    },
    {
        .name = TYPE_CAMERA_OK,
        .parent = TYPE_PCI_DEVICE,
        .instance_size = sizeof(OkCamera),
        .class_init = camera_ok_class_init,
        .interfaces = pci_interfaces,
    },
    {
        .name = TYPE_SCANNER_BAD,
        .parent = TYPE_PCI_DEVICE,
        .instance_size = sizeof(BadScanner),
        .class_init = scanner_bad_class_init,
        .interfaces = pci_interfaces,
    },
    {
        .name = TYPE_SCANNER_OK,
        .parent = TYPE_PCI_DEVICE,
        .instance_size = sizeof(OkScanner),
        .class_init = scanner_ok_class_init,
        .interfaces = pci_interfaces,
    },
    {
        .name = TYPE_PRINTER_BAD,
        .parent = TYPE_PCI_DEVICE,
        .instance_size = sizeof(BadPrinter),
        .instance_init = printer_init_bad,
        .class_init = printer_bad_class_init,
        .interfaces = pci_interfaces,
    },
    {
        .name = TYPE_PRINTER_OK,
        .parent = TYPE_PCI_DEVICE,
        .instance_size = sizeof(OkPrinter),
        .instance_init = printer_init_ok,
        .instance_finalize = printer_finalize_ok,
        .class_init = printer_ok_class_init,
        .interfaces = pci_interfaces,
    },
};

DEFINE_TYPES(types)
