/*
 * Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 */
#include "../../../checks/qom-use-after-unref/fields.c"
#include "../driver.h"

static void record(size_t (*play)(Recorder *))
{
    Recorder *s = RECORDER(object_new(TYPE_RECORDER));

    recorder_load(s, qio_channel_buffer_new(8));
    play(s);
    object_unref(OBJECT(s));
}

static void play_from_the_box(void)
{
    Jukebox *s = JUKEBOX(object_new(TYPE_JUKEBOX));

    jukebox_load(s, qio_channel_buffer_new(8));
    jukebox_play_ok(s);
    object_unref(OBJECT(s));
}

void scenario(void)
{
    if (scenario_choice("bad eject")) {
        record(recorder_eject_bad);
    } else if (scenario_choice("bad measure")) {
        record(recorder_measure_bad);
    } else {
        record(recorder_eject_ok);
        record(recorder_measure_ok);
        play_from_the_box();
    }
}
