/*
 * Ownership that depends on a value, tested more than once.
 *
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 */
#include "qemu/osdep.h"
#include "io/channel-buffer.h"
#include "io/channel-file.h"
#include "qapi/error.h"
#include "qom/object.h"

enum {
    OWN_ROM = 1,
    OWN_PAGE = 2,
};

/* Created unless the caller gave one. */

size_t scratch_bad(QIOChannelBuffer *given)
{
    bool created = false;
    size_t size;

    if (!given) {
        /* 1 of ours, which the last test drops only when it is empty. */
        given = qio_channel_buffer_new(64); // expect: qom-ref-leak given
        created = true;
    }
    size = given->capacity;
    if (created && !size) {
        object_unref(OBJECT(given));
    }
    return size;
}

size_t scratch_ok(QIOChannelBuffer *given)
{
    bool created = false;
    size_t size;

    if (!given) {
        given = qio_channel_buffer_new(64);
        created = true;
    }
    size = given->capacity;
    if (created) {
        object_unref(OBJECT(given));
    }
    return size;
}

/* Two bits of one word. */

int images_bad(const char *path, unsigned mode)
{
    QIOChannelFile *rom = NULL, *page = NULL;
    int fds = 0;

    if (mode & OWN_ROM) {
        rom = qio_channel_file_new_path(path, O_RDONLY, 0, NULL);
        fds += rom ? rom->fd : 0;
    }
    if (mode & OWN_PAGE) {
        /* 1 if only this bit is set. */
        page = qio_channel_file_new_path(path, O_RDWR, 0, NULL); // expect: qom-ref-leak page
        fds += page ? page->fd : 0;
    }
    if (mode & OWN_ROM) {
        object_unref(OBJECT(rom));
        object_unref(OBJECT(page));
    }
    return fds;
}

int images_ok(const char *path, unsigned mode)
{
    QIOChannelFile *rom = NULL, *page = NULL;
    int fds = 0;

    if (mode & OWN_ROM) {
        rom = qio_channel_file_new_path(path, O_RDONLY, 0, NULL);
        fds += rom ? rom->fd : 0;
    }
    if (mode & OWN_PAGE) {
        page = qio_channel_file_new_path(path, O_RDWR, 0, NULL);
        fds += page ? page->fd : 0;
    }
    if (mode & OWN_ROM) {
        object_unref(OBJECT(rom));
    }
    if (mode & OWN_PAGE) {
        object_unref(OBJECT(page));
    }
    return fds;
}

/* A number that stands for an outcome. */

static int lease(Object *obj, bool wanted)
{
    if (!wanted) {
        return -EAGAIN;
    }
    object_ref(obj);
    return 0;
}

bool lease_use_bad(bool wanted)
{
    Object *obj = object_get_objects_root();
    int ret = lease(obj, wanted);
    bool known = object_dynamic_cast(obj, TYPE_CONTAINER) != NULL;

    if (ret < 0) {
        /* 0 of ours: a negative result has taken nothing. */
        object_unref(obj); // expect: qom-over-unref obj
        return false;
    }
    object_unref(obj);
    return known;
}

bool lease_use_ok(bool wanted)
{
    Object *obj = object_get_objects_root();
    int ret = lease(obj, wanted);
    bool known = object_dynamic_cast(obj, TYPE_CONTAINER) != NULL;

    if (ret < 0) {
        return false;
    }
    object_unref(obj);
    return known;
}

/* The same condition, written in two ways. */

size_t mirrored_ok(unsigned level)
{
    QIOChannelBuffer *buffer = NULL;
    size_t size = 0;

    if (level > 2) {
        buffer = qio_channel_buffer_new(level);
    }
    if (!(level <= 2)) {
        size = buffer->capacity;
        object_unref(OBJECT(buffer));
    }
    return size;
}

/* A pointer that says itself whether there is something to drop. */

size_t nullable_ok(const char *path)
{
    QIOChannelFile *file = qio_channel_file_new_path(path, O_RDONLY, 0, NULL);
    QIOChannelBuffer *buffer = file ? qio_channel_buffer_new(32) : NULL;
    size_t size = buffer ? buffer->capacity : 0;

    if (file) {
        object_unref(OBJECT(buffer));
        object_unref(OBJECT(file));
    }
    return size;
}
