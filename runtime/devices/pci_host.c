/*
 * A host bridge with configuration mechanism 1 of the PCI Local Bus
 * Specification 3.0 (3.2.2.3.2): an address register, and a window on the four
 * bytes that it selects. One bus, no bridges behind it.
 *
 * Lifetime: the bus is a child from realize to unrealize. It is unparented
 * there, and with it whatever is plugged in: so devices of the bus find their
 * host realized until the last of them is gone. As hot-plug handler, this
 * device only unrealizes: who asks for the unplug takes the tree's reference.
 *
 * Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 */
#include "qemu/osdep.h"
#include "hw/hotplug.h"
#include "hw/irq.h"
#include "migration/vmstate.h"
#include "qemu/bitops.h"
#include "qemu/log.h"
#include "qemu/module.h"
#include "runtime/devices/pci_host.h"

enum {
    CONFIG_ADDRESS = 0,
    CONFIG_DATA = 4,
};

#define CONFIG_ENABLE BIT(31)
/* Enable, bus, device, function, register. */
#define CONFIG_ADDRESS_MASK 0x80fffffc

/* Borrowed from the bus; NULL where nothing answers. */
static PCIDevice *selected_device(PCIHost *s)
{
    uint32_t address = s->config_address;

    /* These registers may be mapped longer than the bus is there. */
    if (!s->bus || !(address & CONFIG_ENABLE)) {
        return NULL;
    }
    return pci_find_device(s->bus, extract32(address, 16, 8),
                           extract32(address, 8, 8));
}

static uint32_t selected_register(PCIHost *s, hwaddr offset)
{
    return extract32(s->config_address, 2, 6) * 4 + offset - CONFIG_DATA;
}

static bool is_config_address(hwaddr offset, unsigned size)
{
    return offset == CONFIG_ADDRESS && size == 4;
}

static uint64_t config_read(void *opaque, hwaddr offset, unsigned size)
{
    PCIHost *s = opaque;
    PCIDevice *dev;

    if (is_config_address(offset, size)) {
        return s->config_address;
    }
    dev = offset >= CONFIG_DATA ? selected_device(s) : NULL;
    if (!dev) {
        return UINT32_MAX;
    }
    return pci_host_config_read_common(dev, selected_register(s, offset),
                                       PCI_CONFIG_SPACE_SIZE, size);
}

static void config_write(void *opaque, hwaddr offset, uint64_t value,
                         unsigned size)
{
    PCIHost *s = opaque;
    PCIDevice *dev;

    if (is_config_address(offset, size)) {
        s->config_address = value & CONFIG_ADDRESS_MASK;
        return;
    }
    dev = offset >= CONFIG_DATA ? selected_device(s) : NULL;
    if (!dev) {
        qemu_log_mask(LOG_GUEST_ERROR, "pci-host: nothing at 0x%" PRIx32 "\n",
                      s->config_address);
        return;
    }
    pci_host_config_write_common(dev, selected_register(s, offset),
                                 PCI_CONFIG_SPACE_SIZE, value, size);
}

static const MemoryRegionOps config_ops = {
    .read = config_read,
    .write = config_write,
    .endianness = DEVICE_LITTLE_ENDIAN,
    .valid.min_access_size = 1,
    .valid.max_access_size = 4,
};

/* Neighbouring slots use different lines for the same pin. */
static int pci_host_map_irq(PCIDevice *dev, int pin)
{
    return (PCI_SLOT(dev->devfn) + pin) % PCI_NUM_PINS;
}

static void pci_host_set_irq(void *opaque, int line, int level)
{
    PCIHost *s = opaque;

    qemu_set_irq(s->irq[line], level);
}

static void pci_host_reset(DeviceState *dev)
{
    PCI_HOST(dev)->config_address = 0;
}

static void pci_host_realize(DeviceState *dev, Error **errp)
{
    PCIHost *s = PCI_HOST(dev);

    s->bus = pci_register_root_bus(dev, "pci", pci_host_set_irq,
                                   pci_host_map_irq, s, &s->memory, &s->io, 0,
                                   PCI_NUM_PINS, TYPE_PCI_BUS);
    qbus_set_hotplug_handler(BUS(s->bus), OBJECT(s));
}

static void pci_host_unrealize(DeviceState *dev)
{
    PCIHost *s = PCI_HOST(dev);

    pci_unregister_root_bus(s->bus);
    object_unparent(OBJECT(s->bus));
    s->bus = NULL;
}

static void pci_host_init(Object *obj)
{
    PCIHost *s = PCI_HOST(obj);
    SysBusDevice *sbd = SYS_BUS_DEVICE(obj);

    memory_region_init_io(&s->config, obj, &config_ops, s, "pci-config",
                          PCI_HOST_CONFIG_SIZE);
    memory_region_init(&s->memory, obj, "pci-memory", PCI_HOST_MEMORY_SIZE);
    memory_region_init(&s->io, obj, "pci-io", PCI_HOST_IO_SIZE);
    sysbus_init_mmio(sbd, &s->config);
    sysbus_init_mmio(sbd, &s->memory);
    sysbus_init_mmio(sbd, &s->io);
    for (int i = 0; i < PCI_NUM_PINS; i++) {
        sysbus_init_irq(sbd, &s->irq[i]);
    }
}

static const VMStateField pci_host_fields[] = {
    VMSTATE_UINT32(config_address, PCIHost),
    VMSTATE_END_OF_LIST(),
};

static const VMStateDescription vmstate_pci_host = {
    .name = TYPE_PCI_HOST,
    .version_id = 1,
    .minimum_version_id = 1,
    .fields = pci_host_fields,
};

static void pci_host_class_init(ObjectClass *oc, const void *data)
{
    DeviceClass *dc = DEVICE_CLASS(oc);

    dc->realize = pci_host_realize;
    dc->unrealize = pci_host_unrealize;
    device_class_set_legacy_reset(dc, pci_host_reset);
    dc->vmsd = &vmstate_pci_host;
    HOTPLUG_HANDLER_CLASS(oc)->unplug = qdev_simple_device_unplug_cb;
}

static const TypeInfo pci_host_info = {
    .name = TYPE_PCI_HOST,
    .parent = TYPE_SYS_BUS_DEVICE,
    .instance_size = sizeof(PCIHost),
    .instance_init = pci_host_init,
    .class_init = pci_host_class_init,
    .interfaces = (const InterfaceInfo[]){{TYPE_HOTPLUG_HANDLER}, {}},
};

static void pci_host_register_types(void)
{
    type_register_static(&pci_host_info);
}

type_init(pci_host_register_types)
