/*
 * References that were taken out of the care of g_autoptr.
 *
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 */
#include "qemu/osdep.h"
#include "io/channel-buffer.h"
#include "io/channel-file.h"
#include "qapi/error.h"

/* Stolen too early. */

QIOChannel *snapshot_open_bad(const char *path, size_t size, Error **errp)
{
    /* 1, which nobody drops after the steal when the size is 0. */
    g_autoptr(QIOChannelFile) file = qio_channel_file_new_path(path, O_RDONLY, 0, errp); // expect: qom-ref-leak
    QIOChannel *ioc;

    if (!file) {
        return NULL;
    }
    ioc = QIO_CHANNEL(g_steal_pointer(&file));
    if (!size) {
        error_setg(errp, "'%s' is empty", path);
        return NULL;
    }
    return ioc;
}

QIOChannel *snapshot_open_ok(const char *path, size_t size, Error **errp)
{
    g_autoptr(QIOChannelFile) file = qio_channel_file_new_path(path, O_RDONLY, 0, errp);

    if (!file) {
        return NULL;
    }
    if (!size) {
        error_setg(errp, "'%s' is empty", path);
        return NULL;
    }
    return QIO_CHANNEL(g_steal_pointer(&file));
}

/* A plain pointer among cleaned ones. */

int snapshot_fill_bad(const char *path, Error **errp)
{
    g_autoptr(QIOChannelFile) file = qio_channel_file_new_path(path, O_RDONLY, 0, errp);
    /* 1 at every return: its declaration has no cleanup. */
    QIOChannelBuffer *buffer = qio_channel_buffer_new(4096); // expect: qom-ref-leak buffer

    if (!file) {
        return -1;
    }
    buffer->usage = pread(file->fd, buffer->data, buffer->capacity, 0);
    return buffer->usage > 0 ? 0 : -1;
}

int snapshot_fill_ok(const char *path, Error **errp)
{
    g_autoptr(QIOChannelFile) file = qio_channel_file_new_path(path, O_RDONLY, 0, errp);
    g_autoptr(QIOChannelBuffer) buffer = qio_channel_buffer_new(4096);

    if (!file) {
        return -1;
    }
    buffer->usage = pread(file->fd, buffer->data, buffer->capacity, 0);
    return buffer->usage > 0 ? 0 : -1;
}
