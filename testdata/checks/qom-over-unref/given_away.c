/*
 * References that a call has taken over, on success and on failure alike.
 *
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 */
#include "qemu/osdep.h"
#include "hw/pci/pci_device.h"
#include "hw/qdev-properties.h"
#include "qapi/error.h"

#define TYPE_SLOT_BUS "toy-slot-bus"

#define TYPE_MODULE "toy-module"
OBJECT_DECLARE_SIMPLE_TYPE(ModuleState, MODULE)

struct ModuleState {
    DeviceState parent_obj;
    uint32_t mode;
};

#define TYPE_CARRIER "toy-carrier"
OBJECT_DECLARE_SIMPLE_TYPE(CarrierState, CARRIER)

struct CarrierState {
    PCIDevice parent_obj;
    BusState *slots;
    uint32_t mode;
};

/* After a failure the reference is gone as well. */

static void carrier_failure_realize_bad(PCIDevice *pci, Error **errp)
{
    DeviceState *module = qdev_new(TYPE_MODULE);

    if (!qdev_realize_and_unref(module, CARRIER(pci)->slots, errp)) {
        /* 0: the failing call has dropped the only one. */
        object_unref(OBJECT(module)); // expect: qom-over-unref module
        return;
    }
    CARRIER(pci)->mode = 1;
}

static void carrier_failure_realize_ok(PCIDevice *pci, Error **errp)
{
    DeviceState *module = qdev_new(TYPE_MODULE);

    if (!qdev_realize(module, CARRIER(pci)->slots, errp)) {
        object_unref(OBJECT(module));
        return;
    }
    object_unref(OBJECT(module));
    CARRIER(pci)->mode = 1;
}

/* After a success what remains belongs to tree and bus. */

static void carrier_success_realize_bad(PCIDevice *pci, Error **errp)
{
    DeviceState *module = qdev_new(TYPE_MODULE);

    if (!qdev_realize_and_unref(module, CARRIER(pci)->slots, errp)) {
        return;
    }
    MODULE(module)->mode = 2;
    /* 2: /machine/unattached's and the bus's. */
    object_unref(OBJECT(module)); // expect: qom-over-unref module
}

static void carrier_success_realize_ok(PCIDevice *pci, Error **errp)
{
    DeviceState *module = qdev_new(TYPE_MODULE);

    if (!qdev_realize_and_unref(module, CARRIER(pci)->slots, errp)) {
        return;
    }
    MODULE(module)->mode = 2;
}

/* A label that serves the paths before and after. */

static void carrier_label_realize_bad(PCIDevice *pci, Error **errp)
{
    CarrierState *s = CARRIER(pci);
    DeviceState *module = qdev_new(TYPE_MODULE);

    if (!object_property_set_uint(OBJECT(module), "mode", s->mode, errp)) {
        goto out;
    }
    if (!qdev_realize_and_unref(module, s->slots, errp)) {
        goto out;
    }
    return;

out:
    /* 1 and ours from the first goto, 0 from the second one. */
    object_unref(OBJECT(module)); // expect: qom-over-unref module
}

static void carrier_label_realize_ok(PCIDevice *pci, Error **errp)
{
    CarrierState *s = CARRIER(pci);
    DeviceState *module = qdev_new(TYPE_MODULE);

    if (!object_property_set_uint(OBJECT(module), "mode", s->mode, errp)) {
        goto out;
    }
    if (!qdev_realize(module, s->slots, errp)) {
        goto out;
    }

out:
    object_unref(OBJECT(module));
}

/* A helper that takes over. */

static void carrier_adopt(CarrierState *s, const char *name, Object *module)
{
    object_property_add_child(OBJECT(s), name, module);
    object_unref(module);
}

static void carrier_adopt_realize_bad(PCIDevice *pci, Error **errp)
{
    Object *module = object_new(TYPE_MODULE);

    carrier_adopt(CARRIER(pci), "module", module);
    MODULE(module)->mode = 3;
    /* 1, the child property's. */
    object_unref(module); // expect: qom-over-unref module
}

static void carrier_adopt_realize_ok(PCIDevice *pci, Error **errp)
{
    Object *module = object_new(TYPE_MODULE);

    carrier_adopt(CARRIER(pci), "module", module);
    MODULE(module)->mode = 3;
}

static void module_device_init(Object *obj)
{
    object_property_add_uint32_ptr(obj, "mode", &MODULE(obj)->mode,
                                   OBJ_PROP_FLAG_READWRITE);
}

static void module_device_class_init(ObjectClass *klass, const void *data)
{
    DEVICE_CLASS(klass)->bus_type = TYPE_SLOT_BUS;
}

static void carrier_init(Object *obj)
{
    CARRIER(obj)->slots = qbus_new(TYPE_SLOT_BUS, DEVICE(obj), "slots");
}

static void failure_bad_class_init(ObjectClass *klass, const void *data)
{
    PCI_DEVICE_CLASS(klass)->realize = carrier_failure_realize_bad;
}

static void failure_ok_class_init(ObjectClass *klass, const void *data)
{
    PCI_DEVICE_CLASS(klass)->realize = carrier_failure_realize_ok;
}

static void success_bad_class_init(ObjectClass *klass, const void *data)
{
    PCI_DEVICE_CLASS(klass)->realize = carrier_success_realize_bad;
}

static void success_ok_class_init(ObjectClass *klass, const void *data)
{
    PCI_DEVICE_CLASS(klass)->realize = carrier_success_realize_ok;
}

static void label_bad_class_init(ObjectClass *klass, const void *data)
{
    PCI_DEVICE_CLASS(klass)->realize = carrier_label_realize_bad;
}

static void label_ok_class_init(ObjectClass *klass, const void *data)
{
    PCI_DEVICE_CLASS(klass)->realize = carrier_label_realize_ok;
}

static void adopt_bad_class_init(ObjectClass *klass, const void *data)
{
    PCI_DEVICE_CLASS(klass)->realize = carrier_adopt_realize_bad;
}

static void adopt_ok_class_init(ObjectClass *klass, const void *data)
{
    PCI_DEVICE_CLASS(klass)->realize = carrier_adopt_realize_ok;
}

static const TypeInfo types[] = {
    {
        .name = TYPE_SLOT_BUS,
        .parent = TYPE_BUS,
        .instance_size = sizeof(BusState),
    },
    {
        .name = TYPE_MODULE,
        .parent = TYPE_DEVICE,
        .instance_size = sizeof(ModuleState),
        .instance_init = module_device_init,
        .class_init = module_device_class_init,
    },
    {
        .name = TYPE_CARRIER,
        .parent = TYPE_PCI_DEVICE,
        .instance_size = sizeof(CarrierState),
        .instance_init = carrier_init,
        .abstract = true,
        .interfaces =
            (const InterfaceInfo[]){{INTERFACE_CONVENTIONAL_PCI_DEVICE}, {}},
    },
    {
        .name = TYPE_CARRIER "-failure-bad",
        .parent = TYPE_CARRIER,
        .class_init = failure_bad_class_init,
    },
    {
        .name = TYPE_CARRIER "-failure-ok",
        .parent = TYPE_CARRIER,
        .class_init = failure_ok_class_init,
    },
    {
        .name = TYPE_CARRIER "-success-bad",
        .parent = TYPE_CARRIER,
        .class_init = success_bad_class_init,
    },
    {
        .name = TYPE_CARRIER "-success-ok",
        .parent = TYPE_CARRIER,
        .class_init = success_ok_class_init,
    },
    {
        .name = TYPE_CARRIER "-label-bad",
        .parent = TYPE_CARRIER,
        .class_init = label_bad_class_init,
    },
    {
        .name = TYPE_CARRIER "-label-ok",
        .parent = TYPE_CARRIER,
        .class_init = label_ok_class_init,
    },
    {
        .name = TYPE_CARRIER "-adopt-bad",
        .parent = TYPE_CARRIER,
        .class_init = adopt_bad_class_init,
    },
    {
        .name = TYPE_CARRIER "-adopt-ok",
        .parent = TYPE_CARRIER,
        .class_init = adopt_ok_class_init,
    },
};

DEFINE_TYPES(types)
