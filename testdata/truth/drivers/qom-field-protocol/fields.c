/*
 * Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 */
#include "../../../checks/qom-field-protocol/fields.c"
#include "../driver.h"

/* The link holds the last reference. */
static void use_player(const char *type)
{
    Object *player = object_new(type);
    Object *source = object_new(TYPE_CONTAINER);

    object_property_add_child(object_get_objects_root(), "source", source);
    object_property_set_link(player, "source", source, &error_abort);
    object_unparent(source);
    object_unref(source);
    object_unref(player);
}

static void use_tape(const char *type)
{
    Object *tape = object_new(type);

    object_property_set_str(tape, "path", "/dev/null", &error_abort);
    object_property_set_str(tape, "path", "/dev/zero", &error_abort);
    object_unref(tape);
}

static void use_remote(const char *type)
{
    Object *player = object_new(TYPE_CONTAINER);
    Object *remote = object_new(type);

    object_property_add_child(qdev_get_machine(), "player", player);
    object_unref(player);
    user_creatable_complete(USER_CREATABLE(remote), &error_abort);
    object_unref(remote);
    object_unparent(player);
}

/* The fixture's bells forget their pin. */

#define TYPE_BELL_BAD_WIRED TYPE_BELL_BAD "-wired"
#define TYPE_BELL_OK_WIRED TYPE_BELL_OK "-wired"

static void bell_bad_wired_realize(PCIDevice *pci, Error **errp)
{
    pci->config[PCI_INTERRUPT_PIN] = 1;
    bell_realize_bad(pci, errp);
}

static void bell_bad_wired_class_init(ObjectClass *klass, const void *data)
{
    PCI_DEVICE_CLASS(klass)->realize = bell_bad_wired_realize;
}

static void bell_ok_wired_realize(PCIDevice *pci, Error **errp)
{
    pci->config[PCI_INTERRUPT_PIN] = 1;
    bell_realize_ok(pci, errp);
}

static void bell_ok_wired_class_init(ObjectClass *klass, const void *data)
{
    PCI_DEVICE_CLASS(klass)->realize = bell_ok_wired_realize;
}

static const TypeInfo wired_types[] = {
    {
        .name = TYPE_BELL_BAD_WIRED,
        .parent = TYPE_BELL_BAD,
        .class_init = bell_bad_wired_class_init,
    },
    {
        .name = TYPE_BELL_OK_WIRED,
        .parent = TYPE_BELL_OK,
        .class_init = bell_ok_wired_class_init,
    },
};

DEFINE_TYPES(wired_types)

void scenario(void)
{
    if (scenario_choice("player")) {
        use_player(TYPE_PLAYER_BAD);
    } else if (scenario_choice("remote")) {
        use_remote(TYPE_REMOTE_BAD);
    } else if (scenario_choice("deck")) {
        driver_plug_and_unplug(TYPE_DECK_BAD);
    } else if (scenario_choice("right")) {
        use_player(TYPE_PLAYER_OK);
        use_remote(TYPE_REMOTE_OK);
        use_tape(TYPE_TAPE_OK);
    } else if (scenario_choice("right cards")) {
        driver_plug_and_unplug(TYPE_DECK_OK);
        driver_plug_and_unplug(TYPE_RECORDER_OK);
        driver_plug_and_unplug(TYPE_BELL_OK_WIRED);
    } else {
        use_tape(TYPE_TAPE_BAD);
        driver_plug_and_unplug(TYPE_RECORDER_BAD);
        driver_plug_and_unplug(TYPE_BELL_BAD_WIRED);
    }
}
