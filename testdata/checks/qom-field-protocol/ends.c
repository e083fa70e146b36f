/*
 * The ends of what a field owns: each exactly once, and on every way.
 *
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 */
#include "qemu/osdep.h"
#include "hw/irq.h"
#include "hw/pci/pci_device.h"
#include "hw/qdev-properties.h"
#include "io/channel-buffer.h"
#include "qapi/error.h"

static void line_set(void *opaque, int n, int level)
{
}

/* Dropped, and dropped again by the cleanup that follows. */

#define TYPE_BELL_BAD "toy-bell-bad"
OBJECT_DECLARE_SIMPLE_TYPE(BadBell, BELL_BAD)

struct BadBell {
    PCIDevice parent_obj;
    qemu_irq line;
};

static void bell_realize_bad(PCIDevice *pci, Error **errp)
{
    BELL_BAD(pci)->line = qemu_allocate_irq(line_set, pci, 0);
}

static void bell_exit_bad(PCIDevice *pci)
{
    BadBell *s = BELL_BAD(pci);

    qemu_free_irq(s->line);
    g_clear_pointer(&s->line, qemu_free_irq); // expect: qom-field-protocol
}

static void bell_bad_class_init(ObjectClass *klass, const void *data)
{
    PCI_DEVICE_CLASS(klass)->realize = bell_realize_bad;
    PCI_DEVICE_CLASS(klass)->exit = bell_exit_bad;
}

#define TYPE_BELL_OK "toy-bell-ok"
OBJECT_DECLARE_SIMPLE_TYPE(OkBell, BELL_OK)

struct OkBell {
    PCIDevice parent_obj;
    qemu_irq lines[2];
};

static void bell_realize_ok(PCIDevice *pci, Error **errp)
{
    BELL_OK(pci)->lines[0] = qemu_allocate_irq(line_set, pci, 0);
    BELL_OK(pci)->lines[1] = qemu_allocate_irq(line_set, pci, 1);
}

static void bell_free_line(OkBell *s, int n)
{
    qemu_free_irq(s->lines[n]);
}

static void bell_exit_ok(PCIDevice *pci)
{
    OkBell *s = BELL_OK(pci);

    /* Two lines, one each. */
    for (int n = 0; n < 2; n++) {
        bell_free_line(s, n);
    }
}

static void bell_ok_class_init(ObjectClass *klass, const void *data)
{
    PCI_DEVICE_CLASS(klass)->realize = bell_realize_ok;
    PCI_DEVICE_CLASS(klass)->exit = bell_exit_ok;
}

/* Dropped where realize fails, and nowhere else. */

#define TYPE_ORGAN_BAD "toy-organ-bad"
OBJECT_DECLARE_SIMPLE_TYPE(BadOrgan, ORGAN_BAD)

struct BadOrgan {
    PCIDevice parent_obj;
    QIOChannelBuffer *score;
    uint32_t pipes;
};

static void organ_realize_bad(PCIDevice *pci, Error **errp)
{
    BadOrgan *s = ORGAN_BAD(pci);

    s->score = qio_channel_buffer_new(64); // expect: qom-field-protocol
    if (!s->pipes) {
        error_setg(errp, "an organ has pipes");
        object_unref(OBJECT(s->score));
        s->score = NULL;
    }
}

static void organ_bad_class_init(ObjectClass *klass, const void *data)
{
    PCI_DEVICE_CLASS(klass)->realize = organ_realize_bad;
}

#define TYPE_ORGAN_OK "toy-organ-ok"
OBJECT_DECLARE_SIMPLE_TYPE(OkOrgan, ORGAN_OK)

struct OkOrgan {
    PCIDevice parent_obj;
    QIOChannelBuffer *score;
    uint32_t pipes;
};

static void organ_realize_ok(PCIDevice *pci, Error **errp)
{
    OkOrgan *s = ORGAN_OK(pci);

    s->score = qio_channel_buffer_new(64);
    if (!s->pipes) {
        error_setg(errp, "an organ has pipes");
        object_unref(OBJECT(s->score));
        s->score = NULL;
    }
}

static void organ_exit_ok(PCIDevice *pci)
{
    object_unref(OBJECT(ORGAN_OK(pci)->score));
}

static void organ_ok_class_init(ObjectClass *klass, const void *data)
{
    PCI_DEVICE_CLASS(klass)->realize = organ_realize_ok;
    PCI_DEVICE_CLASS(klass)->exit = organ_exit_ok;
}

/* A link's reference, dropped by exit before the link drops it. */

#define TYPE_CHOIR_BAD "toy-choir-bad"
OBJECT_DECLARE_SIMPLE_TYPE(BadChoir, CHOIR_BAD)

struct BadChoir {
    PCIDevice parent_obj;
    Object *leader;
};

static const Property choir_bad_properties[] = {
    DEFINE_PROP_LINK("leader", BadChoir, leader, TYPE_OBJECT, Object *),
};

static void choir_exit_bad(PCIDevice *pci)
{
    object_unref(CHOIR_BAD(pci)->leader); // expect: qom-field-protocol
}

static void choir_bad_class_init(ObjectClass *klass, const void *data)
{
    PCI_DEVICE_CLASS(klass)->exit = choir_exit_bad;
    device_class_set_props(DEVICE_CLASS(klass), choir_bad_properties);
}

/* Emptied in the link's stead. */

#define TYPE_CHOIR_OK "toy-choir-ok"
OBJECT_DECLARE_SIMPLE_TYPE(OkChoir, CHOIR_OK)

struct OkChoir {
    PCIDevice parent_obj;
    Object *leader;
};

static const Property choir_ok_properties[] = {
    DEFINE_PROP_LINK("leader", OkChoir, leader, TYPE_OBJECT, Object *),
};

static void choir_exit_ok(PCIDevice *pci)
{
    OkChoir *s = CHOIR_OK(pci);

    object_unref(s->leader);
    s->leader = NULL;
}

static void choir_ok_class_init(ObjectClass *klass, const void *data)
{
    PCI_DEVICE_CLASS(klass)->exit = choir_exit_ok;
    device_class_set_props(DEVICE_CLASS(klass), choir_ok_properties);
}

/* One more than the link's, and nobody to drop it. */

#define TYPE_TUNER_BAD "toy-tuner-bad"
OBJECT_DECLARE_SIMPLE_TYPE(BadTuner, TUNER_BAD)

struct BadTuner {
    PCIDevice parent_obj;
    Object *leader;
};

static const Property tuner_bad_properties[] = {
    DEFINE_PROP_LINK("leader", BadTuner, leader, TYPE_OBJECT, Object *),
};

static void tuner_realize_bad(PCIDevice *pci, Error **errp)
{
    object_ref(TUNER_BAD(pci)->leader); // expect: qom-field-protocol
}

static void tuner_bad_class_init(ObjectClass *klass, const void *data)
{
    PCI_DEVICE_CLASS(klass)->realize = tuner_realize_bad;
    device_class_set_props(DEVICE_CLASS(klass), tuner_bad_properties);
}

#define TYPE_TUNER_OK "toy-tuner-ok"
OBJECT_DECLARE_SIMPLE_TYPE(OkTuner, TUNER_OK)

struct OkTuner {
    PCIDevice parent_obj;
    Object *leader;
};

static const Property tuner_ok_properties[] = {
    DEFINE_PROP_LINK("leader", OkTuner, leader, TYPE_OBJECT, Object *),
};

static void tuner_realize_ok(PCIDevice *pci, Error **errp)
{
    object_ref(TUNER_OK(pci)->leader);
}

static void tuner_exit_ok(PCIDevice *pci)
{
    object_unref(TUNER_OK(pci)->leader);
}

static void tuner_ok_class_init(ObjectClass *klass, const void *data)
{
    PCI_DEVICE_CLASS(klass)->realize = tuner_realize_ok;
    PCI_DEVICE_CLASS(klass)->exit = tuner_exit_ok;
    device_class_set_props(DEVICE_CLASS(klass), tuner_ok_properties);
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
        .name = TYPE_ORGAN_BAD,
        .parent = TYPE_PCI_DEVICE,
        .instance_size = sizeof(BadOrgan),
        .class_init = organ_bad_class_init,
        .interfaces = pci_interfaces,
    },
    {
        .name = TYPE_ORGAN_OK,
        .parent = TYPE_PCI_DEVICE,
        .instance_size = sizeof(OkOrgan),
        .class_init = organ_ok_class_init,
        .interfaces = pci_interfaces,
    },
    {
        .name = TYPE_CHOIR_BAD,
        .parent = TYPE_PCI_DEVICE,
        .instance_size = sizeof(BadChoir),
        .class_init = choir_bad_class_init,
        .interfaces = pci_interfaces,
    },
    {
        .name = TYPE_CHOIR_OK,
        .parent = TYPE_PCI_DEVICE,
        .instance_size = sizeof(OkChoir),
        .class_init = choir_ok_class_init,
        .interfaces = pci_interfaces,
    },
    {
        .name = TYPE_TUNER_BAD,
        .parent = TYPE_PCI_DEVICE,
        .instance_size = sizeof(BadTuner),
        .class_init = tuner_bad_class_init,
        .interfaces = pci_interfaces,
    },
    {
        .name = TYPE_TUNER_OK,
        .parent = TYPE_PCI_DEVICE,
        .instance_size = sizeof(OkTuner),
        .class_init = tuner_ok_class_init,
        .interfaces = pci_interfaces,
    },
};

DEFINE_TYPES(types)
