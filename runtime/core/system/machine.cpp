//===- system/machine.cpp - Machines and processors -----------------------===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "qom/machine.h"

#include "runtime/core/builtin_types.h"

#include <algorithm>

using namespace qom;

MachineState *current_machine = nullptr;

//===----------------------------------------------------------------------===//
// Processors
//===----------------------------------------------------------------------===//

static int NextCpuIndex = 0;

CPUState *cpu_create(const char *type_name) {
  CPUState *Cpu = CPU(object_new(type_name));
  Error *Err = nullptr;
  if (!qdev_realize(DEVICE(Cpu), nullptr, &Err)) {
    error_report_err(Err);
    object_unref(Cpu);
    exit(EXIT_FAILURE);
  }
  return Cpu;
}

namespace {

struct CpuSearch {
  int Index;
  CPUState *Found;
};

int matchCpu(Object *Obj, void *Opaque) {
  auto *Search = static_cast<CpuSearch *>(Opaque);
  if (!object_dynamic_cast(Obj, TYPE_CPU) || !DEVICE(Obj)->realized ||
      CPU(Obj)->cpu_index != Search->Index)
    return 0;
  Search->Found = CPU(Obj);
  return 1;
}

} // namespace

/// Of the processors that are realized. Borrowed from the tree.
CPUState *qemu_get_cpu(int index) {
  CpuSearch Search{index, nullptr};
  object_child_foreach_recursive(object_get_root(), matchCpu, &Search);
  return Search.Found;
}

/// Here, the architecture counts as the machine does.
CPUState *cpu_by_arch_id(int64_t id) { return qemu_get_cpu(id); }

static void cpuInit(Object *Obj) {
  CPUState *Cpu = CPU(Obj);
  Cpu->cpu_index = -1;
  // A strong link to a region that has no owner: set before realize, it keeps
  // the region's object.
  object_property_add_link(Obj, "memory", TYPE_MEMORY_REGION,
                           reinterpret_cast<Object **>(&Cpu->memory),
                           qdev_prop_allow_set_link_before_realize,
                           OBJ_PROP_LINK_STRONG);
}

static void cpuRealize(DeviceState *Dev, Error **Errp) {
  CPUState *Cpu = CPU(Dev);
  Cpu->cpu_index = NextCpuIndex++;
  Cpu->as = g_new0(AddressSpace, 1);
  address_space_init(Cpu->as, Cpu->memory ? Cpu->memory : get_system_memory(),
                     "cpu-memory");
}

static void cpuUnrealize(DeviceState *Dev) {
  CPUState *Cpu = CPU(Dev);
  address_space_destroy_free(Cpu->as);
  Cpu->as = nullptr;
  if (Cpu->cpu_index == NextCpuIndex - 1)
    --NextCpuIndex;
  Cpu->cpu_index = -1;
}

static void cpuClassInit(ObjectClass *Class, const void *Data) {
  DEVICE_CLASS(Class)->realize = cpuRealize;
  DEVICE_CLASS(Class)->unrealize = cpuUnrealize;
  // The board knows how to plug one, users do not.
  DEVICE_CLASS(Class)->user_creatable = false;
}

//===----------------------------------------------------------------------===//
// Types
//===----------------------------------------------------------------------===//

static void machineFinalize(Object *Obj) {
  MachineState *Machine = MACHINE(Obj);
  g_free(Machine->kernel_filename);
  g_free(Machine->kernel_cmdline);
}

static void machineInit(Object *Obj) {
  MachineState *Machine = MACHINE(Obj);
  MachineClass *Class = MACHINE_GET_CLASS(Obj);
  Machine->ram_size = Machine->maxram_size = Class->default_ram_size;
  Machine->cpu_type = Class->default_cpu_type;
  unsigned Cpus = std::max(Class->default_cpus, 1);
  Machine->smp = {.cpus = Cpus,
                  .sockets = Cpus,
                  .cores = 1,
                  .threads = 1,
                  .max_cpus = Cpus};
}

/// The name is the type's without its suffix.
static void machineClassBaseInit(ObjectClass *Class, const void *Data) {
  MachineClass *Machine = MACHINE_CLASS(Class);
  const char *Name = object_class_get_name(Class);
  const char *Suffix = g_strrstr(Name, TYPE_MACHINE_SUFFIX);
  Machine->name = Suffix ? g_strndup(Name, Suffix - Name) : g_strdup(Name);
  Machine->default_cpus = 1;
  Machine->max_cpus = 1;
}

void qom::registerMachineTypes() {
  static const TypeInfo Types[] = {
      {.name = TYPE_MACHINE,
       .parent = TYPE_OBJECT,
       .instance_size = sizeof(MachineState),
       .instance_init = machineInit,
       .instance_finalize = machineFinalize,
       .abstract = true,
       .class_size = sizeof(MachineClass),
       .class_base_init = machineClassBaseInit},
      {.name = MACHINE_TYPE_NAME("none"), .parent = TYPE_MACHINE},
      {.name = TYPE_CPU,
       .parent = TYPE_DEVICE,
       .instance_size = sizeof(CPUState),
       .instance_init = cpuInit,
       .abstract = true,
       .class_size = sizeof(CPUClass),
       .class_init = cpuClassInit}};
  type_register_static_array(Types, G_N_ELEMENTS(Types));
}
