/*
 * Fields that are given the caller's reference: one drop for each gift.
 *
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 */
// whole-program
#include "qemu/osdep.h"
#include "io/channel-buffer.h"
#include "qom/object.h"

#define TYPE_REEL_BAD "toy-reel-bad"
OBJECT_DECLARE_SIMPLE_TYPE(BadReel, REEL_BAD)

struct BadReel {
    Object parent_obj;
    QIOChannelBuffer *tape;
    bool threaded;
};

void reel_bad_load(BadReel *s, QIOChannelBuffer *tape)
{
    s->tape = tape;
}

static void reel_finalize_bad(Object *obj)
{
    BadReel *s = REEL_BAD(obj);

    object_unref(OBJECT(s->tape));
    if (s->threaded) {
        object_unref(OBJECT(s->tape)); // expect: qom-field-protocol
    }
}

#define TYPE_REEL_OK "toy-reel-ok"
OBJECT_DECLARE_SIMPLE_TYPE(OkReel, REEL_OK)

struct OkReel {
    Object parent_obj;
    QIOChannelBuffer *tape;
    bool threaded;
};

void reel_ok_load(OkReel *s, QIOChannelBuffer *tape)
{
    s->tape = tape;
}

/* The second drop is of one that was taken for it. */
void reel_thread_ok(OkReel *s)
{
    object_ref(OBJECT(s->tape));
    s->threaded = true;
}

static void reel_finalize_ok(Object *obj)
{
    OkReel *s = REEL_OK(obj);

    object_unref(OBJECT(s->tape));
    if (s->threaded) {
        object_unref(OBJECT(s->tape));
    }
}

static const TypeInfo types[] = {
    {
        .name = TYPE_REEL_BAD,
        .parent = TYPE_OBJECT,
        .instance_size = sizeof(BadReel),
        .instance_finalize = reel_finalize_bad,
    },
    {
        .name = TYPE_REEL_OK,
        .parent = TYPE_OBJECT,
        .instance_size = sizeof(OkReel),
        .instance_finalize = reel_finalize_ok,
    },
};

DEFINE_TYPES(types)
