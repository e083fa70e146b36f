//===- qdev/sysbus.cpp - Devices on the system bus ------------------------===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "qdev.h"

#include "runtime/core/builtin_types.h"
#include "runtime/core/fatal.h"

#include "qom/sysbus.h"

using namespace qom;

static const char *const IrqName = "sysbus-irq";
static constexpr hwaddr NotMapped = ~static_cast<hwaddr>(0);

//===----------------------------------------------------------------------===//
// Regions
//===----------------------------------------------------------------------===//

void sysbus_init_mmio(SysBusDevice *dev, MemoryRegion *memory) {
  if (dev->num_mmio == QDEV_MAX_MMIO)
    fatal(OBJECT(dev), "has more than %d regions", QDEV_MAX_MMIO);
  dev->mmio[dev->num_mmio++] = {.addr = NotMapped, .memory = memory};
}

static void checkRegion(const SysBusDevice *Dev, int N) {
  if (N < 0 || N >= Dev->num_mmio)
    fatal(&Dev->parent_obj.parent_obj, "has no region %d", N);
}

MemoryRegion *sysbus_mmio_get_region(const SysBusDevice *dev, int n) {
  checkRegion(dev, n);
  return dev->mmio[n].memory;
}

bool sysbus_has_mmio(const SysBusDevice *dev, unsigned int n) {
  return n < static_cast<unsigned>(dev->num_mmio);
}

static void map(SysBusDevice *Dev, int N, hwaddr Addr, bool MayOverlap,
                int Priority) {
  checkRegion(Dev, N);
  auto &Slot = Dev->mmio[N];
  if (Slot.addr == Addr)
    return;
  if (Slot.addr != NotMapped)
    memory_region_del_subregion(get_system_memory(), Slot.memory);
  Slot.addr = Addr;
  if (MayOverlap)
    memory_region_add_subregion_overlap(get_system_memory(), Addr, Slot.memory,
                                        Priority);
  else
    memory_region_add_subregion(get_system_memory(), Addr, Slot.memory);
}

void sysbus_mmio_map(SysBusDevice *dev, int n, hwaddr addr) {
  map(dev, n, addr, false, 0);
}

void sysbus_mmio_map_overlap(SysBusDevice *dev, int n, hwaddr addr,
                             int priority) {
  map(dev, n, addr, true, priority);
}

//===----------------------------------------------------------------------===//
// Interrupts
//===----------------------------------------------------------------------===//

void sysbus_init_irq(SysBusDevice *dev, qemu_irq *p) {
  qdev_init_gpio_out_named(DEVICE(dev), p, IrqName, 1);
}

void sysbus_pass_irq(SysBusDevice *dev, SysBusDevice *target) {
  qdev_pass_gpios(DEVICE(target), DEVICE(dev), IrqName);
}

bool sysbus_has_irq(const SysBusDevice *dev, int n) {
  g_autofree char *Name = g_strdup_printf("%s[%d]", IrqName, n);
  return object_property_find(OBJECT(dev), Name) != nullptr;
}

void sysbus_connect_irq(SysBusDevice *dev, int n, qemu_irq irq) {
  qdev_connect_gpio_out_named(DEVICE(dev), IrqName, n, irq);
  SysBusDeviceClass *Class = SYS_BUS_DEVICE_GET_CLASS(dev);
  if (Class->connect_irq_notifier)
    Class->connect_irq_notifier(dev, irq);
}

qemu_irq sysbus_get_connected_irq(const SysBusDevice *dev, int n) {
  return qdev_get_gpio_out_connector(DEVICE(dev), IrqName, n);
}

bool sysbus_is_irq_connected(const SysBusDevice *dev, int n) {
  return sysbus_get_connected_irq(dev, n) != nullptr;
}

//===----------------------------------------------------------------------===//
// Realize
//===----------------------------------------------------------------------===//

bool sysbus_realize(SysBusDevice *dev, Error **errp) {
  return qdev_realize(DEVICE(dev), sysbus_get_default(), errp);
}

bool sysbus_realize_and_unref(SysBusDevice *dev, Error **errp) {
  return qdev_realize_and_unref(DEVICE(dev), sysbus_get_default(), errp);
}

/// What it returns is the tree's and the bus's.
DeviceState *sysbus_create_varargs(const char *name, hwaddr addr, ...) {
  DeviceState *Dev = qdev_new(name);
  SysBusDevice *OnBus = SYS_BUS_DEVICE(Dev);
  sysbus_realize_and_unref(OnBus, &error_fatal);
  if (addr != NotMapped)
    sysbus_mmio_map(OnBus, 0, addr);
  va_list Args;
  va_start(Args, addr);
  int N = 0;
  while (qemu_irq Irq = va_arg(Args, qemu_irq))
    sysbus_connect_irq(OnBus, N++, Irq);
  va_end(Args);
  return Dev;
}

//===----------------------------------------------------------------------===//
// Those that users added
//===----------------------------------------------------------------------===//

namespace {

struct Visit {
  FindSysbusDeviceFunc *Function;
  void *Opaque;
};

int visit(Object *Obj, void *Opaque) {
  auto *V = static_cast<Visit *>(Opaque);
  if (!object_dynamic_cast(Obj, TYPE_SYS_BUS_DEVICE))
    return object_child_foreach(Obj, visit, V);
  V->Function(SYS_BUS_DEVICE(Obj), V->Opaque);
  return 0;
}

} // namespace

void foreach_dynamic_sysbus_device(FindSysbusDeviceFunc *func, void *opaque) {
  Visit V{func, opaque};
  visit(machine_get_container("peripheral"), &V);
  visit(machine_get_container("peripheral-anon"), &V);
}

//===----------------------------------------------------------------------===//
// The types
//===----------------------------------------------------------------------===//

/// There for classes that save and call their parent's.
static void realizeNothing(DeviceState *Dev, Error **Errp) {}

/// Mapping and wiring is the board's work, which a user cannot do.
static void sysBusDeviceClassInit(ObjectClass *Class, const void *Data) {
  DeviceClass *Device = DEVICE_CLASS(Class);
  Device->realize = realizeNothing;
  Device->bus_type = TYPE_SYSTEM_BUS;
  Device->user_creatable = false;
}

void qom::registerSysBusTypes() {
  static const TypeInfo Types[] = {{.name = TYPE_SYSTEM_BUS,
                                    .parent = TYPE_BUS,
                                    .instance_size = sizeof(BusState)},
                                   {.name = TYPE_SYS_BUS_DEVICE,
                                    .parent = TYPE_DEVICE,
                                    .instance_size = sizeof(SysBusDevice),
                                    .abstract = true,
                                    .class_size = sizeof(SysBusDeviceClass),
                                    .class_init = sysBusDeviceClassInit}};
  type_register_static_array(Types, 2);
}
