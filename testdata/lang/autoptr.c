/*
 * The cleanup attribute, with everything that GLib offers around it.
 *
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 */
#include "qemu/osdep.h"
#include "io/channel-buffer.h"
#include "io/channel-file.h"
#include "qapi/error.h"
#include "qom/object.h"

/* Overwritten: the cleanup sees the second one only. */

size_t grow_bad(size_t size)
{
    g_autoptr(QIOChannelBuffer) buffer = qio_channel_buffer_new(size);

    if (buffer->capacity < 512) {
        /* The 1 of the first buffer is lost here. */
        buffer = qio_channel_buffer_new(512); // expect: qom-ref-leak buffer
    }
    return buffer->capacity;
}

size_t grow_ok(size_t size)
{
    g_autoptr(QIOChannelBuffer) buffer = qio_channel_buffer_new(size);

    if (buffer->capacity < 512) {
        g_clear_pointer(&buffer, object_unref);
        buffer = qio_channel_buffer_new(512);
    }
    return buffer->capacity;
}

/* Declared null, filled on some paths, cleaned on all. */

int try_open_ok(const char *path, bool create, Error **errp)
{
    g_autoptr(QIOChannelFile) file = NULL;

    if (create) {
        file = qio_channel_file_new_path(path, O_CREAT, 0600, errp);
        if (!file) {
            return -1;
        }
    }
    return file ? file->fd : 0;
}

/* Returned without a steal, and used by the caller. */

static Object *make_part(void)
{
    g_autoptr(Object) part = object_new(TYPE_CONTAINER);

    return g_steal_pointer(&part);
}

static Object *make_dead_part(void)
{
    g_autoptr(Object) part = object_new(TYPE_CONTAINER);

    return part;
}

uint32_t FN_part_refs_bad(void)
{
    Object *part = make_dead_part();

    /* 0: the cleanup of make_dead_part dropped the only one. */
    return object_dynamic_cast(part, TYPE_CONTAINER) != NULL; // expect: qom-use-after-unref part
}

uint32_t part_refs_ok(void)
{
    g_autoptr(Object) part = make_part();

    return part->ref;
}

/* In a loop the scope ends with each turn. */

size_t sum_ok(unsigned n)
{
    size_t sum = 0;

    while (n--) {
        g_autoptr(QIOChannelBuffer) buffer = qio_channel_buffer_new(n + 1);

        if (n & 1) {
            continue;
        }
        if (n == 100) {
            break;
        }
        sum += buffer->capacity;
    }
    return sum;
}

/* A struct that goes by value keeps what was stolen. */

typedef struct Pair {
    QIOChannelBuffer *first;
    QIOChannelBuffer *second;
} Pair;

static Pair pair_make(void)
{
    g_autoptr(QIOChannelBuffer) first = qio_channel_buffer_new(1);
    g_autoptr(QIOChannelBuffer) second = qio_channel_buffer_new(2);

    return (Pair){
        .first = g_steal_pointer(&first),
        .second = g_steal_pointer(&second),
    };
}

size_t pair_size_bad(void)
{
    /* 1 on the second, which nobody drops. */
    Pair pair = pair_make(); // expect: qom-ref-leak pair.second
    size_t size = pair.first->capacity + pair.second->capacity;

    object_unref(OBJECT(pair.first));
    return size;
}

size_t pair_size_ok(void)
{
    Pair pair = pair_make();
    size_t size = pair.first->capacity + pair.second->capacity;

    object_unref(OBJECT(pair.first));
    object_unref(OBJECT(pair.second));
    return size;
}
