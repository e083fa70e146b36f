/*
 * Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 *
 * Objects in the tree, on buses and in memory: walked, moved, found, unplugged.
 */
#include "qemu/osdep.h"
#include "exec/memory.h"
#include "hw/hotplug.h"
#include "hw/pci/pci.h"
#include "hw/sysbus.h"
#include "qapi/error.h"
#include "qemu/rcu.h"
#include "qom/scenario.h"

#include "../drivers/driver.h"

#define WINDOW 0x10000000

#define TYPE_HOST "idiom-host"
OBJECT_DECLARE_SIMPLE_TYPE(Host, HOST)

struct Host {
    SysBusDevice parent_obj;
    MemoryRegion window;
};

#define TYPE_FUNCTION "idiom-function"

/* Collected with a reference each, then dropped. */

static int tree_collect_ok(Object *child, void *opaque)
{
    GSList **found = opaque;

    if (object_dynamic_cast(child, TYPE_FUNCTION)) {
        *found = g_slist_prepend(*found, object_ref(child));
    }
    return 0;
}

static unsigned tree_empty_ok(Object *root)
{
    GSList *found = NULL, *item;
    unsigned count;

    object_child_foreach_recursive(root, tree_collect_ok, &found);
    count = g_slist_length(found);
    for (item = found; item; item = item->next) {
        object_unparent(item->data);
    }
    g_slist_free_full(found, object_unref);
    return count;
}

/* The head until there is none. */

static void bus_empty_ok(BusState *bus)
{
    BusChild *kid;

    while ((kid = QTAILQ_FIRST(&bus->children))) {
        DeviceState *dev = kid->child;

        object_unparent(OBJECT(dev));
    }
}

/* A table of functions, each with its creation reference. */

static void functions_remove_ok(PCIDevice **function, unsigned n)
{
    unsigned i;

    for (i = 0; i < n; i++) {
        object_unparent(OBJECT(function[i]));
        object_unref(OBJECT(function[i]));
    }
}

static void functions_plug_ok(PCIBus *bus, PCIDevice **function, unsigned n)
{
    unsigned i;

    for (i = 0; i < n; i++) {
        function[i] = pci_new(-1, TYPE_FUNCTION);
        qdev_realize(DEVICE(function[i]), BUS(bus), &error_abort);
    }
}

static void function_lose_bad(PCIBus *bus)
{
    /* 1 after the unparent, ours: it drops the parent's only. */
    PCIDevice *function = pci_new(-1, TYPE_FUNCTION); // expect: qom-child-leak function

    qdev_realize(DEVICE(function), BUS(bus), &error_abort);
    object_unparent(OBJECT(function));
}

/* From one parent to another. */

static void tree_move_ok(Object *obj, Object *parent, const char *name)
{
    object_ref(obj);
    object_unparent(obj);
    object_property_add_child(parent, name, obj);
    object_unref(obj);
}

static void tree_move_bad(Object *from, Object *to)
{
    Object *obj = object_new(TYPE_CONTAINER);

    object_property_add_child(from, "moved", obj);
    object_unref(obj);
    object_unparent(obj);
    /* 0: the parent's was the last. */
    object_property_add_child(to, "moved", obj); // expect: qom-use-after-unref obj
}

/* A section of memory, with a reference on the region's owner. */

static hwaddr window_offset_ok(hwaddr addr)
{
    MemoryRegionSection section =
        memory_region_find(get_system_memory(), addr, 4);
    hwaddr offset = section.offset_within_region;

    if (!section.mr) {
        return 0;
    }
    memory_region_unref(section.mr);
    return offset;
}

static bool window_is_io_bad(hwaddr addr)
{
    MemoryRegionSection section = memory_region_find(get_system_memory(), addr, 4); // expect: qom-ref-leak section.mr

    if (!section.mr || memory_region_is_ram(section.mr)) {
        return false;
    }
    memory_region_unref(section.mr);
    return true;
}

/* The end of an unplug that the guest has agreed to. */

static void function_unplug_ok(DeviceState *dev)
{
    HotplugHandler *handler = qdev_get_hotplug_handler(dev);

    if (handler) {
        hotplug_handler_unplug(handler, dev, &error_abort);
    }
    object_unparent(OBJECT(dev));
}

static void use_pci(PCIBus *bus)
{
    PCIDevice *function[2];

    functions_plug_ok(bus, function, 2);
    functions_remove_ok(function, 2);
    pci_create_simple(bus, -1, TYPE_FUNCTION);
    bus_empty_ok(BUS(bus));
    pci_create_simple(bus, -1, TYPE_FUNCTION);
    tree_empty_ok(object_get_root());
    function_unplug_ok(DEVICE(pci_create_simple(bus, -1, TYPE_FUNCTION)));
    function_lose_bad(bus);
    drain_call_rcu();
}

static void use_tree(void)
{
    Object *from = object_get_objects_root();
    Object *to = qdev_get_machine();
    Object *obj = object_new(TYPE_CONTAINER);

    object_property_add_child(from, "box", obj);
    object_unref(obj);
    tree_move_ok(obj, to, "box");
    object_unparent(obj);
    if (scenario_choice("move")) {
        tree_move_bad(from, to);
    }
}

void scenario(void)
{
    DeviceState *host = qdev_new(TYPE_HOST);

    sysbus_realize_and_unref(SYS_BUS_DEVICE(host), &error_abort);
    sysbus_mmio_map(SYS_BUS_DEVICE(host), 0, WINDOW);
    window_offset_ok(WINDOW);
    window_offset_ok(WINDOW * 2);
    window_is_io_bad(WINDOW);
    use_pci(driver_pci_bus());
    use_tree();
}

static void host_init(Object *obj)
{
    static const MemoryRegionOps ops;
    Host *s = HOST(obj);

    if (scenario_choice("RAM")) {
        memory_region_init_ram(&s->window, obj, "window", 4096, &error_abort);
    } else {
        memory_region_init_io(&s->window, obj, &ops, s, "window", 4096);
    }
    sysbus_init_mmio(SYS_BUS_DEVICE(obj), &s->window);
}

static const TypeInfo types[] = {
    {
        .name = TYPE_HOST,
        .parent = TYPE_SYS_BUS_DEVICE,
        .instance_size = sizeof(Host),
        .instance_init = host_init,
    },
    {
        .name = TYPE_FUNCTION,
        .parent = TYPE_PCI_DEVICE,
        .instance_size = sizeof(PCIDevice),
        .interfaces =
            (const InterfaceInfo[]){{INTERFACE_CONVENTIONAL_PCI_DEVICE}, {}},
    },
};

DEFINE_TYPES(types)
