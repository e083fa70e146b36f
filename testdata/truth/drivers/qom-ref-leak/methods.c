/*
 * Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 */
#include "../../../checks/qom-ref-leak/methods.c"
#include "../driver.h"

#define TYPE_CODER_BROKEN TYPE_CODER "-broken"

static bool broken_encode(CoderState *s, QIOChannelBuffer *in, Error **errp)
{
    error_setg(errp, "broken");
    return false;
}

static void take(QIOChannelBuffer *out)
{
    object_unref(OBJECT(out));
}

void scenario(void)
{
    static const char *const coders[] = {
        TYPE_CODER, TYPE_CODER "-fast", TYPE_CODER_BROKEN,
    };
    CoderState *s = CODER(object_new(driver_pick(coders, ARRAY_SIZE(coders))));
    QIOChannelBuffer *in = qio_channel_buffer_new(16);

    if (scenario_choice("something to encode")) {
        in->usage = 8;
    }
    coder_test_ok(s, NULL);
    coder_test_bad(s, NULL);
    coder_feed_ok(s, NULL);
    coder_feed_bad(s, NULL);
    coder_once_ok(in, NULL);
    coder_once_bad(in, NULL);
    coder_flush_ok(s);
    coder_flush_bad(s);
    coder_redirect_ok(s);
    coder_redirect_ok(s);
    coder_capacity_ok(s);
    coder_capacity_bad(s);
    coder_call_ok(s, take);
    object_unref(OBJECT(in));
    object_unref(OBJECT(s));
}

static void broken_class_init(ObjectClass *klass, const void *data)
{
    CODER_CLASS(klass)->encode = broken_encode;
}

static const TypeInfo broken_types[] = {
    {
        .name = TYPE_CODER_BROKEN,
        .parent = TYPE_CODER,
        .class_init = broken_class_init,
    },
};

DEFINE_TYPES(broken_types)
