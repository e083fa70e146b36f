/*
 * Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 *
 * not run: rng_pools_ok: ends with the process only
 * not run: rng_machine_init_ok: no board gives back its processors
 * not run: rng_cmdline_ok: may end the process
 */
#include "../../../checks/qom-child-leak/traps.c"
#include "../driver.h"

static void move_backend(void)
{
    PCIDevice *from = pci_new(-1, TYPE_RNG "-use");
    PCIDevice *to = pci_new(-1, TYPE_RNG "-creators");

    if (qdev_realize(DEVICE(from), BUS(driver_pci_bus()), NULL)) {
        rng_move_backend_ok(RNG(from), RNG(to));
        rng_move_backend_ok(RNG(from), RNG(to));
        object_unparent(OBJECT(from));
    }
    object_unref(OBJECT(from));
    object_unref(OBJECT(to));
    drain_call_rcu();
}

void scenario(void)
{
    static const char *const cards[] = {
        TYPE_RNG "-use",     TYPE_RNG "-realized", TYPE_RNG "-pool",
        TYPE_RNG "-link",    TYPE_RNG "-default",  TYPE_RNG "-made",
        TYPE_RNG "-creators",
    };

    if (scenario_choice("move")) {
        move_backend();
    } else {
        driver_plug_and_unplug(driver_pick(cards, ARRAY_SIZE(cards)));
    }
}
