/*
 * Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 */
#ifndef QOM_TYPEDEFS_H
#define QOM_TYPEDEFS_H

#include <stdint.h>

typedef struct AccelState AccelState;
typedef struct AddressSpace AddressSpace;
typedef struct AioContext AioContext;
typedef struct BlockBackend BlockBackend;
typedef struct BusClass BusClass;
typedef struct BusState BusState;
typedef struct Chardev Chardev;
typedef struct Clock Clock;
typedef struct CPUState CPUState;
typedef struct DeviceListener DeviceListener;
typedef struct Error Error;
typedef struct EventNotifier EventNotifier;
typedef struct FlatView FlatView;
typedef struct HotplugHandler HotplugHandler;
typedef struct IOMMUMemoryRegion IOMMUMemoryRegion;
typedef struct IRQState *qemu_irq;
typedef struct JSONWriter JSONWriter;
typedef struct MachineClass MachineClass;
typedef struct MachineState MachineState;
typedef struct MemoryListener MemoryListener;
typedef struct MemoryRegion MemoryRegion;
typedef struct MemoryRegionSection MemoryRegionSection;
typedef struct MemReentrancyGuard MemReentrancyGuard;
typedef struct Monitor Monitor;
typedef struct NetClientState NetClientState;
typedef struct Object Object;
typedef struct ObjectClass ObjectClass;
typedef struct ObjectOptions ObjectOptions;
typedef struct PCIBus PCIBus;
typedef struct PCIDevice PCIDevice;
typedef struct Property Property;
typedef struct PropertyInfo PropertyInfo;
typedef struct QDict QDict;
typedef struct QEMUBH QEMUBH;
typedef struct QEMUFile QEMUFile;
typedef struct QObject QObject;
typedef struct QemuOpts QemuOpts;
typedef struct RAMBlock RAMBlock;
typedef struct SocketAddress SocketAddress;
typedef struct Visitor Visitor;
typedef struct VMStateDescription VMStateDescription;

typedef void (*qemu_irq_handler)(void *opaque, int n, int level);
typedef void QEMUBHFunc(void *opaque);
typedef void IOHandler(void *opaque);

typedef uint64_t hwaddr;
typedef uint64_t ram_addr_t;
typedef uint64_t dma_addr_t;

#define HWADDR_PRIx PRIx64

/* Names of an enumeration, for properties. */
typedef struct QEnumLookup {
    const char *const *array;
    int size;
} QEnumLookup;

#endif
