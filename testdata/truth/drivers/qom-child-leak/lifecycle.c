/*
 * Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 */
#include "../../../checks/qom-child-leak/lifecycle.c"
#include "../driver.h"

static void plug_pair(PCIDevice *card, uint32_t *depth)
{
    *depth = scenario_choice("too deep") ? 65 : 64;
    if (qdev_realize(DEVICE(card), BUS(driver_pci_bus()), NULL)) {
        object_unparent(OBJECT(card));
    }
    object_unref(OBJECT(card));
    drain_call_rcu();
}

/* The fixture's flash has no region of its own. */
static int flash_make_region(Object *child, void *opaque)
{
    static const MemoryRegionOps ops;

    if (object_dynamic_cast(child, TYPE_FLASH)) {
        FlashState *s = FLASH(child);

        memory_region_init_io(&s->rom, child, &ops, s, "rom", 4096);
        sysbus_init_mmio(SYS_BUS_DEVICE(child), &s->rom);
    }
    return 0;
}

/* One machine besides the one that runs. */
static void run_machine(const char *type)
{
    Object *machine = object_new(type);

    object_property_add_child(object_get_root(), "other-machine", machine);
    object_child_foreach(machine, flash_make_region, NULL);
    MACHINE_GET_CLASS(machine)->init(MACHINE(machine));
    object_unparent(machine);
    object_unref(machine);
    drain_call_rcu();
}

void scenario(void)
{
    static const char *const cards[] = {TYPE_CARD_BAD, TYPE_CARD_OK};
    static const char *const machines[] = {
        TYPE_DESK_BAD, TYPE_DESK_OK, TYPE_TOWER_BAD, TYPE_TOWER_OK,
        TYPE_SHELF_OK,
    };
    const char *type;

    if (scenario_choice("pair")) {
        PCIDevice *card = pci_new(-1, TYPE_PAIR_BAD);

        plug_pair(card, &PAIR_BAD(card)->depth);
    } else if (scenario_choice("pair, right")) {
        PCIDevice *card = pci_new(-1, TYPE_PAIR_OK);

        plug_pair(card, &PAIR_OK(card)->depth);
    } else if (scenario_choice("card")) {
        type = driver_pick(cards, ARRAY_SIZE(cards));
        driver_introspect(type);
        driver_plug_and_unplug(type);
    } else {
        type = driver_pick(machines, ARRAY_SIZE(machines));
        driver_introspect(type);
        if (scenario_choice("run")) {
            run_machine(type);
        }
    }
}
