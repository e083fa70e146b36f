/*
 * Parts of a struct that realize makes children of somebody else.
 *
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 */
#include "qemu/osdep.h"
#include "hw/boards.h"
#include "hw/pci/pci_device.h"
#include "qapi/error.h"

#define TYPE_WHEEL "toy-wheel"
OBJECT_DECLARE_SIMPLE_TYPE(WheelState, WHEEL)

struct WheelState {
    DeviceState parent_obj;
    uint32_t spokes;
};

#define TYPE_TRAM "toy-tram"
OBJECT_DECLARE_SIMPLE_TYPE(TramState, TRAM)

struct TramState {
    PCIDevice parent_obj;
    WheelState wheel;
};

/* /machine/unattached holds what nobody has made a child before. */

static void tram_realize_bad(PCIDevice *pci, Error **errp)
{
    TramState *s = TRAM(pci);

    object_initialize(&s->wheel, sizeof(s->wheel), TYPE_WHEEL);
    /* 2, and /machine/unattached's outlives the tram. */
    qdev_realize(DEVICE(&s->wheel), NULL, &error_abort); // expect: qom-embedded-ref s->wheel
}

static void tram_exit_bad(PCIDevice *pci)
{
    object_unref(&TRAM(pci)->wheel);
}

/* Taken back by exit, while the storage is there. */

static void tram_realize_ok(PCIDevice *pci, Error **errp)
{
    TramState *s = TRAM(pci);

    object_initialize(&s->wheel, sizeof(s->wheel), TYPE_WHEEL);
    qdev_realize(DEVICE(&s->wheel), NULL, &error_abort);
}

static void tram_exit_ok(PCIDevice *pci)
{
    TramState *s = TRAM(pci);

    object_unparent(OBJECT(&s->wheel));
    object_unref(&s->wheel);
}

/* A child of its own from the start. */

static void tram_child_realize_ok(PCIDevice *pci, Error **errp)
{
    TramState *s = TRAM(pci);

    object_initialize_child(OBJECT(pci), "wheel", &s->wheel, TYPE_WHEEL);
    qdev_realize(DEVICE(&s->wheel), NULL, &error_abort);
}

static void tram_child_exit_ok(PCIDevice *pci)
{
    object_unparent(OBJECT(&TRAM(pci)->wheel));
}

/* A region without an owner, in a struct that lies in the device. */

typedef struct TicketPort {
    uint8_t serial;
    MemoryRegion io;
} TicketPort;

#define TYPE_BOOTH "toy-booth"
OBJECT_DECLARE_SIMPLE_TYPE(BoothState, BOOTH)

struct BoothState {
    PCIDevice parent_obj;
    TicketPort port;
};

static const MemoryRegionOps booth_ops;

static void ticket_port_init_bad(TicketPort *port)
{
    /* /machine/unattached's child, when the booth is gone. */
    memory_region_init_io(&port->io, NULL, &booth_ops, port, "ticket", 4); // expect: qom-embedded-ref port->io
}

static void ticket_port_init_ok(TicketPort *port, Object *owner)
{
    memory_region_init_io(&port->io, owner, &booth_ops, port, "ticket", 4);
}

static void booth_realize_bad(PCIDevice *pci, Error **errp)
{
    ticket_port_init_bad(&BOOTH(pci)->port);
}

static void booth_realize_ok(PCIDevice *pci, Error **errp)
{
    ticket_port_init_ok(&BOOTH(pci)->port, OBJECT(pci));
}

/* A counted object may be a child of anybody. */

static void tram_new_realize_ok(PCIDevice *pci, Error **errp)
{
    DeviceState *wheel = qdev_new(TYPE_WHEEL);

    qdev_realize_and_unref(wheel, NULL, errp);
}

/* A child of a container of the machine's, by name. */

static void FN_tram_shared_realize_bad(PCIDevice *pci, Error **errp)
{
    TramState *s = TRAM(pci);

    object_initialize(&s->wheel, sizeof(s->wheel), TYPE_WHEEL);
    /* As above: the machine's property points into the tram. */
    object_property_add_child(qdev_get_machine(), "wheel", OBJECT(&s->wheel)); // expect: qom-embedded-ref s->wheel
    object_unref(&s->wheel);
}

static void tram_bad_class_init(ObjectClass *klass, const void *data)
{
    PCI_DEVICE_CLASS(klass)->realize = tram_realize_bad;
    PCI_DEVICE_CLASS(klass)->exit = tram_exit_bad;
}

static void tram_ok_class_init(ObjectClass *klass, const void *data)
{
    PCI_DEVICE_CLASS(klass)->realize = tram_realize_ok;
    PCI_DEVICE_CLASS(klass)->exit = tram_exit_ok;
}

static void tram_child_ok_class_init(ObjectClass *klass, const void *data)
{
    PCI_DEVICE_CLASS(klass)->realize = tram_child_realize_ok;
    PCI_DEVICE_CLASS(klass)->exit = tram_child_exit_ok;
}

static void tram_new_ok_class_init(ObjectClass *klass, const void *data)
{
    PCI_DEVICE_CLASS(klass)->realize = tram_new_realize_ok;
}

static void tram_shared_bad_class_init(ObjectClass *klass, const void *data)
{
    PCI_DEVICE_CLASS(klass)->realize = FN_tram_shared_realize_bad;
}

static void booth_bad_class_init(ObjectClass *klass, const void *data)
{
    PCI_DEVICE_CLASS(klass)->realize = booth_realize_bad;
}

static void booth_ok_class_init(ObjectClass *klass, const void *data)
{
    PCI_DEVICE_CLASS(klass)->realize = booth_realize_ok;
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
        .name = TYPE_TRAM,
        .parent = TYPE_PCI_DEVICE,
        .instance_size = sizeof(TramState),
        .abstract = true,
        .interfaces = pci_interfaces,
    },
    {
        .name = TYPE_TRAM "-bad",
        .parent = TYPE_TRAM,
        .class_init = tram_bad_class_init,
    },
    {
        .name = TYPE_TRAM "-ok",
        .parent = TYPE_TRAM,
        .class_init = tram_ok_class_init,
    },
    {
        .name = TYPE_TRAM "-child-ok",
        .parent = TYPE_TRAM,
        .class_init = tram_child_ok_class_init,
    },
    {
        .name = TYPE_TRAM "-new-ok",
        .parent = TYPE_TRAM,
        .class_init = tram_new_ok_class_init,
    },
    {
        .name = TYPE_TRAM "-shared-bad",
        .parent = TYPE_TRAM,
        .class_init = tram_shared_bad_class_init,
    },
    {
        .name = TYPE_BOOTH,
        .parent = TYPE_PCI_DEVICE,
        .instance_size = sizeof(BoothState),
        .abstract = true,
        .interfaces = pci_interfaces,
    },
    {
        .name = TYPE_BOOTH "-bad",
        .parent = TYPE_BOOTH,
        .class_init = booth_bad_class_init,
    },
    {
        .name = TYPE_BOOTH "-ok",
        .parent = TYPE_BOOTH,
        .class_init = booth_ok_class_init,
    },
};

DEFINE_TYPES(types)
