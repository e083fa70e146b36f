/*
 * A consuming realize that fails leaves nothing of a device that had no parent.
 *
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 */
#include "qemu/osdep.h"
#include "hw/pci/pci_device.h"
#include "hw/qdev-properties.h"
#include "hw/usb.h"
#include "qapi/error.h"

#define TYPE_TUNER_BUS "toy-tuner-bus"

#define TYPE_TUNER "toy-tuner"
OBJECT_DECLARE_SIMPLE_TYPE(TunerState, TUNER)

struct TunerState {
    DeviceState parent_obj;
    uint32_t band;
};

#define TYPE_RECEIVER "toy-receiver"
OBJECT_DECLARE_SIMPLE_TYPE(ReceiverState, RECEIVER)

struct ReceiverState {
    PCIDevice parent_obj;
    BusState *bus;
    uint32_t band;
};

/* A message about a device that is gone. */

static void receiver_message_realize_bad(PCIDevice *pci, Error **errp)
{
    ERRP_GUARD();
    DeviceState *tuner = qdev_new(TYPE_TUNER);

    if (!qdev_realize_and_unref(tuner, RECEIVER(pci)->bus, errp)) {
        /* 0: the failing call dropped the only one. */
        error_prepend(errp, "band %u: ", TUNER(tuner)->band); // expect: qom-use-after-unref tuner
        return;
    }
    RECEIVER(pci)->band = TUNER(tuner)->band;
}

static void receiver_message_realize_ok(PCIDevice *pci, Error **errp)
{
    ERRP_GUARD();
    DeviceState *tuner = qdev_new(TYPE_TUNER);

    if (!qdev_realize_and_unref(tuner, RECEIVER(pci)->bus, errp)) {
        error_prepend(errp, "band %u: ", RECEIVER(pci)->band);
        return;
    }
    RECEIVER(pci)->band = TUNER(tuner)->band;
}

/* Cleaning up after what has cleaned up itself. */

void qmp_usb_plug_bad(const char *type, const char *path, Error **errp)
{
    Object *bus = object_resolve_path_type(path, TYPE_USB_BUS, NULL);
    USBDevice *dev;

    if (!bus) {
        error_setg(errp, "no USB bus at '%s'", path);
        return;
    }
    dev = USB_DEVICE(qdev_new(type));
    if (!usb_realize_and_unref(dev, USB_BUS(bus), errp)) {
        /* 0, and it never had a parent before. */
        object_unparent(OBJECT(dev)); // expect: qom-use-after-unref dev
    }
}

void qmp_usb_plug_ok(const char *type, const char *path, Error **errp)
{
    Object *bus = object_resolve_path_type(path, TYPE_USB_BUS, NULL);
    USBDevice *dev;

    if (!bus) {
        error_setg(errp, "no USB bus at '%s'", path);
        return;
    }
    dev = USB_DEVICE(qdev_new(type));
    usb_realize_and_unref(dev, USB_BUS(bus), errp);
}

/* One label for before and after. */

static void receiver_label_realize_bad(PCIDevice *pci, Error **errp)
{
    ReceiverState *s = RECEIVER(pci);
    DeviceState *tuner = qdev_new(TYPE_TUNER);

    if (!object_property_set_uint(OBJECT(tuner), "band", s->band, errp)) {
        object_unref(OBJECT(tuner));
        return;
    }
    if (!qdev_realize_and_unref(tuner, s->bus, errp)) {
        goto fail;
    }
    return;

fail:
    /* 0 at the label. */
    s->band = TUNER(tuner)->band; // expect: qom-use-after-unref tuner
}

static void receiver_label_realize_ok(PCIDevice *pci, Error **errp)
{
    ReceiverState *s = RECEIVER(pci);
    DeviceState *tuner = qdev_new(TYPE_TUNER);

    if (!object_property_set_uint(OBJECT(tuner), "band", s->band, errp)) {
        object_unref(OBJECT(tuner));
        return;
    }
    if (!qdev_realize_and_unref(tuner, s->bus, errp)) {
        goto fail;
    }
    return;

fail:
    s->band = 0;
}

/* A failing realize that leaves the reference, a drop, and a use. */

bool receiver_try_bad(BusState *bus, Error **errp)
{
    DeviceState *tuner = qdev_new(TYPE_TUNER);

    if (!qdev_realize(tuner, bus, errp)) {
        object_unref(OBJECT(tuner));
        /* 0: no parent, no bus, and ours is gone. */
        return tuner->realized; // expect: qom-use-after-unref tuner
    }
    object_unref(OBJECT(tuner));
    return true;
}

bool receiver_try_ok(BusState *bus, Error **errp)
{
    DeviceState *tuner = qdev_new(TYPE_TUNER);

    if (!qdev_realize(tuner, bus, errp)) {
        object_unref(OBJECT(tuner));
        return false;
    }
    object_unref(OBJECT(tuner));
    return true;
}

static void tuner_init(Object *obj)
{
    object_property_add_uint32_ptr(obj, "band", &TUNER(obj)->band,
                                   OBJ_PROP_FLAG_READWRITE);
}

static void tuner_class_init(ObjectClass *klass, const void *data)
{
    DEVICE_CLASS(klass)->bus_type = TYPE_TUNER_BUS;
}

static void receiver_init(Object *obj)
{
    RECEIVER(obj)->bus = qbus_new(TYPE_TUNER_BUS, DEVICE(obj), "tuners");
}

static void message_bad_class_init(ObjectClass *klass, const void *data)
{
    PCI_DEVICE_CLASS(klass)->realize = receiver_message_realize_bad;
}

static void message_ok_class_init(ObjectClass *klass, const void *data)
{
    PCI_DEVICE_CLASS(klass)->realize = receiver_message_realize_ok;
}

static void label_bad_class_init(ObjectClass *klass, const void *data)
{
    PCI_DEVICE_CLASS(klass)->realize = receiver_label_realize_bad;
}

static void label_ok_class_init(ObjectClass *klass, const void *data)
{
    PCI_DEVICE_CLASS(klass)->realize = receiver_label_realize_ok;
}

static const TypeInfo types[] = {
    {
        .name = TYPE_TUNER_BUS,
        .parent = TYPE_BUS,
        .instance_size = sizeof(BusState),
    },
    {
        .name = TYPE_TUNER,
        .parent = TYPE_DEVICE,
        .instance_size = sizeof(TunerState),
        .instance_init = tuner_init,
        .class_init = tuner_class_init,
    },
    {
        .name = TYPE_RECEIVER,
        .parent = TYPE_PCI_DEVICE,
        .instance_size = sizeof(ReceiverState),
        .instance_init = receiver_init,
        .abstract = true,
        .interfaces =
            (const InterfaceInfo[]){{INTERFACE_CONVENTIONAL_PCI_DEVICE}, {}},
    },
    {
        .name = TYPE_RECEIVER "-message-bad",
        .parent = TYPE_RECEIVER,
        .class_init = message_bad_class_init,
    },
    {
        .name = TYPE_RECEIVER "-message-ok",
        .parent = TYPE_RECEIVER,
        .class_init = message_ok_class_init,
    },
    {
        .name = TYPE_RECEIVER "-label-bad",
        .parent = TYPE_RECEIVER,
        .class_init = label_bad_class_init,
    },
    {
        .name = TYPE_RECEIVER "-label-ok",
        .parent = TYPE_RECEIVER,
        .class_init = label_ok_class_init,
    },
};

DEFINE_TYPES(types)
