/*
 * Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 */
#include "../../../checks/qom-over-unref/twice.c"
#include "../driver.h"

#define WINDOW 0x10000000

static const MemoryRegionOps window_ops;

static MemoryRegion *window_map(void)
{
    DeviceState *owner = qdev_new(TYPE_DRIVER_HOST);
    MemoryRegion *mr = g_new0(MemoryRegion, 1);

    sysbus_realize_and_unref(SYS_BUS_DEVICE(owner), &error_abort);
    memory_region_init_io(mr, OBJECT(owner), &window_ops, NULL, "window", 4096);
    memory_region_add_subregion(get_system_memory(), WINDOW, mr);
    return mr;
}

void scenario(void)
{
    Object *registry = object_new(TYPE_CONTAINER);
    MemoryRegion *window = window_map();

    conn_probe_ok(driver_address(), NULL);
    conn_greet_ok(driver_address(), NULL);
    window_offset_ok(WINDOW);
    registry_remove_ok(registry, "entry");
    registry_visit_ok(2);
    if (scenario_choice("probe")) {
        conn_probe_bad(driver_address(), NULL);
    } else if (scenario_choice("greet")) {
        conn_greet_bad(driver_address(), NULL);
    } else if (scenario_choice("find")) {
        window_offset_bad(WINDOW);
    } else if (scenario_choice("remove")) {
        registry_remove_bad(registry, "entry");
    } else if (scenario_choice("visit")) {
        registry_visit_bad(2);
    }
    memory_region_del_subregion(get_system_memory(), window);
    /* Views of the memory use the region until then. */
    drain_call_rcu();
    object_unparent(OBJECT(window));
    g_free(window);
    object_unref(registry);
}
