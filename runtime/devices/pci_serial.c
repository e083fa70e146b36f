/*
 * PCI cards with two or four 16550A, programmed as the PCI-SIG's class
 * 07.00.02 says: the I/O region has 8 registers for each, and one interrupt
 * serves all.
 *
 * Lifetime: UARTs are embedded, and their regions are in this device's: being
 * in a container of another owner counts, so exit takes them out again. Lines
 * are allocated, and freed by whoever allocated them. A port that fails takes
 * those before it along. Unplugging while the guest has the region mapped ends
 * with the map.
 *
 * Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 */
#include "qemu/osdep.h"
#include "hw/irq.h"
#include "migration/vmstate.h"
#include "qapi/error.h"
#include "qemu/bitops.h"
#include "qemu/module.h"
#include "runtime/devices/pci_serial.h"

#define PROG_IF_16550 0x02

static int port_count(PCISerialState *s)
{
    return PCI_SERIAL_GET_CLASS(s)->ports;
}

static void set_port_line(void *opaque, int n, int level)
{
    PCISerialState *s = opaque;

    s->raised = deposit32(s->raised, n, 1, level != 0);
    pci_set_irq(PCI_DEVICE(s), s->raised != 0);
}

static void free_line(PCISerialState *s, int n)
{
    s->port[n].irq = NULL;
    g_clear_pointer(&s->line[n], qemu_free_irq);
}

static bool add_port(PCISerialState *s, int n, Error **errp)
{
    SerialState *port = &s->port[n];

    s->line[n] = qemu_allocate_irq(set_port_line, s, n);
    port->irq = s->line[n];
    if (!qdev_realize(DEVICE(port), NULL, errp)) {
        free_line(s, n);
        return false;
    }
    memory_region_add_subregion(&s->bar, SERIAL_REGISTERS * n, &port->io);
    return true;
}

static void remove_ports(PCISerialState *s, int count)
{
    for (int n = 0; n < count; n++) {
        memory_region_del_subregion(&s->bar, &s->port[n].io);
        qdev_unrealize(DEVICE(&s->port[n]));
        free_line(s, n);
    }
}

static void pci_serial_realize(PCIDevice *dev, Error **errp)
{
    PCISerialState *s = PCI_SERIAL(dev);

    dev->config[PCI_CLASS_PROG] = PROG_IF_16550;
    pci_config_set_interrupt_pin(dev->config, 1);
    s->raised = 0;
    for (int n = 0; n < port_count(s); n++) {
        if (!add_port(s, n, errp)) {
            remove_ports(s, n);
            return;
        }
    }
    pci_register_bar(dev, 0, PCI_BASE_ADDRESS_SPACE_IO, &s->bar);
}

static void pci_serial_exit(PCIDevice *dev)
{
    PCISerialState *s = PCI_SERIAL(dev);

    remove_ports(s, port_count(s));
}

static void pci_serial_init(Object *obj)
{
    PCISerialState *s = PCI_SERIAL(obj);

    memory_region_init(&s->bar, obj, "pci-serial",
                       SERIAL_REGISTERS * port_count(s));
    for (int n = 0; n < port_count(s); n++) {
        g_autofree char *name = g_strdup_printf("chardev%d", n + 1);

        object_initialize_child(obj, "port[*]", &s->port[n], TYPE_SERIAL);
        object_property_add_alias(obj, name, OBJECT(&s->port[n]), "chardev");
    }
}

static const VMStateField pci_serial_fields[] = {
    VMSTATE_PCI_DEVICE(parent_obj, PCISerialState),
    VMSTATE_UINT8(raised, PCISerialState),
    VMSTATE_END_OF_LIST(),
};

/* The UARTs save themselves. */
static const VMStateDescription vmstate_pci_serial = {
    .name = TYPE_PCI_SERIAL,
    .version_id = 1,
    .minimum_version_id = 1,
    .fields = pci_serial_fields,
};

static void pci_serial_class_init(ObjectClass *oc, const void *data)
{
    PCIDeviceClass *pc = PCI_DEVICE_CLASS(oc);

    pc->realize = pci_serial_realize;
    pc->exit = pci_serial_exit;
    pc->vendor_id = PCI_VENDOR_ID_REDHAT;
    pc->revision = 1;
    pc->class_id = PCI_CLASS_COMMUNICATION_SERIAL;
    DEVICE_CLASS(oc)->vmsd = &vmstate_pci_serial;
}

static void pci_serial_2x_class_init(ObjectClass *oc, const void *data)
{
    PCI_DEVICE_CLASS(oc)->device_id = 0x0003;
    PCI_SERIAL_CLASS(oc)->ports = 2;
}

static void pci_serial_4x_class_init(ObjectClass *oc, const void *data)
{
    PCI_DEVICE_CLASS(oc)->device_id = 0x0004;
    PCI_SERIAL_CLASS(oc)->ports = 4;
}

static const TypeInfo pci_serial_types[] = {
    {
        .name = TYPE_PCI_SERIAL,
        .parent = TYPE_PCI_DEVICE,
        .instance_size = sizeof(PCISerialState),
        .instance_init = pci_serial_init,
        .abstract = true,
        .class_size = sizeof(PCISerialClass),
        .class_init = pci_serial_class_init,
        .interfaces =
            (const InterfaceInfo[]){{INTERFACE_CONVENTIONAL_PCI_DEVICE}, {}},
    },
    {
        .name = TYPE_PCI_SERIAL_2X,
        .parent = TYPE_PCI_SERIAL,
        .class_init = pci_serial_2x_class_init,
    },
    {
        .name = TYPE_PCI_SERIAL_4X,
        .parent = TYPE_PCI_SERIAL,
        .class_init = pci_serial_4x_class_init,
    },
};

DEFINE_TYPES(pci_serial_types)
