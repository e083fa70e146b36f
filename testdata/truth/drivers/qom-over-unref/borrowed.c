/*
 * Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 */
#include "../../../checks/qom-over-unref/borrowed.c"
#include "../driver.h"

#define TYPE_DISK "driver-disk"

static CardState *card_plug(void)
{
    PCIDevice *card = pci_new(-1, TYPE_CARD "-clock-ok");
    SCSIDevice *disk = SCSI_DEVICE(qdev_new(TYPE_DISK));

    object_property_set_link(OBJECT(card), "peer", object_get_objects_root(),
                             &error_abort);
    qdev_realize_and_unref(DEVICE(card), BUS(driver_pci_bus()), &error_abort);
    qdev_realize_and_unref(DEVICE(disk), BUS(&CARD(card)->scsi), &error_abort);
    return CARD(card);
}

static void use_card(void)
{
    CardState *card = card_plug();

    qmp_card_tune_ok("", 1, NULL);
    card_has_peer_ok(card);
    card_add_profile_ok(card, "profile", NULL);
    card_probe_thread_ok(NULL);
    card_scan_ok(card);
    if (scenario_choice("tune")) {
        qmp_card_tune_bad("", 1, NULL);
    } else if (scenario_choice("peer")) {
        card_has_peer_bad(card);
    } else if (scenario_choice("profile")) {
        card_add_profile_bad(card, "another", NULL);
    } else if (scenario_choice("thread")) {
        card_probe_thread_bad(NULL);
    } else if (scenario_choice("scan")) {
        card_scan_bad(card);
    }
}

void scenario(void)
{
    static const char *const cards[] = {
        TYPE_CARD "-clock-bad",  TYPE_CARD "-clock-ok",
        TYPE_CARD "-sensor-bad", TYPE_CARD "-sensor-ok",
        TYPE_CARD "-bus-bad",    TYPE_CARD "-bus-ok",
    };

    if (scenario_choice("use")) {
        use_card();
    } else {
        driver_plug_and_unplug(driver_pick(cards, ARRAY_SIZE(cards)));
    }
}

static const TypeInfo disk_types[] = {
    {
        .name = TYPE_DISK,
        .parent = TYPE_SCSI_DEVICE,
        .instance_size = sizeof(SCSIDevice),
    },
};

DEFINE_TYPES(disk_types)
