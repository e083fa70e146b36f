/*
 * Fields that point to an array of lines. What becomes of an element is no
 * business of the array's.
 *
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 */
#include "qemu/osdep.h"
#include "hw/irq.h"
#include "hw/pci/pci_device.h"

#define PIPES 2

typedef struct Bellows {
    qemu_irq wind;
} Bellows;

static void pipe_set(void *opaque, int n, int level)
{
}

/* Elements are read, raised and stored elsewhere; nobody frees the array. */

#define TYPE_ORGAN_LOST "toy-organ-lost"
OBJECT_DECLARE_SIMPLE_TYPE(LostOrgan, ORGAN_LOST)

struct LostOrgan {
    PCIDevice parent_obj;
    qemu_irq *pipes;
    Bellows bellows;
};

static void organ_lost_realize_bad(PCIDevice *pci, Error **errp)
{
    LostOrgan *s = ORGAN_LOST(pci);

    s->pipes = qemu_allocate_irqs(pipe_set, s, PIPES); // expect: qom-field-protocol s->pipes
    s->bellows.wind = s->pipes[0];
}

static void organ_lost_exit_bad(PCIDevice *pci)
{
    LostOrgan *s = ORGAN_LOST(pci);

    for (int i = 0; i < PIPES; i++) {
        qemu_irq_lower(s->pipes[i]);
    }
}

static void organ_lost_class_init(ObjectClass *klass, const void *data)
{
    PCI_DEVICE_CLASS(klass)->realize = organ_lost_realize_bad;
    PCI_DEVICE_CLASS(klass)->exit = organ_lost_exit_bad;
}

/* The array and its lines go together. */

#define TYPE_ORGAN_WHOLE "toy-organ-whole"
OBJECT_DECLARE_SIMPLE_TYPE(WholeOrgan, ORGAN_WHOLE)

struct WholeOrgan {
    PCIDevice parent_obj;
    qemu_irq *pipes;
    Bellows bellows;
};

static void organ_whole_realize_ok(PCIDevice *pci, Error **errp)
{
    WholeOrgan *s = ORGAN_WHOLE(pci);

    s->pipes = qemu_allocate_irqs(pipe_set, s, PIPES);
    s->bellows.wind = s->pipes[0];
}

static void organ_whole_exit_ok(PCIDevice *pci)
{
    qemu_free_irqs(ORGAN_WHOLE(pci)->pipes, PIPES);
}

static void organ_whole_class_init(ObjectClass *klass, const void *data)
{
    PCI_DEVICE_CLASS(klass)->realize = organ_whole_realize_ok;
    PCI_DEVICE_CLASS(klass)->exit = organ_whole_exit_ok;
}

/* One by one, and then the array. */

#define TYPE_ORGAN_PARTS "toy-organ-parts"
OBJECT_DECLARE_SIMPLE_TYPE(PartsOrgan, ORGAN_PARTS)

struct PartsOrgan {
    PCIDevice parent_obj;
    qemu_irq *pipes;
};

static void organ_parts_realize_ok(PCIDevice *pci, Error **errp)
{
    PartsOrgan *s = ORGAN_PARTS(pci);

    s->pipes = qemu_allocate_irqs(pipe_set, s, PIPES);
}

static void organ_parts_exit_ok(PCIDevice *pci)
{
    PartsOrgan *s = ORGAN_PARTS(pci);

    for (int i = 0; i < PIPES; i++) {
        qemu_free_irq(s->pipes[i]);
    }
    g_clear_pointer(&s->pipes, g_free);
}

static void organ_parts_class_init(ObjectClass *klass, const void *data)
{
    PCI_DEVICE_CLASS(klass)->realize = organ_parts_realize_ok;
    PCI_DEVICE_CLASS(klass)->exit = organ_parts_exit_ok;
}

/* Passed on to where it is freed. */

#define TYPE_ORGAN_LENT "toy-organ-lent"
OBJECT_DECLARE_SIMPLE_TYPE(LentOrgan, ORGAN_LENT)

struct LentOrgan {
    PCIDevice parent_obj;
    qemu_irq *pipes;
};

static void organ_lent_realize_ok(PCIDevice *pci, Error **errp)
{
    LentOrgan *s = ORGAN_LENT(pci);

    s->pipes = qemu_allocate_irqs(pipe_set, s, PIPES);
}

static void pipes_close(qemu_irq *pipes)
{
    qemu_free_irqs(pipes, PIPES);
}

static void organ_lent_exit_ok(PCIDevice *pci)
{
    pipes_close(ORGAN_LENT(pci)->pipes);
}

static void organ_lent_class_init(ObjectClass *klass, const void *data)
{
    PCI_DEVICE_CLASS(klass)->realize = organ_lent_realize_ok;
    PCI_DEVICE_CLASS(klass)->exit = organ_lent_exit_ok;
}

static const TypeInfo types[] = {
    {
        .name = TYPE_ORGAN_LOST,
        .parent = TYPE_PCI_DEVICE,
        .instance_size = sizeof(LostOrgan),
        .class_init = organ_lost_class_init,
    },
    {
        .name = TYPE_ORGAN_WHOLE,
        .parent = TYPE_PCI_DEVICE,
        .instance_size = sizeof(WholeOrgan),
        .class_init = organ_whole_class_init,
    },
    {
        .name = TYPE_ORGAN_PARTS,
        .parent = TYPE_PCI_DEVICE,
        .instance_size = sizeof(PartsOrgan),
        .class_init = organ_parts_class_init,
    },
    {
        .name = TYPE_ORGAN_LENT,
        .parent = TYPE_PCI_DEVICE,
        .instance_size = sizeof(LentOrgan),
        .class_init = organ_lent_class_init,
    },
};

DEFINE_TYPES(types)
