/*
 * Function pointers: tables, parameters, walkers.
 *
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 */
#include "qemu/osdep.h"
#include "io/channel-buffer.h"
#include "qapi/error.h"
#include "qom/object.h"

/* A table with one function that drops and one that does not. */

typedef struct SinkOps {
    void (*put)(QIOChannelBuffer *buffer);
} SinkOps;

static size_t total;

static void count_and_drop(QIOChannelBuffer *buffer)
{
    total += buffer->usage;
    object_unref(OBJECT(buffer));
}

static void count_only(QIOChannelBuffer *buffer)
{
    total += buffer->usage;
}

static const SinkOps dropping_ops = {
    .put = count_and_drop,
};

static const SinkOps counting_ops = {
    .put = count_only,
};

void FN_sink_put_bad(size_t size)
{
    /* 1: the only function behind this pointer drops nothing. */
    QIOChannelBuffer *buffer = qio_channel_buffer_new(size); // expect: qom-ref-leak buffer

    counting_ops.put(buffer);
}

void sink_put_ok(size_t size)
{
    QIOChannelBuffer *buffer = qio_channel_buffer_new(size);

    dropping_ops.put(buffer);
}

/* Whoever is called through a pointer of unknown origin may drop. */

typedef void PutFunction(QIOChannelBuffer *buffer);

void sink_any_ok(size_t size, PutFunction *put)
{
    QIOChannelBuffer *buffer = qio_channel_buffer_new(size);

    put(buffer);
}

/* A walker over children gives borrowed objects to its callback. */

static int drop_child_bad(Object *child, void *opaque)
{
    unsigned *n = opaque;

    (*n)++;
    /* The parent's: walking takes nothing. */
    object_unref(child); // expect: qom-over-unref child
    return 0;
}

static int keep_child_ok(Object *child, void *opaque)
{
    GPtrArray *kept = opaque;

    g_ptr_array_add(kept, object_ref(child));
    return 0;
}

unsigned count_children_bad(Object *obj)
{
    unsigned n = 0;

    object_child_foreach(obj, drop_child_bad, &n);
    return n;
}

unsigned count_children_ok(Object *obj)
{
    GPtrArray *kept = g_ptr_array_new_with_free_func(object_unref);
    unsigned n;

    object_child_foreach(obj, keep_child_ok, kept);
    n = kept->len;
    g_ptr_array_unref(kept);
    return n;
}

/* A destroy function that is handed on. */

static void with_object(Object *obj, void (*destroy)(void *))
{
    destroy(obj);
}

void handed_on_ok(void)
{
    Object *obj = object_new(TYPE_CONTAINER);

    with_object(obj, object_unref);
}
