/*
 * Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 */
#include "../../../checks/qom-ref-leak/sections.c"
#include "../driver.h"

#define IO_BASE 0x10000000
#define ROM_BASE 0x20000000

static const MemoryRegionOps io_ops;
static MemoryRegion io, rom;

/* A device with registers and a ROM. */
static DeviceState *target_map(void)
{
    DeviceState *owner = qdev_new(TYPE_DRIVER_HOST);

    sysbus_realize(SYS_BUS_DEVICE(owner), &error_abort);
    memory_region_init_io(&io, OBJECT(owner), &io_ops, NULL, "io", 4096);
    memory_region_init_rom(&rom, OBJECT(owner), "rom", 4096, &error_abort);
    memory_region_add_subregion(get_system_memory(), IO_BASE, &io);
    memory_region_add_subregion(get_system_memory(), ROM_BASE, &rom);
    return owner;
}

/* One bad function in each run, so that what is lost is its loss. */
static void use_one(BlitterState *s)
{
    if (scenario_choice("sum")) {
        blitter_sum_bad(s, IO_BASE);
    } else if (scenario_choice("is mapped")) {
        blitter_is_mapped_bad(IO_BASE);
    } else if (scenario_choice("mirror")) {
        blitter_mirror_bad(s);
    } else if (scenario_choice("scan")) {
        blitter_scan_bad(s, ROM_BASE, 8192);
    } else {
        blitter_ops.write(s, BLIT_START, 8192, 4);
        s->source = IO_BASE;
        blitter_ops.write(s, BLIT_START, 8192, 4);
    }
}

void scenario(void)
{
    DeviceState *owner = target_map();
    BlitterState *s = BLITTER(object_new(TYPE_BLITTER "-clean"));

    s->source = ROM_BASE;
    s->target = IO_BASE;
    use_one(s);
    object_unref(OBJECT(s));
    memory_region_del_subregion(get_system_memory(), &io);
    memory_region_del_subregion(get_system_memory(), &rom);
    object_unparent(OBJECT(owner));
    object_unref(OBJECT(owner));
}
