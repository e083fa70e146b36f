/*
 * Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 */
#include "../../../checks/qom-ref-leak/guest.c"
#include "../driver.h"

#define TYPE_DISK "driver-disk"

/* A disk with blocks of an odd size, and a guest that resets it. */
static void reset_disk(const char *type, const MemoryRegionOps *ops)
{
    PCIDevice *card = pci_new(-1, type);
    SCSIDevice *disk = SCSI_DEVICE(qdev_new(TYPE_DISK));

    disk->blocksize = scenario_choice("odd blocks") ? 513 : 512;
    qdev_realize_and_unref(DEVICE(card), BUS(driver_pci_bus()), &error_abort);
    qdev_realize_and_unref(DEVICE(disk), BUS(&HBA(card)->bus), &error_abort);
    ops->write(card, HBA_TARGET, 0, 4);
    ops->write(card, HBA_RESET, 1, 4);
    object_unparent(OBJECT(card));
    drain_call_rcu();
}

static void write_trace(const char *type, const MemoryRegionOps *ops)
{
    TraceUnit *unit = TRACE_UNIT(object_new(type));

    unit->limit = 1;
    ops->write(unit, 0, 1, 4);
    ops->write(unit, 0, 2, 4);
    object_unref(OBJECT(unit));
}

void scenario(void)
{
    reset_disk(TYPE_HBA "-ok", &hba_ops_ok);
    reset_disk(TYPE_HBA "-bad", &hba_ops_bad);
    write_trace(TYPE_TRACE_UNIT "-ok", &trace_unit_ops_ok);
    write_trace(TYPE_TRACE_UNIT "-bad", &trace_unit_ops_bad);
}

static const TypeInfo disk_types[] = {
    {
        .name = TYPE_DISK,
        .parent = TYPE_SCSI_DEVICE,
        .instance_size = sizeof(SCSIDevice),
    },
};

DEFINE_TYPES(disk_types)
