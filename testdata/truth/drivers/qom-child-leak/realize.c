/*
 * Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 */
#include "../../../checks/qom-child-leak/realize.c"
#include "../driver.h"

static void use_command(void (*add)(const char *path, Error **errp))
{
    char *path = object_get_canonical_path(OBJECT(driver_pci_bus()));
    Object *card;

    add(path, NULL);
    card = object_resolve_path_type("", TYPE_SIMPLE_AUDIO, NULL);
    if (card) {
        object_unparent(card);
    }
    drain_call_rcu();
    g_free(path);
}

void scenario(void)
{
    if (scenario_choice("commands")) {
        use_command(qmp_audio_add_ok);
        use_command(qmp_audio_add_bad);
    } else if (scenario_choice("plug")) {
        driver_plug_and_unplug(TYPE_AUDIO "-plug-ok");
        driver_plug_and_unplug(TYPE_AUDIO "-plug-bad");
    } else {
        driver_plug_and_unplug(TYPE_AUDIO "-child-ok");
        driver_plug_and_unplug(TYPE_AUDIO "-child-bad");
    }
}
