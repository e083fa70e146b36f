/*
 * A counted reference to an embedded object does not keep its storage.
 *
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 */
#include "qemu/osdep.h"
#include "hw/pci/pci_device.h"
#include "qapi/error.h"

#define TYPE_BEEPER "toy-beeper"
OBJECT_DECLARE_SIMPLE_TYPE(BeeperState, BEEPER)

struct BeeperState {
    Object parent_obj;
    uint32_t tone;
};

#define TYPE_SOUND "toy-sound"
OBJECT_DECLARE_SIMPLE_TYPE(SoundState, SOUND)

struct SoundState {
    PCIDevice parent_obj;
    BeeperState beeper;
};

/* Kept in a global: the card can be unplugged, and with it the storage. */

static BeeperState *speaker;

void FN_speaker_take_bad(SoundState *s)
{
    if (speaker) {
        return;
    }
    /* 2 on the beeper, but the storage goes with the card's last one. */
    object_ref(OBJECT(&s->beeper)); // expect: qom-embedded-ref
    speaker = &s->beeper;
}

void speaker_release(void)
{
    if (speaker) {
        object_unref(OBJECT(speaker));
        speaker = NULL;
    }
}

/* The owner is what has to be counted. */

static SoundState *card;

void card_take_ok(SoundState *s)
{
    if (card) {
        return;
    }
    object_ref(OBJECT(s));
    card = s;
}

void card_beep_ok(uint32_t tone)
{
    if (card) {
        card->beeper.tone = tone;
    }
}

void card_release(void)
{
    if (card) {
        object_unref(OBJECT(card));
        card = NULL;
    }
}

/* Kept in a block of its own. */

typedef struct Melody {
    BeeperState *beeper;
    Object *owner;
} Melody;

Melody *FN_melody_new_bad(SoundState *s)
{
    Melody *m = g_new0(Melody, 1);

    /* 2 on the beeper, in storage that the melody does not keep. */
    object_ref(OBJECT(&s->beeper)); // expect: qom-embedded-ref
    m->beeper = &s->beeper;
    return m;
}

void melody_free(Melody *m)
{
    object_unref(OBJECT(m->beeper));
    g_free(m);
}

Melody *melody_with_owner_new_ok(SoundState *s)
{
    Melody *m = g_new0(Melody, 1);

    m->owner = object_ref(OBJECT(s));
    m->beeper = &s->beeper;
    return m;
}

void melody_with_owner_free(Melody *m)
{
    object_unref(m->owner);
    g_free(m);
}

static void sound_init(Object *obj)
{
    object_initialize_child(obj, "beeper", &SOUND(obj)->beeper, TYPE_BEEPER);
}

static const TypeInfo types[] = {
    {
        .name = TYPE_BEEPER,
        .parent = TYPE_OBJECT,
        .instance_size = sizeof(BeeperState),
    },
    {
        .name = TYPE_SOUND,
        .parent = TYPE_PCI_DEVICE,
        .instance_size = sizeof(SoundState),
        .instance_init = sound_init,
        .interfaces =
            (const InterfaceInfo[]){{INTERFACE_CONVENTIONAL_PCI_DEVICE}, {}},
    },
};

DEFINE_TYPES(types)
