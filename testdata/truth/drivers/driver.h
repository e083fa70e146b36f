/*
 * Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 */
#ifndef TRUTH_DRIVER_H
#define TRUTH_DRIVER_H

#include "hw/pci/pci_bus.h"
#include "hw/pci/pci_device.h"
#include "hw/sysbus.h"
#include "io/channel-socket.h"
#include "qemu/main-loop.h"
#include "qom/bql.h"
#include "qom/scenario.h"
#include "qom/sockets.h"

#include <sys/un.h>

/* What drivers of fixtures share. */

/* A host whose buses live until the system stops. */

#define TYPE_DRIVER_HOST "driver-host"

static PCIBus *driver_pci_bus(void)
{
    static PCIBus *bus;

    if (!bus) {
        DeviceState *host = qdev_new(TYPE_DRIVER_HOST);

        bus = pci_root_bus_new(host, "pci", get_system_memory(),
                               get_system_io(), 0, TYPE_PCI_BUS);
        sysbus_realize_and_unref(SYS_BUS_DEVICE(host), &error_abort);
    }
    return bus;
}

/* As a user of the monitor plugs a card in and pulls it out. */
static G_GNUC_UNUSED void driver_plug_and_unplug(const char *type)
{
    PCIDevice *card = pci_new(-1, type);

    if (qdev_realize(DEVICE(card), BUS(driver_pci_bus()), NULL)) {
        object_unparent(OBJECT(card));
    }
    object_unref(OBJECT(card));
    drain_call_rcu();
}

/* A device's whole life, without a bus or on the system's. */
static G_GNUC_UNUSED void driver_live_and_die(DeviceState *dev)
{
    bool is_sysbus = object_dynamic_cast(OBJECT(dev), TYPE_SYS_BUS_DEVICE);

    if (qdev_realize(dev, is_sysbus ? sysbus_get_default() : NULL, NULL)) {
        object_unparent(OBJECT(dev));
    }
    object_unref(OBJECT(dev));
    drain_call_rcu();
}

/* As introspection does, which wants to know a type's properties. */
static G_GNUC_UNUSED void driver_introspect(const char *type)
{
    object_unref(object_new(type));
}

/* What a fixture finds by its path; goes with the machine. */
static G_GNUC_UNUSED Object *driver_add(Object *parent, const char *name)
{
    Object *obj = object_new(TYPE_CONTAINER);

    object_property_add_child(parent, name, obj);
    object_unref(obj);
    return obj;
}

/* For a type that does not say on which buses its devices go. */
static G_GNUC_UNUSED void driver_set_bus_type(const char *type, const char *bus)
{
    DEVICE_CLASS(object_class_by_name(type))->bus_type = bus;
}

/* One of them in each run, so that one that aborts hides no other. */
static G_GNUC_UNUSED const char *driver_pick(const char *const *names, size_t n)
{
    size_t i;

    for (i = 0; i + 1 < n; i++) {
        if (scenario_choice(names[i])) {
            break;
        }
    }
    return names[i];
}

/* One that is connected. */
static G_GNUC_UNUSED QIOChannelSocket *driver_socket(void)
{
    int fds[2];

    if (socketpair(AF_UNIX, SOCK_STREAM, 0, fds) < 0) {
        abort();
    }
    return qio_channel_socket_new_fd(fds[0], &error_abort);
}

/* One that listens, with clients that wait. */
static G_GNUC_UNUSED QIOChannelSocket *driver_listener(int clients)
{
    struct sockaddr_un addr = {.sun_family = AF_UNIX};
    socklen_t len = sizeof(addr);
    QIOChannelSocket *listener;
    int fd = socket(AF_UNIX, SOCK_STREAM, 0);

    if (bind(fd, (struct sockaddr *)&addr, sizeof(sa_family_t)) < 0 ||
        listen(fd, clients) < 0 ||
        getsockname(fd, (struct sockaddr *)&addr, &len) < 0) {
        abort();
    }
    while (clients--) {
        if (connect(socket(AF_UNIX, SOCK_STREAM, 0), (struct sockaddr *)&addr,
                    len) < 0) {
            abort();
        }
    }
    listener = qio_channel_socket_new_fd(fd, &error_abort);
    qio_channel_set_blocking(QIO_CHANNEL(listener), false, &error_abort);
    return listener;
}

/* Where a connection succeeds. */
static G_GNUC_UNUSED SocketAddress *driver_address(void)
{
    SocketAddress *addr = g_new0(SocketAddress, 1);
    int fds[2];

    if (socketpair(AF_UNIX, SOCK_STREAM, 0, fds) < 0) {
        abort();
    }
    addr->type = SOCKET_ADDRESS_TYPE_FD;
    addr->u.fd.str = g_strdup_printf("%d", fds[0]);
    return addr;
}

static const TypeInfo driver_types[] = {
    {
        .name = TYPE_DRIVER_HOST,
        .parent = TYPE_SYS_BUS_DEVICE,
    },
};

DEFINE_TYPES(driver_types)

#endif
