/*
 * Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 */
#include "../../../checks/qom-embedded-ref/escape.c"
#include "../driver.h"

void scenario(void)
{
    SoundState *first = SOUND(object_new(TYPE_SOUND));
    SoundState *second = SOUND(object_new(TYPE_SOUND));
    Melody *melody = melody_with_owner_new_ok(first);

    card_take_ok(first);
    card_beep_ok(440);
    card_release();
    melody_with_owner_free(melody);
    /* Unplugged, with the speaker still in use. */
    if (scenario_choice("speaker")) {
        speaker_take_bad(second);
    } else {
        melody_new_bad(second);
    }
    object_unref(OBJECT(first));
    object_unref(OBJECT(second));
}
