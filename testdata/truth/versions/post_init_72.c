/*
 * Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 *
 * qemu: 7.2
 *
 * instance_post_init runs leaf class first.
 */
#include "qemu/osdep.h"
#include "io/channel-buffer.h"
#include "qapi/error.h"
#include "qom/object.h"
#include "qom/scenario.h"

#define TYPE_LAMP "toy-lamp"
OBJECT_DECLARE_SIMPLE_TYPE(Lamp, LAMP)

struct Lamp {
    Object parent_obj;
    QIOChannelBuffer *self_test;
    QIOChannelBuffer *boot_log;
};

static void FN_lamp_post_init_bad(Object *obj)
{
    Lamp *s = LAMP(obj);

    /* Comes after the drop of the derived type. */
    s->self_test = qio_channel_buffer_new(8); // expect: qom-field-protocol
    g_clear_pointer(&s->boot_log, object_unref);
}

static void lamp_small_post_init_ok(Object *obj)
{
    Lamp *s = LAMP(obj);

    g_clear_pointer(&s->self_test, object_unref);
    /* Dropped by the base type's, which comes next. */
    s->boot_log = qio_channel_buffer_new(8);
}

void scenario(void)
{
    object_unref(object_new(TYPE_LAMP "-small"));
}

static const TypeInfo types[] = {
    {
        .name = TYPE_LAMP,
        .parent = TYPE_OBJECT,
        .instance_size = sizeof(Lamp),
        .instance_post_init = FN_lamp_post_init_bad,
        .abstract = true,
    },
    {
        .name = TYPE_LAMP "-small",
        .parent = TYPE_LAMP,
        .instance_post_init = lamp_small_post_init_ok,
    },
};

DEFINE_TYPES(types)
