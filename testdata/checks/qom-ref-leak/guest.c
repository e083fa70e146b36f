/*
 * Code that the guest runs as often as it likes. It is never latent, not even
 * in a device that only boards create.
 *
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 */
#include "qemu/osdep.h"
#include "hw/pci/pci_device.h"
#include "hw/scsi/scsi.h"
#include "hw/sysbus.h"
#include "qapi/error.h"

#define HBA_TARGET 0x0
#define HBA_RESET 0x4

#define TYPE_HBA "toy-hba"
OBJECT_DECLARE_SIMPLE_TYPE(HbaState, HBA)

struct HbaState {
    PCIDevice parent_obj;
    MemoryRegion mmio;
    SCSIBus bus;
    uint32_t target;
};

#define TYPE_TRACE_UNIT "toy-trace-unit"
OBJECT_DECLARE_SIMPLE_TYPE(TraceUnit, TRACE_UNIT)

struct TraceUnit {
    SysBusDevice parent_obj;
    MemoryRegion mmio;
    uint32_t limit;
};

#define TYPE_TRACE_RECORD "toy-trace-record"
OBJECT_DECLARE_SIMPLE_TYPE(TraceRecord, TRACE_RECORD)

struct TraceRecord {
    Object parent_obj;
    uint32_t value;
};

/* Get without put. */

static void hba_reset_target_bad(HbaState *s)
{
    /* The getter counts: 1 of ours when the block size is odd. */
    SCSIDevice *sd = scsi_device_get(&s->bus, 0, s->target, 0); // expect: qom-ref-leak sd

    if (!sd) {
        return;
    }
    if (sd->blocksize & 511) {
        return;
    }
    device_cold_reset(DEVICE(sd));
    object_unref(OBJECT(sd));
}

static void hba_reset_target_ok(HbaState *s)
{
    SCSIDevice *sd = scsi_device_get(&s->bus, 0, s->target, 0);

    if (!sd) {
        return;
    }
    if (sd->blocksize & 511) {
        object_unref(OBJECT(sd));
        return;
    }
    device_cold_reset(DEVICE(sd));
    object_unref(OBJECT(sd));
}

static uint64_t hba_read(void *opaque, hwaddr addr, unsigned size)
{
    HbaState *s = opaque;

    return addr == HBA_TARGET ? s->target : 0;
}

static void hba_write_bad(void *opaque, hwaddr addr, uint64_t data,
                          unsigned size)
{
    HbaState *s = opaque;

    switch (addr) {
    case HBA_TARGET:
        s->target = data;
        break;
    case HBA_RESET:
        hba_reset_target_bad(s);
        break;
    }
}

static void hba_write_ok(void *opaque, hwaddr addr, uint64_t data,
                         unsigned size)
{
    HbaState *s = opaque;

    switch (addr) {
    case HBA_TARGET:
        s->target = data;
        break;
    case HBA_RESET:
        hba_reset_target_ok(s);
        break;
    }
}

/* A device of the board, but a register that the guest writes. */

static void trace_unit_write_bad(void *opaque, hwaddr addr, uint64_t data,
                                 unsigned size)
{
    TraceUnit *s = opaque;
    /* 1 for every write over the limit, at the guest's will. */
    TraceRecord *record = TRACE_RECORD(object_new(TYPE_TRACE_RECORD)); // expect: qom-ref-leak record

    record->value = data;
    if (data > s->limit) {
        return;
    }
    s->limit -= record->value;
    object_unref(OBJECT(record));
}

static void trace_unit_write_ok(void *opaque, hwaddr addr, uint64_t data,
                                unsigned size)
{
    TraceUnit *s = opaque;
    TraceRecord *record = TRACE_RECORD(object_new(TYPE_TRACE_RECORD));

    record->value = data;
    if (data > s->limit) {
        object_unref(OBJECT(record));
        return;
    }
    s->limit -= record->value;
    object_unref(OBJECT(record));
}

static uint64_t trace_unit_read(void *opaque, hwaddr addr, unsigned size)
{
    TraceUnit *s = opaque;

    return s->limit;
}

static const MemoryRegionOps hba_ops_bad = {
    .read = hba_read,
    .write = hba_write_bad,
    .endianness = DEVICE_LITTLE_ENDIAN,
};

static const MemoryRegionOps hba_ops_ok = {
    .read = hba_read,
    .write = hba_write_ok,
    .endianness = DEVICE_LITTLE_ENDIAN,
};

static const MemoryRegionOps trace_unit_ops_bad = {
    .read = trace_unit_read,
    .write = trace_unit_write_bad,
    .endianness = DEVICE_LITTLE_ENDIAN,
};

static const MemoryRegionOps trace_unit_ops_ok = {
    .read = trace_unit_read,
    .write = trace_unit_write_ok,
    .endianness = DEVICE_LITTLE_ENDIAN,
};

static const SCSIBusInfo hba_bus_info = {
    .max_target = 7,
};

static void hba_bad_init(Object *obj)
{
    HbaState *s = HBA(obj);

    scsi_bus_init(&s->bus, sizeof(s->bus), DEVICE(obj), &hba_bus_info);
    memory_region_init_io(&s->mmio, obj, &hba_ops_bad, s, "hba", 0x1000);
}

static void hba_ok_init(Object *obj)
{
    HbaState *s = HBA(obj);

    scsi_bus_init(&s->bus, sizeof(s->bus), DEVICE(obj), &hba_bus_info);
    memory_region_init_io(&s->mmio, obj, &hba_ops_ok, s, "hba", 0x1000);
}

static void hba_realize(PCIDevice *pci, Error **errp)
{
    pci_register_bar(pci, 0, PCI_BASE_ADDRESS_SPACE_MEMORY, &HBA(pci)->mmio);
}

static void trace_unit_bad_init(Object *obj)
{
    TraceUnit *s = TRACE_UNIT(obj);

    memory_region_init_io(&s->mmio, obj, &trace_unit_ops_bad, s, "trace", 16);
    sysbus_init_mmio(SYS_BUS_DEVICE(obj), &s->mmio);
}

static void trace_unit_ok_init(Object *obj)
{
    TraceUnit *s = TRACE_UNIT(obj);

    memory_region_init_io(&s->mmio, obj, &trace_unit_ops_ok, s, "trace", 16);
    sysbus_init_mmio(SYS_BUS_DEVICE(obj), &s->mmio);
}

static void hba_class_init(ObjectClass *klass, const void *data)
{
    PCI_DEVICE_CLASS(klass)->realize = hba_realize;
}

static void trace_unit_class_init(ObjectClass *klass, const void *data)
{
    DeviceClass *dc = DEVICE_CLASS(klass);

    /* Reason: part of the board. */
    dc->user_creatable = false;
    dc->hotpluggable = false;
}

static const TypeInfo types[] = {
    {
        .name = TYPE_HBA,
        .parent = TYPE_PCI_DEVICE,
        .instance_size = sizeof(HbaState),
        .class_init = hba_class_init,
        .abstract = true,
        .interfaces =
            (const InterfaceInfo[]){{INTERFACE_CONVENTIONAL_PCI_DEVICE}, {}},
    },
    {
        .name = TYPE_HBA "-bad",
        .parent = TYPE_HBA,
        .instance_init = hba_bad_init,
    },
    {
        .name = TYPE_HBA "-ok",
        .parent = TYPE_HBA,
        .instance_init = hba_ok_init,
    },
    {
        .name = TYPE_TRACE_RECORD,
        .parent = TYPE_OBJECT,
        .instance_size = sizeof(TraceRecord),
    },
    {
        .name = TYPE_TRACE_UNIT,
        .parent = TYPE_SYS_BUS_DEVICE,
        .instance_size = sizeof(TraceUnit),
        .class_init = trace_unit_class_init,
        .abstract = true,
    },
    {
        .name = TYPE_TRACE_UNIT "-bad",
        .parent = TYPE_TRACE_UNIT,
        .instance_init = trace_unit_bad_init,
    },
    {
        .name = TYPE_TRACE_UNIT "-ok",
        .parent = TYPE_TRACE_UNIT,
        .instance_init = trace_unit_ok_init,
    },
};

DEFINE_TYPES(types)
