//===- system/start.cpp - From nothing to a machine and back --------------===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "system.h"

#include "runtime/core/builtin_types.h"
#include "runtime/core/memory/memory.h"
#include "runtime/core/qdev/qdev.h"

#include "qom/system.h"

using namespace qom;

static QomDeviceDeleted *DeletedHook = nullptr;
static void *DeletedOpaque = nullptr;

void qom_on_device_deleted(QomDeviceDeleted *fn, void *opaque) {
  DeletedHook = fn;
  DeletedOpaque = opaque;
}

void qom::tellDeviceDeleted(const char *Id, const char *Path) {
  if (DeletedHook)
    DeletedHook(Id, Path, DeletedOpaque);
}

/// /machine and what every machine has below it.
static void makeMachine(const char *TypeName) {
  Object *Machine = object_new(TypeName);
  current_machine = MACHINE(Machine);
  object_property_add_child(object_get_root(), "machine", Machine);
  for (const char *Name : {"unattached", "peripheral", "peripheral-anon"})
    object_property_add_new_container(Machine, Name);
  object_property_add_child(machine_get_container("unattached"), "sysbus",
                            OBJECT(sysbus_get_default()));
}

void qom_system_start(const char *machine_type) {
  module_call_init(MODULE_INIT_QOM);
  if (!bql_locked())
    bql_lock();
  makeMachine(machine_type ? machine_type : MACHINE_TYPE_NAME("none"));
  phase_advance(PHASE_MACHINE_CREATED);
  startMemory();
  phase_advance(PHASE_ACCEL_CREATED);
  phase_advance(PHASE_LATE_BACKENDS_CREATED);
  MachineClass *Class = MACHINE_GET_CLASS(current_machine);
  if (Class->init)
    Class->init(current_machine);
  phase_advance(PHASE_MACHINE_INITIALIZED);
  phase_advance(PHASE_MACHINE_READY);
  qemu_register_resettable(OBJECT(sysbus_get_default()));
  qom_system_reset();
}

void qom_system_reset(void) {
  MachineClass *Class = MACHINE_GET_CLASS(current_machine);
  if (Class->reset)
    Class->reset(current_machine, RESET_TYPE_COLD);
  else
    qemu_devices_reset(RESET_TYPE_COLD);
}

/// Not what is embedded in another: it goes with its owner, and a reference
/// would not keep its storage.
static int collectDevice(Object *Obj, void *List) {
  if (Obj->free && object_dynamic_cast(Obj, TYPE_DEVICE))
    g_ptr_array_add(static_cast<GPtrArray *>(List), object_ref(Obj));
  return 0;
}

/// Devices first: their teardown may need regions, buses and other objects.
static void unparentDevices() {
  GPtrArray *Devices = g_ptr_array_new_with_free_func(object_unref);
  object_child_foreach_recursive(qdev_get_machine(), collectDevice, Devices);
  for (guint I = 0; I < Devices->len; ++I)
    object_unparent(static_cast<Object *>(Devices->pdata[I]));
  g_ptr_array_free(Devices, true);
}

void qom_system_stop(void) {
  qemu_unregister_resettable(OBJECT(sysbus_get_default()));
  unparentDevices();
  drain_call_rcu();
  stopMemory();
  drain_call_rcu();
  object_unparent(OBJECT(current_machine));
  object_unref(current_machine);
  current_machine = nullptr;
  dropSystemBus();
  while (isSomethingWaiting() || runBottomHalves(qemu_get_aio_context()))
    main_loop_wait(true);
  dropRoots();
  drain_call_rcu();
  endMainContext();
  resetPhase();
  bql_unlock();
}
