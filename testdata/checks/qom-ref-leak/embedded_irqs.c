/*
 * Lines in the storage of a device: qemu_init_irq leaves their one reference to
 * whose the storage is, qemu_init_irq_child to the child property.
 *
 * qemu: 10.2
 *
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 */
#include "qemu/osdep.h"
#include "hw/irq.h"
#include "hw/pci/pci_device.h"

#define NUM_KEYS 3

/* One line. */

#define TYPE_BELL_BAD "toy-bell-bad"
OBJECT_DECLARE_SIMPLE_TYPE(BadBell, BELL_BAD)

struct BadBell {
    PCIDevice parent_obj;
    IRQState button;
    uint32_t rings;
};

static void bell_button_bad(void *opaque, int n, int level)
{
    BELL_BAD(opaque)->rings += level != 0;
}

static void bell_realize_bad(PCIDevice *pci, Error **errp)
{
    BadBell *s = BELL_BAD(pci);

    /* 1 of the bell's, which nobody drops. */
    qemu_init_irq(&s->button, bell_button_bad, s, 0); // expect: qom-ref-leak s->button
}

static void bell_bad_class_init(ObjectClass *klass, const void *data)
{
    PCI_DEVICE_CLASS(klass)->realize = bell_realize_bad;
}

#define TYPE_BELL_OK "toy-bell-ok"
OBJECT_DECLARE_SIMPLE_TYPE(OkBell, BELL_OK)

struct OkBell {
    PCIDevice parent_obj;
    IRQState button;
    uint32_t rings;
};

static void bell_button_ok(void *opaque, int n, int level)
{
    BELL_OK(opaque)->rings += level != 0;
}

static void bell_realize_ok(PCIDevice *pci, Error **errp)
{
    OkBell *s = BELL_OK(pci);

    qemu_init_irq(&s->button, bell_button_ok, s, 0);
}

static void bell_exit_ok(PCIDevice *pci)
{
    qemu_free_irq(&BELL_OK(pci)->button);
}

static void bell_ok_class_init(ObjectClass *klass, const void *data)
{
    PCI_DEVICE_CLASS(klass)->realize = bell_realize_ok;
    PCI_DEVICE_CLASS(klass)->exit = bell_exit_ok;
}

/* The tree's. */

#define TYPE_GONG_OK "toy-gong-ok"
OBJECT_DECLARE_SIMPLE_TYPE(OkGong, GONG_OK)

struct OkGong {
    PCIDevice parent_obj;
    IRQState button;
    uint32_t rings;
};

static void gong_button_ok(void *opaque, int n, int level)
{
    GONG_OK(opaque)->rings += level != 0;
}

static void gong_init_ok(Object *obj)
{
    /* 1, the child property's. */
    qemu_init_irq_child(obj, "button", &GONG_OK(obj)->button, gong_button_ok,
                        obj, 0);
}

/* An array. */

#define TYPE_KEYBED_BAD "toy-keybed-bad"
OBJECT_DECLARE_SIMPLE_TYPE(BadKeybed, KEYBED_BAD)

struct BadKeybed {
    PCIDevice parent_obj;
    IRQState key[NUM_KEYS];
    uint32_t pressed;
};

static void keybed_key_bad(void *opaque, int n, int level)
{
    KEYBED_BAD(opaque)->pressed ^= 1u << n;
}

static void keybed_realize_bad(PCIDevice *pci, Error **errp)
{
    BadKeybed *s = KEYBED_BAD(pci);

    /* 1 in each element. */
    qemu_init_irqs(s->key, NUM_KEYS, keybed_key_bad, s); // expect: qom-ref-leak s->key
}

static void keybed_bad_class_init(ObjectClass *klass, const void *data)
{
    PCI_DEVICE_CLASS(klass)->realize = keybed_realize_bad;
}

#define TYPE_KEYBED_OK "toy-keybed-ok"
OBJECT_DECLARE_SIMPLE_TYPE(OkKeybed, KEYBED_OK)

struct OkKeybed {
    PCIDevice parent_obj;
    IRQState key[NUM_KEYS];
    uint32_t pressed;
};

static void keybed_key_ok(void *opaque, int n, int level)
{
    KEYBED_OK(opaque)->pressed ^= 1u << n;
}

static void keybed_realize_ok(PCIDevice *pci, Error **errp)
{
    OkKeybed *s = KEYBED_OK(pci);

    qemu_init_irqs(s->key, NUM_KEYS, keybed_key_ok, s);
}

static void keybed_exit_ok(PCIDevice *pci)
{
    OkKeybed *s = KEYBED_OK(pci);
    int i;

    for (i = 0; i < NUM_KEYS; i++) {
        object_unref(OBJECT(&s->key[i]));
    }
}

static void keybed_ok_class_init(ObjectClass *klass, const void *data)
{
    PCI_DEVICE_CLASS(klass)->realize = keybed_realize_ok;
    PCI_DEVICE_CLASS(klass)->exit = keybed_exit_ok;
}

static const InterfaceInfo pci_interfaces[] = {
    {INTERFACE_CONVENTIONAL_PCI_DEVICE},
    {},
};

static const TypeInfo types[] = {
    {
        .name = TYPE_BELL_BAD,
        .parent = TYPE_PCI_DEVICE,
        .instance_size = sizeof(BadBell),
        .class_init = bell_bad_class_init,
        .interfaces = pci_interfaces,
    },
    {
        .name = TYPE_BELL_OK,
        .parent = TYPE_PCI_DEVICE,
        .instance_size = sizeof(OkBell),
        .class_init = bell_ok_class_init,
        .interfaces = pci_interfaces,
    },
    {
        .name = TYPE_GONG_OK,
        .parent = TYPE_PCI_DEVICE,
        .instance_size = sizeof(OkGong),
        .instance_init = gong_init_ok,
        .interfaces = pci_interfaces,
    },
    {
        .name = TYPE_KEYBED_BAD,
        .parent = TYPE_PCI_DEVICE,
        .instance_size = sizeof(BadKeybed),
        .class_init = keybed_bad_class_init,
        .interfaces = pci_interfaces,
    },
    {
        .name = TYPE_KEYBED_OK,
        .parent = TYPE_PCI_DEVICE,
        .instance_size = sizeof(OkKeybed),
        .class_init = keybed_ok_class_init,
        .interfaces = pci_interfaces,
    },
};

DEFINE_TYPES(types)
