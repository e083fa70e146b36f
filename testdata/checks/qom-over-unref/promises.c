/*
 * Functions that promise their callers a reference and have none to give, and
 * callbacks that drop what they are lent. promises_kept.c has the twins of the
 * functions whose name there can be only one of.
 *
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 */
#include "qemu/osdep.h"
#include "hw/boards.h"
#include "hw/pci/pci_device.h"
#include "hw/scsi/scsi.h"
#include "io/channel-socket.h"
#include "io/net-listener.h"
#include "qapi/error.h"
#include "qom/object_interfaces.h"

/* The names that callers know; these tell what is wrong. */
#define scsi_device_get_bad scsi_device_get
#define user_creatable_add_type_bad user_creatable_add_type
#define qdev_device_add_from_qdict_bad qdev_device_add_from_qdict
#define qio_channel_socket_accept_bad qio_channel_socket_accept
#define qdev_try_new_ok qdev_try_new

/* The counted form of a lookup, without the count. */

SCSIDevice *scsi_device_get_bad(SCSIBus *bus, int channel, int target, int lun)
{
    SCSIDevice *dev = scsi_device_find(bus, channel, target, lun);

    /* The bus's and the tree's; callers drop one. */
    return dev; // expect: qom-over-unref dev
}

/* What it makes is the parent's from the start. */

Object *user_creatable_add_type_bad(const char *type, const char *id,
                                    const QDict *qdict, Visitor *v,
                                    Error **errp)
{
    Object *obj = object_new_with_props(type, object_get_objects_root(), id,
                                        errp, NULL);

    /* 1, the parent's. */
    return obj; // expect: qom-over-unref obj
}

/* The right reference on one path, none on the other. */

DeviceState *qdev_device_add_from_qdict_bad(const QDict *opts, bool from_json,
                                            Error **errp)
{
    Object *found = object_resolve_path("/machine/peripheral/spare", NULL);

    if (found) {
        /* The tree's. */
        return DEVICE(found); // expect: qom-over-unref found
    }
    return qdev_new("toy-spare");
}

/* Null is no object: there is nothing to promise. */

DeviceState *qdev_try_new_ok(const char *name)
{
    if (!object_class_by_name(name)) {
        return NULL;
    }
    return DEVICE(object_new(name));
}

/* A client that the caller has let go of before. */

QIOChannelSocket *qio_channel_socket_accept_bad(QIOChannelSocket *ioc, Error **errp)
{
    QIOChannelSocket *client = qio_channel_socket_new_fd(ioc->fd, errp);

    if (!client) {
        return NULL;
    }
    qio_channel_set_blocking(QIO_CHANNEL(client), false, NULL);
    /* 1, which this cleans up too early. */
    object_unref(OBJECT(client));
    return client; // expect: qom-over-unref client
}

/* Visitors of children. */

static int child_drop_bad(Object *child, void *opaque)
{
    if (object_dynamic_cast(child, TYPE_PCI_DEVICE)) {
        /* The parent's: a visitor has none. */
        object_unref(child); // expect: qom-over-unref child
    }
    return 0;
}

static int child_visit_ok(Object *child, void *opaque)
{
    if (object_dynamic_cast(child, TYPE_PCI_DEVICE)) {
        object_ref(child);
        PCI_DEVICE(child)->partially_hotplugged = false;
        object_unref(child);
    }
    return 0;
}

/* Kept in a list, with a reference for each. */
static int child_collect_ok(Object *child, void *opaque)
{
    GSList **list = opaque;

    if (object_dynamic_cast(child, TYPE_PCI_DEVICE)) {
        *list = g_slist_prepend(*list, object_ref(child));
    }
    return 0;
}

/* All the way down. */
static int child_sweep_bad(Object *child, void *opaque)
{
    int *left = opaque;

    if (--*left < 0) {
        /* As above. */
        object_unref(child); // expect: qom-over-unref child
        return 1;
    }
    return 0;
}

int children_walk(Object *parent)
{
    GSList *list = NULL;
    int left = 3;

    object_child_foreach(parent, child_drop_bad, NULL);
    object_child_foreach(parent, child_visit_ok, NULL);
    object_child_foreach(parent, child_collect_ok, &list);
    g_slist_free_full(list, object_unref);
    return object_child_foreach_recursive(parent, child_sweep_bad, &left);
}

/* Functions of a listener, which drops each client after they return. */

typedef struct DoorState {
    Object parent_obj;
    QIONetListener *listener;
    QIOChannelSocket *client;
    bool open;
} DoorState;

static void door_turn_away_bad(QIONetListener *listener, QIOChannelSocket *sioc,
                               gpointer data)
{
    DoorState *s = data;

    if (!s->open) {
        qio_channel_close(QIO_CHANNEL(sioc), NULL);
        /* The listener's. */
        object_unref(OBJECT(sioc)); // expect: qom-over-unref sioc
    }
}

static void door_turn_away_ok(QIONetListener *listener, QIOChannelSocket *sioc,
                              gpointer data)
{
    DoorState *s = data;

    if (!s->open) {
        qio_channel_close(QIO_CHANNEL(sioc), NULL);
    }
}

/* The listener is lent, too. */
static void door_lock_bad(QIONetListener *listener, QIOChannelSocket *sioc,
                          gpointer data)
{
    qio_net_listener_disconnect(listener);
    /* Ours are the field's, which this is not. */
    object_unref(OBJECT(listener)); // expect: qom-over-unref listener
}

/* Kept beyond the call, and for that counted. */
static void door_let_in_ok(QIONetListener *listener, QIOChannelSocket *sioc,
                           gpointer data)
{
    DoorState *s = data;

    object_unref(OBJECT(s->client));
    s->client = QIO_CHANNEL_SOCKET(object_ref(OBJECT(sioc)));
}

void door_watch(DoorState *s, int mode)
{
    static const QIONetListenerClientFunc functions[] = {
        door_turn_away_ok,
        door_let_in_ok,
    };

    qio_net_listener_set_client_func(s->listener, door_turn_away_bad, s, NULL);
    qio_net_listener_set_client_func(s->listener, door_turn_away_ok, s, NULL);
    qio_net_listener_set_client_func(s->listener, door_lock_bad, s, NULL);
    qio_net_listener_set_client_func(s->listener, door_let_in_ok, s, NULL);
    qio_net_listener_set_client_func(s->listener, functions[mode], s, NULL);
}
