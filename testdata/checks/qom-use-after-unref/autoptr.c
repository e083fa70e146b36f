/*
 * Pointers that outlive the scope whose end drops.
 *
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 */
#include "qemu/osdep.h"
#include "io/channel-buffer.h"
#include "io/channel-file.h"
#include "qapi/error.h"

/* Copied out of an inner scope. */

int log_open_bad(const char *path, bool create)
{
    QIOChannelFile *file = NULL;

    if (create) {
        g_autoptr(QIOChannelFile) made = qio_channel_file_new_path(path, O_CREAT | O_RDWR, 0600, NULL);

        file = made;
    }
    /* 0 since the brace above, if there was a file. */
    return file ? file->fd : -1; // expect: qom-use-after-unref file
}

int log_open_ok(const char *path, bool create)
{
    g_autoptr(QIOChannelFile) file = NULL;

    if (create) {
        g_autoptr(QIOChannelFile) made = qio_channel_file_new_path(path, O_CREAT | O_RDWR, 0600, NULL);

        file = g_steal_pointer(&made);
    }
    return file ? file->fd : -1;
}

/* Dropped at the end of each turn. */

size_t log_compact_bad(unsigned turns)
{
    QIOChannelBuffer *last = NULL;
    unsigned i;

    for (i = 0; i < turns; i++) {
        g_autoptr(QIOChannelBuffer) buffer = qio_channel_buffer_new(512);

        buffer->usage = i;
        last = buffer;
    }
    /* 0: the last turn's end dropped it. */
    return last ? last->usage : 0; // expect: qom-use-after-unref last
}

size_t log_compact_ok(unsigned turns)
{
    size_t last = 0;
    unsigned i;

    for (i = 0; i < turns; i++) {
        g_autoptr(QIOChannelBuffer) buffer = qio_channel_buffer_new(512);

        buffer->usage = i;
        last = buffer->usage;
    }
    return last;
}
