/*
 * One reference, dropped twice.
 *
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 */
#include "qemu/osdep.h"
#include "exec/address-spaces.h"
#include "exec/memory.h"
#include "io/channel-socket.h"
#include "qapi/error.h"

/* The helper drops, and so does its caller. */

static void conn_shut(QIOChannelSocket *sioc)
{
    qio_channel_close(QIO_CHANNEL(sioc), NULL);
    object_unref(OBJECT(sioc));
}

int conn_probe_bad(SocketAddress *addr, Error **errp)
{
    QIOChannelSocket *sioc = qio_channel_socket_new();
    int ret = qio_channel_socket_connect_sync(sioc, addr, errp);

    conn_shut(sioc);
    /* 0: conn_shut has dropped the only one. */
    object_unref(OBJECT(sioc)); // expect: qom-over-unref sioc
    return ret;
}

int conn_probe_ok(SocketAddress *addr, Error **errp)
{
    QIOChannelSocket *sioc = qio_channel_socket_new();
    int ret = qio_channel_socket_connect_sync(sioc, addr, errp);

    conn_shut(sioc);
    return ret;
}

/* The failing branch drops and goes on. */

int conn_greet_bad(SocketAddress *addr, Error **errp)
{
    QIOChannelSocket *sioc = qio_channel_socket_new();
    int ret = qio_channel_socket_connect_sync(sioc, addr, errp);

    if (ret < 0) {
        object_unref(OBJECT(sioc));
    } else {
        ret = qio_channel_close(QIO_CHANNEL(sioc), errp);
    }
    /* 0 after the failing branch. */
    object_unref(OBJECT(sioc)); // expect: qom-over-unref sioc
    return ret;
}

int conn_greet_ok(SocketAddress *addr, Error **errp)
{
    QIOChannelSocket *sioc = qio_channel_socket_new();
    int ret = qio_channel_socket_connect_sync(sioc, addr, errp);

    if (ret < 0) {
        object_unref(OBJECT(sioc));
        return ret;
    } else {
        ret = qio_channel_close(QIO_CHANNEL(sioc), errp);
    }
    object_unref(OBJECT(sioc));
    return ret;
}

/* A section has one reference, however many copies there are. */

uint64_t window_offset_bad(hwaddr addr)
{
    MemoryRegionSection section, window;
    uint64_t offset;

    section = memory_region_find(get_system_memory(), addr, 4096);
    if (!section.mr) {
        return 0;
    }
    window = section;
    offset = window.offset_within_region;
    memory_region_unref(section.mr);
    /* 0 on the owner: the copy has no reference of its own. */
    memory_region_unref(window.mr); // expect: qom-over-unref
    return offset;
}

uint64_t window_offset_ok(hwaddr addr)
{
    MemoryRegionSection section, window;
    uint64_t offset;

    section = memory_region_find(get_system_memory(), addr, 4096);
    if (!section.mr) {
        return 0;
    }
    window = section;
    offset = window.offset_within_region;
    memory_region_unref(window.mr);
    return offset;
}

/* Unparent drops the tree's reference, which was the only one. */

bool registry_remove_bad(Object *registry, const char *id)
{
    Object *entry = object_new(TYPE_CONTAINER);

    if (!object_property_try_add_child(registry, id, entry, NULL)) {
        object_unref(entry);
        return false;
    }
    object_unref(entry);
    object_unparent(entry);
    /* 0: ours went before, the registry's just now. */
    object_unref(entry); // expect: qom-over-unref entry
    return true;
}

bool registry_remove_ok(Object *registry, const char *id)
{
    Object *entry = object_new(TYPE_CONTAINER);

    if (!object_property_try_add_child(registry, id, entry, NULL)) {
        object_unref(entry);
        return false;
    }
    object_unparent(entry);
    object_unref(entry);
    return true;
}

/* A loop that drops what it did not take. */

void registry_visit_bad(unsigned n)
{
    Object *cursor = object_new(TYPE_CONTAINER);
    unsigned i = 0;

    do {
        /* 1 for the first turn, 0 for the second. */
        object_unref(cursor); // expect: qom-over-unref cursor
    } while (++i < n);
}

void registry_visit_ok(unsigned n)
{
    Object *cursor = object_new(TYPE_CONTAINER);
    unsigned i = 0;

    do {
        object_ref(cursor);
        object_unref(cursor);
    } while (++i < n);
    object_unref(cursor);
}
