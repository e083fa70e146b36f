/*
 * Embedded children with two references: the parent's, and the one that
 * object_initialize leaves to whoever calls it.
 *
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 */
#include "qemu/osdep.h"
#include "hw/pci/pci_device.h"
#include "hw/qdev-properties.h"
#include "qapi/error.h"

#define TYPE_WHEEL "toy-wheel"
OBJECT_DECLARE_SIMPLE_TYPE(WheelState, WHEEL)

struct WheelState {
    DeviceState parent_obj;
    uint32_t spokes;
};

/* Initialized, made a child, and not unref'ed. */

#define TYPE_CART_BAD "toy-cart-bad"
OBJECT_DECLARE_SIMPLE_TYPE(BadCart, CART_BAD)

struct BadCart {
    PCIDevice parent_obj;
    WheelState left;
    WheelState right;
};

static void cart_init_bad(Object *obj)
{
    BadCart *s = CART_BAD(obj);

    /* 2 on each wheel; a cart that goes away drops one. */
    object_initialize(&s->left, sizeof(s->left), TYPE_WHEEL); // expect: qom-child-leak s->left
    object_property_add_child(obj, "left", OBJECT(&s->left));
    object_initialize(&s->right, sizeof(s->right), TYPE_WHEEL); // expect: qom-child-leak s->right
    object_property_add_child(obj, "right", OBJECT(&s->right));
}

#define TYPE_CART_OK "toy-cart-ok"
OBJECT_DECLARE_SIMPLE_TYPE(OkCart, CART_OK)

struct OkCart {
    PCIDevice parent_obj;
    WheelState left;
    WheelState right;
};

static void cart_init_ok(Object *obj)
{
    OkCart *s = CART_OK(obj);

    object_initialize(&s->left, sizeof(s->left), TYPE_WHEEL);
    object_property_add_child(obj, "left", OBJECT(&s->left));
    object_unref(&s->left);
    object_initialize_child(obj, "right", &s->right, TYPE_WHEEL);
}

/* Made a child and realized by realize, taken back by exit. */

#define TYPE_TRAIN_BAD "toy-train-bad"
OBJECT_DECLARE_SIMPLE_TYPE(BadTrain, TRAIN_BAD)

struct BadTrain {
    PCIDevice parent_obj;
    WheelState wheel;
};

static void train_realize_bad(PCIDevice *pci, Error **errp)
{
    BadTrain *s = TRAIN_BAD(pci);

    /* 2: ours and the child property's, of which exit drops the latter. */
    object_initialize(&s->wheel, sizeof(s->wheel), TYPE_WHEEL); // expect: qom-child-leak s->wheel
    object_property_add_child(OBJECT(pci), "wheel", OBJECT(&s->wheel));
    qdev_realize(DEVICE(&s->wheel), NULL, &error_abort);
}

static void train_exit_bad(PCIDevice *pci)
{
    object_unparent(OBJECT(&TRAIN_BAD(pci)->wheel));
}

static void train_bad_class_init(ObjectClass *klass, const void *data)
{
    PCI_DEVICE_CLASS(klass)->realize = train_realize_bad;
    PCI_DEVICE_CLASS(klass)->exit = train_exit_bad;
}

#define TYPE_TRAIN_OK "toy-train-ok"
OBJECT_DECLARE_SIMPLE_TYPE(OkTrain, TRAIN_OK)

struct OkTrain {
    PCIDevice parent_obj;
    WheelState wheel;
};

static void train_realize_ok(PCIDevice *pci, Error **errp)
{
    OkTrain *s = TRAIN_OK(pci);

    object_initialize(&s->wheel, sizeof(s->wheel), TYPE_WHEEL);
    object_property_add_child(OBJECT(pci), "wheel", OBJECT(&s->wheel));
    qdev_realize(DEVICE(&s->wheel), NULL, &error_abort);
}

static void train_exit_ok(PCIDevice *pci)
{
    OkTrain *s = TRAIN_OK(pci);

    object_unparent(OBJECT(&s->wheel));
    object_unref(&s->wheel);
}

static void train_ok_class_init(ObjectClass *klass, const void *data)
{
    PCI_DEVICE_CLASS(klass)->realize = train_realize_ok;
    PCI_DEVICE_CLASS(klass)->exit = train_exit_ok;
}

/* Two, kept on purpose, and both dropped in the end. */

#define TYPE_COACH_OK "toy-coach-ok"
OBJECT_DECLARE_SIMPLE_TYPE(OkCoach, COACH_OK)

struct OkCoach {
    PCIDevice parent_obj;
    WheelState wheel;
};

static void coach_init_ok(Object *obj)
{
    OkCoach *s = COACH_OK(obj);

    object_initialize(&s->wheel, sizeof(s->wheel), TYPE_WHEEL);
    object_property_add_child(obj, "wheel", OBJECT(&s->wheel));
}

static void coach_finalize_ok(Object *obj)
{
    object_unref(&COACH_OK(obj)->wheel);
}

/* A helper that takes the storage as its parameter. */

static void wheel_attach(Object *parent, const char *name, WheelState *wheel)
{
    object_initialize(wheel, sizeof(*wheel), TYPE_WHEEL);
    object_property_add_child(parent, name, OBJECT(wheel));
}

static void wheel_attach_ok(Object *parent, const char *name, WheelState *wheel)
{
    object_initialize(wheel, sizeof(*wheel), TYPE_WHEEL);
    object_property_add_child(parent, name, OBJECT(wheel));
    object_unref(wheel);
}

#define TYPE_TRUCK_BAD "toy-truck-bad"
OBJECT_DECLARE_SIMPLE_TYPE(BadTruck, TRUCK_BAD)

struct BadTruck {
    PCIDevice parent_obj;
    WheelState front;
    WheelState rear;
};

static void truck_init_bad(Object *obj)
{
    BadTruck *s = TRUCK_BAD(obj);

    /* 2; the first helper leaves one to its caller. */
    wheel_attach(obj, "front", &s->front); // expect: qom-child-leak s->front
    wheel_attach_ok(obj, "rear", &s->rear);
}

static const InterfaceInfo pci_interfaces[] = {
    {INTERFACE_CONVENTIONAL_PCI_DEVICE},
    {},
};

static const TypeInfo types[] = {
    {
        .name = TYPE_WHEEL,
        .parent = TYPE_DEVICE,
        .instance_size = sizeof(WheelState),
    },
    {
        .name = TYPE_CART_BAD,
        .parent = TYPE_PCI_DEVICE,
        .instance_size = sizeof(BadCart),
        .instance_init = cart_init_bad,
        .interfaces = pci_interfaces,
    },
    {
        .name = TYPE_CART_OK,
        .parent = TYPE_PCI_DEVICE,
        .instance_size = sizeof(OkCart),
        .instance_init = cart_init_ok,
        .interfaces = pci_interfaces,
    },
    {
        .name = TYPE_TRAIN_BAD,
        .parent = TYPE_PCI_DEVICE,
        .instance_size = sizeof(BadTrain),
        .class_init = train_bad_class_init,
        .interfaces = pci_interfaces,
    },
    {
        .name = TYPE_TRAIN_OK,
        .parent = TYPE_PCI_DEVICE,
        .instance_size = sizeof(OkTrain),
        .class_init = train_ok_class_init,
        .interfaces = pci_interfaces,
    },
    {
        .name = TYPE_COACH_OK,
        .parent = TYPE_PCI_DEVICE,
        .instance_size = sizeof(OkCoach),
        .instance_init = coach_init_ok,
        .instance_finalize = coach_finalize_ok,
        .interfaces = pci_interfaces,
    },
    {
        .name = TYPE_TRUCK_BAD,
        .parent = TYPE_PCI_DEVICE,
        .instance_size = sizeof(BadTruck),
        .instance_init = truck_init_bad,
        .interfaces = pci_interfaces,
    },
};

DEFINE_TYPES(types)
