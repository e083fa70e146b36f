/*
 * References that are passed through class methods and tables of operations,
 * which only borrow them, and lost afterwards.
 *
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 */
// whole-program
#include "qemu/osdep.h"
#include "hw/qdev-core.h"
#include "io/channel-buffer.h"
#include "qapi/error.h"
#include "qom/object.h"

#define TYPE_CODER "toy-coder"
OBJECT_DECLARE_TYPE(CoderState, CoderClass, CODER)

struct CoderState {
    Object parent_obj;
    QIOChannelBuffer *out;
    uint32_t level;
};

struct CoderClass {
    ObjectClass parent_class;
    bool (*encode)(CoderState *s, QIOChannelBuffer *in, Error **errp);
    void (*redirect)(CoderState *s, QIOChannelBuffer *out);
    QIOChannelBuffer *(*open)(CoderState *s);
};

typedef struct CoderOps {
    void (*flush)(CoderState *s, QIOChannelBuffer *out);
} CoderOps;

static bool coder_plain_encode(CoderState *s, QIOChannelBuffer *in, Error **errp)
{
    if (in->usage > s->level) {
        error_setg(errp, "too long");
        return false;
    }
    return true;
}

static bool coder_fast_encode(CoderState *s, QIOChannelBuffer *in, Error **errp)
{
    s->level += in->usage;
    return true;
}

/* Keeps the pointer, with the reference that comes with it. */
static void coder_redirect(CoderState *s, QIOChannelBuffer *out)
{
    object_unref(OBJECT(s->out));
    s->out = out;
}

static QIOChannelBuffer *coder_open(CoderState *s)
{
    return qio_channel_buffer_new(s->level);
}

static void coder_flush(CoderState *s, QIOChannelBuffer *out)
{
    out->usage = 0;
}

static const CoderOps coder_ops = {
    .flush = coder_flush,
};

/* A buffer for one call. */

bool coder_test_bad(CoderState *s, Error **errp)
{
    /* 1, which no implementation drops. */
    QIOChannelBuffer *in = qio_channel_buffer_new(64); // expect: qom-ref-leak in

    return CODER_GET_CLASS(s)->encode(s, in, errp);
}

bool coder_test_ok(CoderState *s, Error **errp)
{
    QIOChannelBuffer *in = qio_channel_buffer_new(64);
    bool done = CODER_GET_CLASS(s)->encode(s, in, errp);

    object_unref(OBJECT(in));
    return done;
}

/* Only where the method fails. */

bool coder_feed_bad(CoderState *s, Error **errp)
{
    /* 1 on the error path. */
    QIOChannelBuffer *in = qio_channel_buffer_new(64); // expect: qom-ref-leak in

    if (!CODER_GET_CLASS(s)->encode(s, in, errp)) {
        return false;
    }
    object_unref(OBJECT(in));
    return true;
}

bool coder_feed_ok(CoderState *s, Error **errp)
{
    QIOChannelBuffer *in = qio_channel_buffer_new(64);

    if (!CODER_GET_CLASS(s)->encode(s, in, errp)) {
        object_unref(OBJECT(in));
        return false;
    }
    object_unref(OBJECT(in));
    return true;
}

/* The object whose method it is. */

bool coder_once_bad(QIOChannelBuffer *in, Error **errp)
{
    /* 1 of ours; its own methods do not drop it. */
    CoderState *s = CODER(object_new(TYPE_CODER)); // expect: qom-ref-leak s
    CoderClass *cc = CODER_GET_CLASS(s);

    return cc->encode(s, in, errp);
}

bool coder_once_ok(QIOChannelBuffer *in, Error **errp)
{
    g_autoptr(CoderState) s = CODER(object_new(TYPE_CODER));
    CoderClass *cc = CODER_GET_CLASS(s);

    return cc->encode(s, in, errp);
}

/* A table of operations. */

void coder_flush_bad(CoderState *s)
{
    const CoderOps *ops = &coder_ops;
    /* As above. */
    QIOChannelBuffer *out = qio_channel_buffer_new(64); // expect: qom-ref-leak out

    ops->flush(s, out);
}

void coder_flush_ok(CoderState *s)
{
    const CoderOps *ops = &coder_ops;
    QIOChannelBuffer *out = qio_channel_buffer_new(64);

    ops->flush(s, out);
    object_unref(OBJECT(out));
}

/* Given away: the field has it now. */
void coder_redirect_ok(CoderState *s)
{
    QIOChannelBuffer *out = qio_channel_buffer_new(64);

    CODER_GET_CLASS(s)->redirect(s, out);
}

/* What a method makes. */

size_t FN_coder_capacity_bad(CoderState *s)
{
    /* 1 of ours, from the only implementation. */
    QIOChannelBuffer *out = CODER_GET_CLASS(s)->open(s); // expect: qom-ref-leak out

    return out->capacity;
}

size_t coder_capacity_ok(CoderState *s)
{
    QIOChannelBuffer *out = CODER_GET_CLASS(s)->open(s);
    size_t capacity = out->capacity;

    object_unref(OBJECT(out));
    return capacity;
}

/* A pointer that anybody may have set: it may drop what it gets. */
void coder_call_ok(CoderState *s, void (*done)(QIOChannelBuffer *out))
{
    done(qio_channel_buffer_new(64));
}

static void coder_finalize(Object *obj)
{
    object_unref(OBJECT(CODER(obj)->out));
}

static void coder_class_init(ObjectClass *klass, const void *data)
{
    CoderClass *cc = CODER_CLASS(klass);

    cc->encode = coder_plain_encode;
    cc->redirect = coder_redirect;
    cc->open = coder_open;
}

static void coder_fast_class_init(ObjectClass *klass, const void *data)
{
    CODER_CLASS(klass)->encode = coder_fast_encode;
}

static const TypeInfo types[] = {
    {
        .name = TYPE_CODER,
        .parent = TYPE_OBJECT,
        .instance_size = sizeof(CoderState),
        .instance_finalize = coder_finalize,
        .class_size = sizeof(CoderClass),
        .class_init = coder_class_init,
    },
    {
        .name = TYPE_CODER "-fast",
        .parent = TYPE_CODER,
        .class_init = coder_fast_class_init,
    },
};

DEFINE_TYPES(types)
