/*
 * Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 */
#include "../../../checks/qom-field-protocol/ends.c"
#include "../driver.h"

/* Organs have pipes in one run, and none in another. */
static void add_pipes(Object *card)
{
    uint32_t pipes = scenario_choice("pipes");

    if (object_dynamic_cast(card, TYPE_ORGAN_BAD)) {
        ORGAN_BAD(card)->pipes = pipes;
    } else if (object_dynamic_cast(card, TYPE_ORGAN_OK)) {
        ORGAN_OK(card)->pipes = pipes;
    }
}

void scenario(void)
{
    static const char *const cards[] = {
        TYPE_BELL_BAD, TYPE_BELL_OK,   TYPE_ORGAN_BAD,
        TYPE_ORGAN_OK, TYPE_CHOIR_BAD, TYPE_CHOIR_OK,
        TYPE_TUNER_BAD, TYPE_TUNER_OK,
    };
    PCIDevice *card = pci_new(-1, driver_pick(cards, ARRAY_SIZE(cards)));
    Object *leader = driver_add(qdev_get_machine(), "leader");

    add_pipes(OBJECT(card));
    object_property_set_link(OBJECT(card), "leader", leader, NULL);
    if (qdev_realize(DEVICE(card), BUS(driver_pci_bus()), NULL)) {
        object_unparent(OBJECT(card));
    }
    object_unref(OBJECT(card));
    drain_call_rcu();
}
