//===- bus/pci.cpp - PCI --------------------------------------------------===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A device has a configuration space, regions that the guest maps by writing
// addresses into it, and an address space for its own accesses. What is mapped
// holds the device; unrealize unmaps it.
//
//===----------------------------------------------------------------------===//
#include "runtime/core/builtin_types.h"
#include "runtime/core/fatal.h"

#include "qom/pci.h"

#include <algorithm>
#include <bit>

using namespace qom;

static constexpr pcibus_t Unmapped = ~static_cast<pcibus_t>(0);

//===----------------------------------------------------------------------===//
// Buses
//===----------------------------------------------------------------------===//

static void initRoot(PCIBus *Bus, MemoryRegion *Mem, MemoryRegion *Io,
                     uint8_t DevfnMin) {
  Bus->devfn_min = DevfnMin;
  Bus->address_space_mem = Mem;
  Bus->address_space_io = Io;
}

PCIBus *pci_root_bus_new(DeviceState *parent, const char *name,
                         MemoryRegion *mem, MemoryRegion *io, uint8_t devfn_min,
                         const char *type_name) {
  PCIBus *Bus = PCI_BUS(qbus_new(type_name, parent, name));
  initRoot(Bus, mem, io, devfn_min);
  return Bus;
}

void pci_root_bus_init(PCIBus *bus, size_t bus_size, DeviceState *parent,
                       const char *name, MemoryRegion *mem, MemoryRegion *io,
                       uint8_t devfn_min, const char *type_name) {
  qbus_init(bus, bus_size, type_name, parent, name);
  initRoot(bus, mem, io, devfn_min);
}

PCIBus *pci_register_root_bus(DeviceState *parent, const char *name,
                              pci_set_irq_fn set_irq, pci_map_irq_fn map_irq,
                              void *irq_opaque, MemoryRegion *mem,
                              MemoryRegion *io, uint8_t devfn_min, int nirq,
                              const char *type_name) {
  PCIBus *Bus = pci_root_bus_new(parent, name, mem, io, devfn_min, type_name);
  Bus->set_irq = set_irq;
  Bus->map_irq = map_irq;
  Bus->irq_opaque = irq_opaque;
  Bus->nirq = nirq;
  Bus->irq_count = g_new0(int, nirq);
  return Bus;
}

/// The bus goes with its parent.
void pci_unregister_root_bus(PCIBus *bus) {
  bus->set_irq = nullptr;
  bus->map_irq = nullptr;
  bus->irq_opaque = nullptr;
  g_clear_pointer(&bus->irq_count, g_free);
  qbus_unrealize(&bus->qbus);
}

PCIBus *pci_device_root_bus(const PCIDevice *d) {
  PCIBus *Bus = pci_get_bus(d);
  while (Bus->parent_dev)
    Bus = pci_get_bus(Bus->parent_dev);
  return Bus;
}

/// Borrowed from the bus. There are no bridges, so there is one bus number.
PCIDevice *pci_find_device(PCIBus *bus, int bus_num, uint8_t devfn) {
  PCIBusClass *Class = PCI_BUS_GET_CLASS(bus);
  int Number = Class->bus_num ? Class->bus_num(bus) : 0;
  return bus_num == Number ? bus->devices[devfn] : nullptr;
}

PCIDevice *pci_get_function_0(PCIDevice *pci_dev) {
  return pci_get_bus(pci_dev)->devices[PCI_DEVFN(PCI_SLOT(pci_dev->devfn), 0)];
}

//===----------------------------------------------------------------------===//
// Interrupts
//===----------------------------------------------------------------------===//

static void changeLevel(PCIDevice *Dev, int Pin, int Change) {
  PCIBus *Bus = pci_get_bus(Dev);
  int Line = Bus->map_irq ? Bus->map_irq(Dev, Pin) : Pin;
  if (!Bus->set_irq || Line < 0 || Line >= Bus->nirq)
    return;
  Bus->irq_count[Line] += Change;
  Bus->set_irq(Bus->irq_opaque, Line, Bus->irq_count[Line] != 0);
}

static void setLevel(void *Opaque, int Pin, int Level) {
  auto *Dev = static_cast<PCIDevice *>(Opaque);
  bool Was = Dev->irq_state >> Pin & 1, Is = Level != 0;
  if (Was == Is)
    return;
  Dev->irq_state ^= 1 << Pin;
  uint8_t &Status = Dev->config[PCI_STATUS];
  Status = Dev->irq_state ? Status | PCI_STATUS_INTERRUPT
                          : Status & ~PCI_STATUS_INTERRUPT;
  changeLevel(Dev, Pin, Is ? 1 : -1);
}

static int pinOf(const PCIDevice *Dev) {
  int Pin = Dev->config[PCI_INTERRUPT_PIN] - 1;
  if (Pin < 0 || Pin >= PCI_NUM_PINS)
    fatal(&Dev->qdev.parent_obj, "interrupts, but has no interrupt pin");
  return Pin;
}

void pci_set_irq(PCIDevice *pci_dev, int level) {
  setLevel(pci_dev, pinOf(pci_dev), level);
}

/// The line is the caller's, and does not hold the device.
qemu_irq pci_allocate_irq(PCIDevice *pci_dev) {
  return qemu_allocate_irq(setLevel, pci_dev, pinOf(pci_dev));
}

static void lowerAll(PCIDevice *Dev) {
  for (int Pin = 0; Pin < PCI_NUM_PINS; ++Pin)
    setLevel(Dev, Pin, 0);
}

//===----------------------------------------------------------------------===//
// Regions and where they are
//===----------------------------------------------------------------------===//

static int registerOf(int Region) {
  return Region == PCI_ROM_SLOT ? PCI_ROM_ADDRESS
                                : PCI_BASE_ADDRESS_0 + Region * 4;
}

static bool isIo(const PCIIORegion &R) {
  return R.type & PCI_BASE_ADDRESS_SPACE_IO;
}

static bool is64Bit(const PCIIORegion &R) {
  return !isIo(R) && (R.type & PCI_BASE_ADDRESS_MEM_TYPE_64);
}

void pci_register_bar(PCIDevice *pci_dev, int region_num, uint8_t attr,
                      MemoryRegion *memory) {
  if (region_num < 0 || region_num >= PCI_NUM_REGIONS)
    fatal(OBJECT(pci_dev), "has no region %d", region_num);
  pcibus_t Size = memory_region_size(memory);
  if (!std::has_single_bit(Size))
    fatal(OBJECT(pci_dev), "region %d: its size is no power of two",
          region_num);
  PCIIORegion &R = pci_dev->io_regions[region_num];
  if (R.size)
    fatal(OBJECT(pci_dev), "region %d is registered twice", region_num);
  PCIBus *Bus = pci_get_bus(pci_dev);
  R = {.addr = Unmapped, .size = Size, .type = attr, .memory = memory};
  R.address_space = isIo(R) ? Bus->address_space_io : Bus->address_space_mem;
  int At = registerOf(region_num);
  pci_set_long(pci_dev->config + At, attr);
  pci_set_long(pci_dev->wmask + At, ~(Size - 1));
  if (is64Bit(R))
    pci_set_long(pci_dev->wmask + At + 4, ~(Size - 1) >> 32);
}

static pcibus_t addressOf(const PCIDevice *Dev, int Region) {
  const PCIIORegion &R = Dev->io_regions[Region];
  const uint8_t *At = Dev->config + registerOf(Region);
  uint16_t Command = pci_get_word(Dev->config + PCI_COMMAND);
  if (!(Command & (isIo(R) ? PCI_COMMAND_IO : PCI_COMMAND_MEMORY)))
    return Unmapped;
  pcibus_t Addr = pci_get_long(At);
  if (is64Bit(R))
    Addr |= static_cast<pcibus_t>(pci_get_long(At + 4)) << 32;
  Addr &= ~(R.size - 1);
  // All ones is how the guest asks for the size.
  bool IsAsking = Addr + R.size - 1 == (is64Bit(R) ? Unmapped : 0xffffffffu);
  return !Addr || IsAsking ? Unmapped : Addr;
}

static void moveTo(PCIIORegion &R, pcibus_t Addr) {
  if (R.addr == Addr)
    return;
  if (R.addr != Unmapped)
    memory_region_del_subregion(R.address_space, R.memory);
  R.addr = Addr;
  if (Addr != Unmapped)
    memory_region_add_subregion_overlap(R.address_space, Addr, R.memory, 1);
}

static void updateMappings(PCIDevice *Dev) {
  for (int I = 0; I < PCI_NUM_REGIONS; ++I)
    if (Dev->io_regions[I].size)
      moveTo(Dev->io_regions[I], addressOf(Dev, I));
  bool IsMaster = pci_get_word(Dev->config + PCI_COMMAND) & PCI_COMMAND_MASTER;
  memory_region_set_enabled(&Dev->bus_master_enable_region, IsMaster);
}

static void unmapRegions(PCIDevice *Dev) {
  for (PCIIORegion &R : Dev->io_regions) {
    if (R.size)
      moveTo(R, Unmapped);
    R = {};
  }
}

//===----------------------------------------------------------------------===//
// Configuration space
//===----------------------------------------------------------------------===//

uint32_t pci_default_read_config(PCIDevice *d, uint32_t address, int len) {
  uint32_t Value = 0;
  memcpy(&Value, d->config + address, len);
  return Value;
}

void pci_default_write_config(PCIDevice *d, uint32_t address, uint32_t val,
                              int len) {
  for (int I = 0; I < len; ++I, val >>= 8) {
    uint8_t Mask = d->wmask[address + I];
    uint8_t &Byte = d->config[address + I];
    Byte = (Byte & ~Mask) | (val & Mask);
  }
  updateMappings(d);
}

static uint32_t cut(uint32_t Addr, uint32_t Limit, uint32_t Length) {
  return Addr >= Limit ? 0 : std::min(Length, Limit - Addr);
}

uint32_t pci_host_config_read_common(PCIDevice *pci_dev, uint32_t addr,
                                     uint32_t limit, uint32_t len) {
  auto Hook = PCI_DEVICE_GET_CLASS(pci_dev)->config_read;
  len = cut(addr, limit, len);
  if (!len)
    return ~0u;
  return (Hook ? Hook : pci_default_read_config)(pci_dev, addr, len);
}

void pci_host_config_write_common(PCIDevice *pci_dev, uint32_t addr,
                                  uint32_t limit, uint32_t val, uint32_t len) {
  auto Hook = PCI_DEVICE_GET_CLASS(pci_dev)->config_write;
  len = cut(addr, limit, len);
  if (len)
    (Hook ? Hook : pci_default_write_config)(pci_dev, addr, val, len);
}

static void allocateConfig(PCIDevice *Dev) {
  PCIDeviceClass *Class = PCI_DEVICE_GET_CLASS(Dev);
  Dev->config = g_new0(uint8_t, PCI_CONFIG_SPACE_SIZE);
  Dev->wmask = g_new0(uint8_t, PCI_CONFIG_SPACE_SIZE);
  pci_set_word(Dev->config + PCI_VENDOR_ID, Class->vendor_id);
  pci_set_word(Dev->config + PCI_DEVICE_ID, Class->device_id);
  Dev->config[PCI_REVISION_ID] = Class->revision;
  pci_set_word(Dev->config + PCI_CLASS_DEVICE, Class->class_id);
  if (Dev->cap_present & QEMU_PCI_CAP_MULTIFUNCTION)
    Dev->config[PCI_HEADER_TYPE] |= PCI_HEADER_TYPE_MULTI_FUNCTION;
  pci_set_word(Dev->wmask + PCI_COMMAND,
               PCI_COMMAND_IO | PCI_COMMAND_MEMORY | PCI_COMMAND_MASTER);
  Dev->wmask[PCI_INTERRUPT_LINE] = 0xff;
}

//===----------------------------------------------------------------------===//
// The device's own accesses
//===----------------------------------------------------------------------===//

static AddressSpace *dmaSpaceOf(PCIDevice *Dev) {
  PCIBus *Bus = pci_device_root_bus(Dev);
  return Bus->iommu_fn ? Bus->iommu_fn(Bus, Bus->iommu_opaque, Dev->devfn)
                       : &address_space_memory;
}

/// The regions stay the device's children: only the first realize makes them.
static void makeBusMasterRegions(PCIDevice *Dev) {
  if (OBJECT(&Dev->bus_master_container_region)->parent)
    return;
  MemoryRegion *Target = dmaSpaceOf(Dev)->root;
  memory_region_init(&Dev->bus_master_container_region, OBJECT(Dev),
                     "bus master container", UINT64_MAX);
  memory_region_init_alias(&Dev->bus_master_enable_region, OBJECT(Dev),
                           "bus master", Target, 0, memory_region_size(Target));
}

static void startDma(PCIDevice *Dev) {
  makeBusMasterRegions(Dev);
  memory_region_set_enabled(&Dev->bus_master_enable_region, false);
  address_space_init(&Dev->bus_master_as, &Dev->bus_master_container_region,
                     Dev->name);
  memory_region_add_subregion(&Dev->bus_master_container_region, 0,
                              &Dev->bus_master_enable_region);
}

static void stopDma(PCIDevice *Dev) {
  memory_region_del_subregion(&Dev->bus_master_container_region,
                              &Dev->bus_master_enable_region);
  address_space_destroy(&Dev->bus_master_as);
}

MemTxResult pci_dma_read(PCIDevice *dev, dma_addr_t addr, void *buf,
                         dma_addr_t len) {
  return address_space_read(&dev->bus_master_as, addr, MEMTXATTRS_UNSPECIFIED,
                            buf, len);
}

MemTxResult pci_dma_write(PCIDevice *dev, dma_addr_t addr, const void *buf,
                          dma_addr_t len) {
  return address_space_write(&dev->bus_master_as, addr, MEMTXATTRS_UNSPECIFIED,
                             buf, len);
}

//===----------------------------------------------------------------------===//
// Saved state
//===----------------------------------------------------------------------===//

static int rememberLines(void *Opaque) {
  auto *Dev = static_cast<PCIDevice *>(Opaque);
  Dev->loaded_irq_state = Dev->irq_state;
  return 0;
}

/// The bus counts levels, so only lines that differ change.
static int applyLoaded(void *Opaque, int) {
  auto *Dev = static_cast<PCIDevice *>(Opaque);
  for (int Pin = 0; Pin < PCI_NUM_PINS; ++Pin)
    setLevel(Dev, Pin, Dev->loaded_irq_state >> Pin & 1);
  updateMappings(Dev);
  return 0;
}

static const VMStateField DeviceFields[] = {
    {.name = "config",
     .offset = offsetof(PCIDevice, config),
     .size = PCI_CONFIG_SPACE_SIZE,
     .flags = VMS_BUFFER | VMS_POINTER},
    VMSTATE_UINT8(loaded_irq_state, PCIDevice),
    VMSTATE_END_OF_LIST()};

const VMStateDescription vmstate_pci_device = {.name = TYPE_PCI_DEVICE,
                                               .version_id = 1,
                                               .minimum_version_id = 1,
                                               .post_load = applyLoaded,
                                               .pre_save = rememberLines,
                                               .fields = DeviceFields};

//===----------------------------------------------------------------------===//
// Creation and realize
//===----------------------------------------------------------------------===//

PCIDevice *pci_new(int devfn, const char *name) {
  DeviceState *Dev = qdev_new(name);
  qdev_prop_set_int32(Dev, "addr", devfn);
  return PCI_DEVICE(Dev);
}

PCIDevice *pci_new_multifunction(int devfn, const char *name) {
  PCIDevice *Dev = pci_new(devfn, name);
  qdev_prop_set_bit(&Dev->qdev, "multifunction", true);
  return Dev;
}

bool pci_realize_and_unref(PCIDevice *dev, PCIBus *bus, Error **errp) {
  return qdev_realize_and_unref(&dev->qdev, &bus->qbus, errp);
}

PCIDevice *pci_create_simple(PCIBus *bus, int devfn, const char *name) {
  PCIDevice *Dev = pci_new(devfn, name);
  pci_realize_and_unref(Dev, bus, &error_fatal);
  return Dev;
}

PCIDevice *pci_create_simple_multifunction(PCIBus *bus, int devfn,
                                           const char *name) {
  PCIDevice *Dev = pci_new_multifunction(devfn, name);
  pci_realize_and_unref(Dev, bus, &error_fatal);
  return Dev;
}

/// -1 with an error if the wanted slot is taken, or all are.
static int findSlot(PCIBus *Bus, PCIDevice *Dev, Error **Errp) {
  const char *Type = object_get_typename(OBJECT(Dev));
  if (Dev->devfn >= 0) {
    if (!Bus->devices[Dev->devfn])
      return Dev->devfn;
    error_setg(Errp,
               "PCI: slot %d function %d not available for %s, in use by %s",
               PCI_SLOT(Dev->devfn), PCI_FUNC(Dev->devfn), Type,
               Bus->devices[Dev->devfn]->name);
    return -1;
  }
  for (int Devfn = Bus->devfn_min; Devfn < 256; Devfn += 8)
    if (!Bus->devices[Devfn])
      return Devfn;
  error_setg(Errp, "PCI: no slot/function available for %s, all in use", Type);
  return -1;
}

/// The guest looks at a slot when function 0 comes, and never again.
static bool isTooLate(PCIDevice *Dev, PCIBus *Bus, Error **Errp) {
  PCIDevice *First = Bus->devices[PCI_DEVFN(PCI_SLOT(Dev->devfn), 0)];
  if (!Dev->qdev.hotplugged || !First || PCI_FUNC(Dev->devfn) == 0)
    return false;
  error_setg(Errp,
             "PCI: slot %d function 0 already occupied by %s, new func %s "
             "cannot be exposed to guest.",
             PCI_SLOT(Dev->devfn), First->name,
             object_get_typename(OBJECT(Dev)));
  return true;
}

static bool takeSlot(PCIDevice *Dev, Error **Errp) {
  PCIBus *Bus = pci_get_bus(Dev);
  int Devfn = findSlot(Bus, Dev, Errp);
  if (Devfn < 0)
    return false;
  Dev->devfn = Devfn;
  if (isTooLate(Dev, Bus, Errp))
    return false;
  g_strlcpy(Dev->name, object_get_typename(OBJECT(Dev)), sizeof(Dev->name));
  Dev->irq_state = 0;
  allocateConfig(Dev);
  startDma(Dev);
  Bus->devices[Devfn] = Dev;
  return true;
}

static void leaveSlot(PCIDevice *Dev) {
  pci_get_bus(Dev)->devices[Dev->devfn] = nullptr;
  stopDma(Dev);
  g_clear_pointer(&Dev->config, g_free);
  g_clear_pointer(&Dev->wmask, g_free);
}

static void realize(DeviceState *Qdev, Error **errp) {
  ERRP_GUARD();
  PCIDevice *Dev = PCI_DEVICE(Qdev);
  if (!takeSlot(Dev, errp))
    return;
  if (auto Hook = PCI_DEVICE_GET_CLASS(Dev)->realize)
    Hook(Dev, errp);
  if (!*errp)
    return;
  for (PCIIORegion &R : Dev->io_regions)
    R = {};
  leaveSlot(Dev);
}

static void unrealize(DeviceState *Qdev) {
  PCIDevice *Dev = PCI_DEVICE(Qdev);
  unmapRegions(Dev);
  if (auto Hook = PCI_DEVICE_GET_CLASS(Dev)->exit)
    Hook(Dev);
  lowerAll(Dev);
  leaveSlot(Dev);
}

static void resetHold(Object *Obj, ResetType Type) {
  PCIDevice *Dev = PCI_DEVICE(Obj);
  if (!Dev->config)
    return;
  lowerAll(Dev);
  pci_set_word(Dev->config + PCI_COMMAND, 0);
  Dev->config[PCI_INTERRUPT_LINE] = 0;
  for (int I = 0; I < PCI_NUM_REGIONS; ++I)
    if (Dev->io_regions[I].size)
      pci_set_long(Dev->config + registerOf(I), Dev->io_regions[I].type);
  updateMappings(Dev);
}

//===----------------------------------------------------------------------===//
// The types
//===----------------------------------------------------------------------===//

static const Property DeviceProperties[] = {
    DEFINE_PROP_INT32("addr", PCIDevice, devfn, -1),
    DEFINE_PROP_BIT("multifunction", PCIDevice, cap_present, 3, false)};

static void deviceClassInit(ObjectClass *Class, const void *Data) {
  DeviceClass *Device = DEVICE_CLASS(Class);
  Device->bus_type = TYPE_PCI_BUS;
  Device->realize = realize;
  Device->unrealize = unrealize;
  RESETTABLE_CLASS(Class)->phases.hold = resetHold;
  device_class_set_props(Device, DeviceProperties);
}

static void busFinalize(Object *Obj) { g_free(PCI_BUS(Obj)->irq_count); }

void qom::registerPciTypes() {
  static const TypeInfo Types[] = {
      {.name = TYPE_PCI_BUS,
       .parent = TYPE_BUS,
       .instance_size = sizeof(PCIBus),
       .instance_finalize = busFinalize,
       .class_size = sizeof(PCIBusClass)},
      {.name = TYPE_PCIE_BUS, .parent = TYPE_PCI_BUS},
      {.name = TYPE_PCI_DEVICE,
       .parent = TYPE_DEVICE,
       .instance_size = sizeof(PCIDevice),
       .abstract = true,
       .class_size = sizeof(PCIDeviceClass),
       .class_init = deviceClassInit},
      {.name = INTERFACE_PCIE_DEVICE, .parent = TYPE_INTERFACE},
      {.name = INTERFACE_CONVENTIONAL_PCI_DEVICE, .parent = TYPE_INTERFACE}};
  type_register_static_array(Types, G_N_ELEMENTS(Types));
}
