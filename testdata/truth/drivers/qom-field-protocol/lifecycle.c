/*
 * Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 */
#include "../driver.h"
#include "io/channel-file.h"

/* The files of the fixture's sampler are not on this machine. */
static QIOChannelFile *driver_open(const char *path, int flags, mode_t mode,
                                   Error **errp)
{
    return qio_channel_file_new_path("/dev/null", flags, mode, errp);
}

#define qio_channel_file_new_path driver_open
#include "../../../checks/qom-field-protocol/lifecycle.c"

static void introspect_and_use(const char *type)
{
    driver_introspect(type);
    if (object_class_dynamic_cast(object_class_by_name(type),
                                  TYPE_PCI_DEVICE)) {
        driver_plug_and_unplug(type);
    } else {
        driver_live_and_die(qdev_new(type));
    }
}

static void plug(PCIDevice *card, uint32_t *field, uint32_t value)
{
    *field = value;
    if (qdev_realize(DEVICE(card), BUS(driver_pci_bus()), NULL)) {
        object_unparent(OBJECT(card));
    }
    object_unref(OBJECT(card));
    drain_call_rcu();
}

static void use_mixers(uint32_t channels)
{
    PCIDevice *card = pci_new(-1, TYPE_MIXER_OK);

    plug(card, &MIXER_OK(card)->channels, channels);
    card = pci_new(-1, TYPE_MIXER_BAD);
    plug(card, &MIXER_BAD(card)->channels, channels);
}

static void use_tracks(void)
{
    PCIDevice *card = pci_new(-1, TYPE_TRACKS_OK);

    plug(card, &TRACKS_OK(card)->count, 2);
    card = pci_new(-1, TYPE_TRACKS_BAD);
    plug(card, &TRACKS_BAD(card)->count, 2);
}

void scenario(void)
{
    static const char *const types_used[] = {
        TYPE_AMP_BAD,     TYPE_AMP_OK,     TYPE_MIC_BAD,   TYPE_MIC_OK,
        TYPE_SAMPLER_BAD, TYPE_SAMPLER_OK, TYPE_LANES_BAD, TYPE_LANES_OK,
        TYPE_HORN_BAD,    TYPE_HORN_OK,    TYPE_DRUM_BAD,  TYPE_DRUM_OK,
    };

    if (scenario_choice("mixer")) {
        use_mixers(scenario_choice("too many channels") ? 9 : 2);
    } else if (scenario_choice("tracks")) {
        use_tracks();
    } else {
        introspect_and_use(driver_pick(types_used, ARRAY_SIZE(types_used)));
    }
}
