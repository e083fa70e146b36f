/*
 * What a field held is used after its reference was dropped.
 *
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 */
// whole-program
#include "qemu/osdep.h"
#include "io/channel-buffer.h"
#include "qom/object.h"

/* The field gets the caller's reference. */

#define TYPE_RECORDER "toy-recorder"
OBJECT_DECLARE_SIMPLE_TYPE(Recorder, RECORDER)

struct Recorder {
    Object parent_obj;
    QIOChannelBuffer *tape;
};

void recorder_load(Recorder *s, QIOChannelBuffer *tape)
{
    s->tape = tape;
}

size_t recorder_eject_bad(Recorder *s)
{
    size_t length;

    object_unref(OBJECT(s->tape));
    /* 0: the field had the only one. */
    length = s->tape->usage; // expect: qom-use-after-unref s->tape
    s->tape = NULL;
    return length;
}

size_t recorder_eject_ok(Recorder *s)
{
    size_t length = s->tape->usage;

    object_unref(OBJECT(s->tape));
    s->tape = NULL;
    return length;
}

/* Used by a helper, of a copy of the pointer. */

static size_t tape_length(QIOChannelBuffer *tape)
{
    return tape->usage;
}

size_t recorder_measure_bad(Recorder *s)
{
    QIOChannelBuffer *tape = s->tape;

    s->tape = NULL;
    object_unref(OBJECT(tape));
    return tape_length(tape); // expect: qom-use-after-unref tape
}

size_t recorder_measure_ok(Recorder *s)
{
    QIOChannelBuffer *tape = s->tape;
    size_t length;

    s->tape = NULL;
    length = tape_length(tape);
    object_unref(OBJECT(tape));
    return length;
}

/* The tree holds it, too. */

#define TYPE_JUKEBOX "toy-jukebox"
OBJECT_DECLARE_SIMPLE_TYPE(Jukebox, JUKEBOX)

struct Jukebox {
    Object parent_obj;
    QIOChannelBuffer *tape;
};

void jukebox_load(Jukebox *s, QIOChannelBuffer *tape)
{
    s->tape = tape;
    object_property_add_child(OBJECT(s), "tape", OBJECT(s->tape));
}

size_t jukebox_play_ok(Jukebox *s)
{
    object_unref(OBJECT(s->tape));
    return s->tape->usage;
}

static const TypeInfo types[] = {
    {
        .name = TYPE_RECORDER,
        .parent = TYPE_OBJECT,
        .instance_size = sizeof(Recorder),
    },
    {
        .name = TYPE_JUKEBOX,
        .parent = TYPE_OBJECT,
        .instance_size = sizeof(Jukebox),
    },
};

DEFINE_TYPES(types)
