/*
 * Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 */
#include "../../../checks/qom-embedded-ref/methods.c"
#include "../driver.h"

/* The system bus lets go of the gauge after a grace period. */
static void plug_and_unplug(const char *type)
{
    PCIDevice *card = pci_new(-1, type);
    PanelState *s = PANEL(card);

    qdev_realize(DEVICE(card), BUS(driver_pci_bus()), NULL);
    if (published) {
        object_unref(OBJECT(published));
        published = NULL;
    }
    if (OBJECT(&s->speed)->parent) {
        object_unparent(OBJECT(&s->speed));
    }
    drain_call_rcu();
    object_unparent(OBJECT(card));
    object_unref(OBJECT(card));
    drain_call_rcu();
}

void scenario(void)
{
    static const char *const cards[] = {
        TYPE_PANEL "-calibrate-bad", TYPE_PANEL "-calibrate-ok",
        TYPE_PANEL "-zero-bad",      TYPE_PANEL "-zero-ok",
        TYPE_PANEL "-publish-ok",
    };

    plug_and_unplug(driver_pick(cards, ARRAY_SIZE(cards)));
}
