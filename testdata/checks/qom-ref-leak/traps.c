/*
 * Right code that looks like a lost reference.
 *
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 */
#include "qemu/osdep.h"
#include "hw/boards.h"
#include "hw/qdev-properties.h"
#include "hw/scsi/scsi.h"
#include "io/channel-socket.h"
#include "io/channel-tls.h"
#include "qapi/error.h"
#include "qemu/error-report.h"
#include "qemu/main-loop.h"
#include "qemu/queue.h"
#include "system/address-spaces.h"

#define TYPE_MIRROR "toy-mirror"
OBJECT_DECLARE_SIMPLE_TYPE(MirrorState, MIRROR)

struct MirrorState {
    DeviceState parent_obj;
    SCSIRequest *req;
    uint32_t copied;
    bool verify;
    QTAILQ_ENTRY(MirrorState) next;
};

/* The creator forgets the socket: the completion drops it. */
static void mirror_connected(QIOTask *task, gpointer opaque)
{
    QIOChannelSocket *sioc = QIO_CHANNEL_SOCKET(qio_task_get_source(task));
    MirrorState *s = opaque;

    if (!qio_task_propagate_error(task, NULL)) {
        s->copied = 0;
    }
    object_unref(OBJECT(sioc));
}

void mirror_connect_ok(MirrorState *s, SocketAddress *addr)
{
    QIOChannelSocket *sioc = qio_channel_socket_new();

    qio_channel_socket_connect_async(sioc, addr, mirror_connected, s, NULL,
                                     NULL);
}

/* A list of the whole process keeps it until it is taken out. */
static QTAILQ_HEAD(, MirrorState) mirrors = QTAILQ_HEAD_INITIALIZER(mirrors);

void mirror_register_ok(bool verify)
{
    MirrorState *s = MIRROR(object_new(TYPE_MIRROR));

    s->verify = verify;
    QTAILQ_INSERT_TAIL(&mirrors, s, next);
}

void mirror_unregister_all_ok(void)
{
    while (!QTAILQ_EMPTY(&mirrors)) {
        MirrorState *s = QTAILQ_FIRST(&mirrors);

        QTAILQ_REMOVE(&mirrors, s, next);
        object_unref(OBJECT(s));
    }
}

/* One for the process. */
MirrorState *mirror_default_ok(void)
{
    static MirrorState *instance;

    if (!instance) {
        instance = MIRROR(object_new(TYPE_MIRROR));
    }
    return instance;
}

/* The failing path ends inside the callee. */
void mirror_create_ok(const char *rate)
{
    DeviceState *dev = qdev_new(TYPE_MIRROR);

    object_property_parse(OBJECT(dev), "copied", rate, &error_fatal);
    qdev_realize_and_unref(dev, NULL, &error_fatal);
}

/* The failing path ends here. */
void mirror_check_ok(const char *rate)
{
    Object *probe = object_new(TYPE_MIRROR);

    if (!object_property_parse(probe, "copied", rate, NULL)) {
        error_report("invalid rate '%s'", rate);
        exit(EXIT_FAILURE);
    }
    object_unref(probe);
}

/* Two tests of one flag. */
void mirror_verify_ok(MirrorState *s, Object *checker, bool verify)
{
    if (verify) {
        object_ref(checker);
    }
    s->verify = verify;
    s->copied++;
    if (verify) {
        object_unref(checker);
    }
}

/* One label for all, and object_unref(NULL) does nothing. */
int mirror_pair_ok(SocketAddress *addr, QCryptoTLSCreds *creds, Error **errp)
{
    QIOChannelSocket *sioc = NULL;
    QIOChannelTLS *tioc = NULL;
    int ret = -1;

    if (!addr) {
        error_setg(errp, "no address");
        goto out;
    }
    sioc = qio_channel_socket_new();
    if (qio_channel_socket_connect_sync(sioc, addr, errp) < 0) {
        goto out;
    }
    tioc = qio_channel_tls_new_client(QIO_CHANNEL(sioc), creds, "peer", errp);
    if (!tioc) {
        goto out;
    }
    ret = qio_channel_close(QIO_CHANNEL(tioc), errp);

out:
    object_unref(OBJECT(tioc));
    object_unref(OBJECT(sioc));
    return ret;
}

/* Counters of their own: a request, and a source of GLib's. */
void mirror_queue_ok(MirrorState *s, SCSIRequest *req)
{
    s->req = scsi_req_ref(req);
}

guint mirror_poll_ok(QIOChannel *ioc, GSourceFunc func)
{
    GSource *source = qio_channel_create_watch(ioc, G_IO_IN);
    guint tag;

    g_source_set_callback(source, func, NULL, NULL);
    tag = g_source_attach(source, NULL);
    g_source_unref(source);
    return tag;
}

/* Taken here, dropped when the work is done. */
static void mirror_sync_done(void *opaque)
{
    MirrorState *s = opaque;

    s->copied++;
    object_unref(OBJECT(s));
}

void mirror_sync_ok(MirrorState *s)
{
    object_ref(OBJECT(s));
    aio_bh_schedule_oneshot(qemu_get_aio_context(), mirror_sync_done, s);
}

/* Containers that drop what they hold. */
GHashTable *mirror_table_ok(void)
{
    GHashTable *table =
        g_hash_table_new_full(g_str_hash, g_str_equal, g_free, object_unref);

    g_hash_table_insert(table, g_strdup("default"), object_new(TYPE_MIRROR));
    return table;
}

GPtrArray *mirror_set_ok(unsigned n)
{
    GPtrArray *set = g_ptr_array_new_with_free_func(object_unref);
    unsigned i;

    for (i = 0; i < n; i++) {
        g_ptr_array_add(set, object_new(TYPE_MIRROR));
    }
    return set;
}

/* The section goes to the caller, with its reference. */
static MemoryRegionSection mirror_window_ok(hwaddr addr)
{
    MemoryRegionSection section;

    section = memory_region_find(get_system_memory(), addr, 4096);
    return section;
}

uint64_t mirror_offset_ok(hwaddr addr)
{
    MemoryRegionSection section = mirror_window_ok(addr);
    uint64_t offset = section.mr ? section.offset_within_region : 0;

    memory_region_unref(section.mr);
    return offset;
}

/* A region without an owner, for as long as the board lasts. */
static void mirror_board_init_ok(MachineState *machine)
{
    MemoryRegion *window = g_new(MemoryRegion, 1);

    memory_region_init_ram(window, NULL, "window", 4096, &error_fatal);
    memory_region_add_subregion(get_system_memory(), 0x10000000, window);
}

static void mirror_board(MachineClass *mc)
{
    mc->init = mirror_board_init_ok;
}

DEFINE_MACHINE("toy-mirror", mirror_board)

static void mirror_init(Object *obj)
{
    object_property_add_uint32_ptr(obj, "copied", &MIRROR(obj)->copied,
                                   OBJ_PROP_FLAG_READWRITE);
}

static const TypeInfo types[] = {
    {
        .name = TYPE_MIRROR,
        .parent = TYPE_DEVICE,
        .instance_size = sizeof(MirrorState),
        .instance_init = mirror_init,
    },
};

DEFINE_TYPES(types)
