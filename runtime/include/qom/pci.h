/*
 * Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 */
#ifndef QOM_PCI_H
#define QOM_PCI_H

#include "qom/memory.h"
#include "qom/qdev.h"

#define PCI_DEVFN(slot, func) ((((slot) & 0x1f) << 3) | ((func) & 0x07))
#define PCI_SLOT(devfn) (((devfn) >> 3) & 0x1f)
#define PCI_FUNC(devfn) ((devfn) & 0x07)
#define PCI_NUM_REGIONS 7
#define PCI_NUM_PINS 4

#define PCI_CONFIG_SPACE_SIZE 0x100
#define PCI_VENDOR_ID 0x00
#define PCI_DEVICE_ID 0x02
#define PCI_COMMAND 0x04
#define PCI_COMMAND_IO 0x1
#define PCI_COMMAND_MEMORY 0x2
#define PCI_COMMAND_MASTER 0x4
#define PCI_STATUS 0x06
#define PCI_STATUS_INTERRUPT 0x08
#define PCI_REVISION_ID 0x08
#define PCI_CLASS_PROG 0x09
#define PCI_CLASS_DEVICE 0x0a
#define PCI_HEADER_TYPE 0x0e
#define PCI_HEADER_TYPE_MULTI_FUNCTION 0x80
#define PCI_BASE_ADDRESS_0 0x10
#define PCI_ROM_ADDRESS 0x30
#define PCI_ROM_SLOT 6
#define PCI_INTERRUPT_LINE 0x3c
#define PCI_INTERRUPT_PIN 0x3d

#define QEMU_PCI_CAP_MULTIFUNCTION (1 << 3)
#define PCI_BASE_ADDRESS_SPACE_IO 0x01
#define PCI_BASE_ADDRESS_SPACE_MEMORY 0x00
#define PCI_BASE_ADDRESS_MEM_TYPE_64 0x04
#define PCI_BASE_ADDRESS_MEM_PREFETCH 0x08

#define PCI_VENDOR_ID_REDHAT 0x1b36
#define PCI_VENDOR_ID_QEMU 0x1234
#define PCI_CLASS_STORAGE_OTHER 0x0180
#define PCI_CLASS_NETWORK_ETHERNET 0x0200
#define PCI_CLASS_DISPLAY_OTHER 0x0380
#define PCI_CLASS_MULTIMEDIA_AUDIO 0x0401
#define PCI_CLASS_BRIDGE_OTHER 0x0680
#define PCI_CLASS_COMMUNICATION_SERIAL 0x0700
#define PCI_CLASS_SERIAL_USB 0x0c03
#define PCI_CLASS_SYSTEM_OTHER 0x0880
#define PCI_CLASS_OTHERS 0xff

#define TYPE_PCI_DEVICE "pci-device"
typedef struct PCIDeviceClass PCIDeviceClass;
DECLARE_OBJ_CHECKERS(PCIDevice, PCIDeviceClass, PCI_DEVICE, TYPE_PCI_DEVICE)

#define TYPE_PCI_BUS "PCI"
#define TYPE_PCIE_BUS "PCIE"
OBJECT_DECLARE_TYPE(PCIBus, PCIBusClass, PCI_BUS)

#define INTERFACE_PCIE_DEVICE "pci-express-device"
#define INTERFACE_CONVENTIONAL_PCI_DEVICE "conventional-pci-device"

QOM_BEGIN_DECLS

typedef uint64_t pcibus_t;
typedef void PCIUnregisterFunc(PCIDevice *pci_dev);
typedef void (*pci_set_irq_fn)(void *opaque, int irq_num, int level);
typedef int (*pci_map_irq_fn)(PCIDevice *pci_dev, int irq_num);

struct PCIDeviceClass {
    DeviceClass parent_class;
    void (*realize)(PCIDevice *dev, Error **errp);
    PCIUnregisterFunc *exit;
    /* Null: pci_default_read_config and pci_default_write_config. */
    uint32_t (*config_read)(PCIDevice *dev, uint32_t address, int len);
    void (*config_write)(PCIDevice *dev, uint32_t address, uint32_t data,
                         int len);
    uint16_t vendor_id;
    uint16_t device_id;
    uint8_t revision;
    uint16_t class_id;
    const char *romfile;
};

typedef struct PCIIORegion {
    pcibus_t addr;
    pcibus_t size;
    uint8_t type;
    MemoryRegion *memory;
    MemoryRegion *address_space;
} PCIIORegion;

struct PCIDevice {
    DeviceState qdev;
    bool partially_hotplugged;
    uint8_t *config;
    /* Bits that the guest may write. */
    uint8_t *wmask;
    int32_t devfn;
    char name[64];
    PCIIORegion io_regions[PCI_NUM_REGIONS];
    AddressSpace bus_master_as;
    MemoryRegion bus_master_container_region;
    MemoryRegion bus_master_enable_region;
    uint8_t irq_state;
    /* Between the load of the fields and of what follows from them. */
    uint8_t loaded_irq_state;
    uint32_t cap_present;
};

typedef AddressSpace *(*PCIIOMMUFunc)(PCIBus *bus, void *opaque, int devfn);

struct PCIBusClass {
    BusClass parent_class;
    int (*bus_num)(PCIBus *bus);
};

struct PCIBus {
    BusState qbus;
    PCIIOMMUFunc iommu_fn;
    void *iommu_opaque;
    uint8_t devfn_min;
    pci_set_irq_fn set_irq;
    pci_map_irq_fn map_irq;
    void *irq_opaque;
    PCIDevice *devices[256];
    PCIDevice *parent_dev;
    /* Levels of the root bus's lines, counted by devices. */
    int nirq;
    int *irq_count;
    MemoryRegion *address_space_mem;
    MemoryRegion *address_space_io;
};

uint32_t pci_default_read_config(PCIDevice *d, uint32_t address, int len);
void pci_default_write_config(PCIDevice *d, uint32_t address, uint32_t val,
                              int len);
/* As a host bridge does it: through the class's hooks. */
uint32_t pci_host_config_read_common(PCIDevice *pci_dev, uint32_t addr,
                                     uint32_t limit, uint32_t len);
void pci_host_config_write_common(PCIDevice *pci_dev, uint32_t addr,
                                  uint32_t limit, uint32_t val, uint32_t len);
void pci_register_bar(PCIDevice *pci_dev, int region_num, uint8_t attr,
                      MemoryRegion *memory);
PCIDevice *pci_new(int devfn, const char *name);
PCIDevice *pci_new_multifunction(int devfn, const char *name);
bool pci_realize_and_unref(PCIDevice *dev, PCIBus *bus, Error **errp);
PCIDevice *pci_create_simple(PCIBus *bus, int devfn, const char *name);
PCIDevice *pci_create_simple_multifunction(PCIBus *bus, int devfn,
                                           const char *name);
PCIDevice *pci_find_device(PCIBus *bus, int bus_num, uint8_t devfn);
PCIDevice *pci_get_function_0(PCIDevice *pci_dev);
PCIBus *pci_device_root_bus(const PCIDevice *d);
PCIBus *pci_root_bus_new(DeviceState *parent, const char *name,
                         MemoryRegion *mem, MemoryRegion *io, uint8_t devfn_min,
                         const char *type_name);
void pci_root_bus_init(PCIBus *bus, size_t bus_size, DeviceState *parent,
                       const char *name, MemoryRegion *mem, MemoryRegion *io,
                       uint8_t devfn_min, const char *type_name);
PCIBus *pci_register_root_bus(DeviceState *parent, const char *name,
                              pci_set_irq_fn set_irq, pci_map_irq_fn map_irq,
                              void *irq_opaque, MemoryRegion *mem,
                              MemoryRegion *io, uint8_t devfn_min, int nirq,
                              const char *type_name);
void pci_unregister_root_bus(PCIBus *bus);
qemu_irq pci_allocate_irq(PCIDevice *pci_dev);
void pci_set_irq(PCIDevice *pci_dev, int level);
MemTxResult pci_dma_read(PCIDevice *dev, dma_addr_t addr, void *buf,
                         dma_addr_t len);
MemTxResult pci_dma_write(PCIDevice *dev, dma_addr_t addr, const void *buf,
                          dma_addr_t len);

/* Configuration space and lines of a device; loading maps its regions. */
extern const VMStateDescription vmstate_pci_device;

QOM_END_DECLS

#define VMSTATE_PCI_DEVICE(_field, _state) \
    VMSTATE_STRUCT(_field, _state, 0, vmstate_pci_device, PCIDevice)

static inline PCIBus *pci_get_bus(const PCIDevice *dev)
{
    return PCI_BUS(qdev_get_parent_bus(DEVICE(dev)));
}

static inline AddressSpace *pci_get_address_space(PCIDevice *dev)
{
    return &dev->bus_master_as;
}

static inline void pci_config_set_interrupt_pin(uint8_t *pci_config,
                                                uint8_t val)
{
    pci_config[PCI_INTERRUPT_PIN] = val;
}

static inline uint16_t pci_get_word(const uint8_t *config)
{
    return config[0] | config[1] << 8;
}

static inline void pci_set_word(uint8_t *config, uint16_t val)
{
    config[0] = val;
    config[1] = val >> 8;
}

static inline uint32_t pci_get_long(const uint8_t *config)
{
    return pci_get_word(config) | (uint32_t)pci_get_word(config + 2) << 16;
}

static inline void pci_set_long(uint8_t *config, uint32_t val)
{
    pci_set_word(config, val);
    pci_set_word(config + 2, val >> 16);
}

#endif
