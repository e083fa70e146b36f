/*
 * Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 */
#ifndef QOM_MACHINE_H
#define QOM_MACHINE_H

#include "qom/memory.h"
#include "qom/qdev.h"

#define TYPE_MACHINE_SUFFIX "-machine"
#define MACHINE_TYPE_NAME(machinename) (machinename TYPE_MACHINE_SUFFIX)
#define TYPE_MACHINE "machine"
OBJECT_DECLARE_TYPE(MachineState, MachineClass, MACHINE)

#define TYPE_CPU "cpu"
typedef struct CPUClass CPUClass;
DECLARE_OBJ_CHECKERS(CPUState, CPUClass, CPU, TYPE_CPU)

QOM_BEGIN_DECLS

typedef struct CpuTopology {
    unsigned int cpus;
    unsigned int sockets;
    unsigned int cores;
    unsigned int threads;
    unsigned int max_cpus;
} CpuTopology;

struct MachineClass {
    ObjectClass parent_class;
    const char *family;
    char *name;
    const char *alias;
    const char *desc;
    void (*init)(MachineState *state);
    void (*reset)(MachineState *state, ResetType type);
    int max_cpus;
    int min_cpus;
    int default_cpus;
    bool is_default;
    const char *default_cpu_type;
    ram_addr_t default_ram_size;
    const char *default_ram_id;
    bool has_hotpluggable_cpus;
    HotplugHandler *(*get_hotplug_handler)(MachineState *machine,
                                           DeviceState *dev);
};

struct MachineState {
    Object parent_obj;
    bool enable_graphics;
    bool usb;
    MemoryRegion *ram;
    ram_addr_t ram_size;
    ram_addr_t maxram_size;
    char *kernel_filename;
    char *kernel_cmdline;
    const char *cpu_type;
    CpuTopology smp;
};

struct CPUClass {
    DeviceClass parent_class;
    void (*set_pc)(CPUState *cpu, uint64_t value);
};

struct CPUState {
    DeviceState parent_obj;
    int cpu_index;
    int cluster_index;
    uint32_t halted;
    AddressSpace *as;
    MemoryRegion *memory;
};

extern MachineState *current_machine;

/* Owned by the caller, besides the tree's reference. */
CPUState *cpu_create(const char *type_name);
CPUState *qemu_get_cpu(int index);
CPUState *cpu_by_arch_id(int64_t id);

QOM_END_DECLS

#define DEFINE_MACHINE(namestr, machine_initfn)                                \
    static void machine_initfn##_class_init(ObjectClass *oc, const void *data) \
    {                                                                          \
        machine_initfn(MACHINE_CLASS(oc));                                     \
    }                                                                          \
    static const TypeInfo machine_initfn##_typeinfo = {                        \
        .name = MACHINE_TYPE_NAME(namestr),                                    \
        .parent = TYPE_MACHINE,                                                \
        .class_init = machine_initfn##_class_init,                             \
    };                                                                         \
    static void machine_initfn##_register_types(void)                          \
    {                                                                          \
        type_register_static(&machine_initfn##_typeinfo);                      \
    }                                                                          \
    type_init(machine_initfn##_register_types)

#endif
