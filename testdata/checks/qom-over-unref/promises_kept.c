/*
 * The functions of promises.c with the reference that they promise.
 *
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 */
#include "qemu/osdep.h"
#include "hw/boards.h"
#include "hw/scsi/scsi.h"
#include "io/channel-socket.h"
#include "qapi/error.h"
#include "qom/object_interfaces.h"

/* The names that callers know; these tell what is wrong. */
#define scsi_device_get_ok scsi_device_get
#define user_creatable_add_type_ok user_creatable_add_type
#define qdev_device_add_from_qdict_ok qdev_device_add_from_qdict
#define qio_channel_socket_accept_ok qio_channel_socket_accept
#define qdev_try_new_bad qdev_try_new
#define cpu_create_bad cpu_create

SCSIDevice *scsi_device_get_ok(SCSIBus *bus, int channel, int target, int lun)
{
    SCSIDevice *dev = scsi_device_find(bus, channel, target, lun);

    object_ref(OBJECT(dev));
    return dev;
}

Object *user_creatable_add_type_ok(const char *type, const char *id,
                                   const QDict *qdict, Visitor *v, Error **errp)
{
    Object *obj = object_new_with_props(type, object_get_objects_root(), id,
                                        errp, NULL);

    return object_ref(obj);
}

DeviceState *qdev_device_add_from_qdict_ok(const QDict *opts, bool from_json,
                                           Error **errp)
{
    Object *found = object_resolve_path("/machine/peripheral/spare", NULL);

    if (found) {
        object_ref(found);
        return DEVICE(found);
    }
    return qdev_new("toy-spare");
}

QIOChannelSocket *qio_channel_socket_accept_ok(QIOChannelSocket *ioc, Error **errp)
{
    QIOChannelSocket *client = qio_channel_socket_new_fd(ioc->fd, errp);

    if (!client) {
        return NULL;
    }
    if (!qio_channel_set_blocking(QIO_CHANNEL(client), false, errp)) {
        object_unref(OBJECT(client));
        return NULL;
    }
    return client;
}

/* And two more that do not. */

DeviceState *qdev_try_new_bad(const char *name)
{
    g_autoptr(Object) obj = NULL;

    if (!object_class_by_name(name)) {
        return NULL;
    }
    obj = object_new(name);
    /* 1, and the cleanup drops it on the way out. */
    return DEVICE(obj); // expect: qom-over-unref obj
}

CPUState *cpu_create_bad(const char *type_name)
{
    DeviceState *dev = qdev_new(type_name);

    /* 1 in /machine/unattached; callers are promised another one. */
    qdev_realize_and_unref(dev, NULL, &error_fatal);
    return CPU(dev); // expect: qom-over-unref dev
}
