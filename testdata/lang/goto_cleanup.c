/*
 * Labels that several paths share.
 *
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 */
#include "qemu/osdep.h"
#include "hw/qdev-properties.h"
#include "io/channel-buffer.h"
#include "io/channel-file.h"
#include "qapi/error.h"

/* One label, two states: neither the one nor the other is right for both. */

void plug_bad(const char *type, BusState *bus, uint64_t size, Error **errp)
{
    /* 1 at the label when the size is refused; no parent, so it stays 1. */
    DeviceState *dev = qdev_new(type); // expect: qom-ref-leak dev

    if (!object_property_set_uint(OBJECT(dev), "size", size, errp)) {
        goto fail;
    }
    if (!qdev_realize_and_unref(dev, bus, errp)) {
        goto fail;
    }
    return;

fail:
    /* 0 at the label when realize has failed. */
    object_unparent(OBJECT(dev)); // expect: qom-use-after-unref dev
}

void plug_ok(const char *type, BusState *bus, uint64_t size, Error **errp)
{
    DeviceState *dev = qdev_new(type);

    if (!object_property_set_uint(OBJECT(dev), "size", size, errp)) {
        goto fail;
    }
    qdev_realize_and_unref(dev, bus, errp);
    return;

fail:
    object_unref(OBJECT(dev));
}

/* Labels in the reverse order of creation, with one jump too far down. */

int convert_bad(const char *from, const char *to, size_t size, Error **errp)
{
    QIOChannelFile *in, *out;
    QIOChannelBuffer *page;
    int ret = -1;

    in = qio_channel_file_new_path(from, O_RDONLY, 0, errp);
    if (!in) {
        goto out;
    }
    out = qio_channel_file_new_path(to, O_WRONLY, 0, errp);
    if (!out) {
        goto out_in;
    }
    /* 1 when nothing can be read: the jump misses its label. */
    page = qio_channel_buffer_new(size); // expect: qom-ref-leak page
    if (pread(in->fd, page->data, size, 0) < 0) {
        goto out_out;
    }
    ret = pwrite(out->fd, page->data, size, 0);

    object_unref(OBJECT(page));
out_out:
    object_unref(OBJECT(out));
out_in:
    object_unref(OBJECT(in));
out:
    return ret;
}

int convert_ok(const char *from, const char *to, size_t size, Error **errp)
{
    QIOChannelFile *in, *out;
    QIOChannelBuffer *page;
    int ret = -1;

    in = qio_channel_file_new_path(from, O_RDONLY, 0, errp);
    if (!in) {
        goto out;
    }
    out = qio_channel_file_new_path(to, O_WRONLY, 0, errp);
    if (!out) {
        goto out_in;
    }
    page = qio_channel_buffer_new(size);
    if (pread(in->fd, page->data, size, 0) < 0) {
        goto out_page;
    }
    ret = pwrite(out->fd, page->data, size, 0);

out_page:
    object_unref(OBJECT(page));
    object_unref(OBJECT(out));
out_in:
    object_unref(OBJECT(in));
out:
    return ret;
}

/* Backwards: each new try through the same label. */

QIOChannelFile *reopen_bad(const char *path, int tries)
{
    QIOChannelFile *file;

again:
    /* The next try takes the variable of one that has 1. */
    file = qio_channel_file_new_path(path, O_RDWR, 0, NULL); // expect: qom-ref-leak file
    if (file && file->fd == STDERR_FILENO && tries-- > 0) {
        goto again;
    }
    return file;
}

QIOChannelFile *reopen_ok(const char *path, int tries)
{
    QIOChannelFile *file;

again:
    file = qio_channel_file_new_path(path, O_RDWR, 0, NULL);
    if (file && file->fd == STDERR_FILENO && tries-- > 0) {
        object_unref(OBJECT(file));
        goto again;
    }
    return file;
}
