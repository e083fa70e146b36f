/*
 * Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 */
#include "../driver.h"
#include "hw/boards.h"
#include "hw/clock.h"
#include "hw/i2c/i2c.h"
#include "hw/scsi/scsi.h"
#include "hw/usb.h"
#include "io/channel-tls.h"
#include "io/net-listener.h"
#include "qapi/error.h"
#include "qom/object_interfaces.h"

/* The runtime has functions of these names. */
#define scsi_device_get fixture_scsi_device_get
#define user_creatable_add_type fixture_user_creatable_add_type
#define qdev_device_add_from_qdict fixture_qdev_device_add_from_qdict
#define qio_channel_socket_accept fixture_qio_channel_socket_accept
#define qdev_try_new fixture_qdev_try_new
#include "../../../checks/qom-over-unref/promises.c"

#define TYPE_CARD "driver-card"

/* As a listener hands a client to its function, and drops it afterwards. */
static void serve(QIONetListenerClientFunc function, DoorState *s)
{
    QIOChannelSocket *client = qio_channel_socket_new();

    function(s->listener, client, s);
    object_unref(OBJECT(client));
}

static void use_door(QIONetListenerClientFunc function)
{
    DoorState s = {.listener = qio_net_listener_new()};

    if (function) {
        serve(function, &s);
    } else {
        door_watch(&s, 0);
        door_watch(&s, 1);
    }
    object_unref(OBJECT(s.client));
    object_unref(OBJECT(s.listener));
}

static void accept_bad(void)
{
    QIOChannelSocket *listener = driver_socket();

    object_unref(OBJECT(qio_channel_socket_accept_bad(listener, NULL)));
    object_unref(OBJECT(listener));
}

static void scsi_get_bad(void)
{
    DeviceState *host = qdev_new(TYPE_DRIVER_HOST);
    SCSIBus *bus = g_new0(SCSIBus, 1);
    static const SCSIBusInfo info = {.max_target = 8, .max_lun = 8};

    scsi_bus_init(bus, sizeof(*bus), host, &info);
    sysbus_realize_and_unref(SYS_BUS_DEVICE(host), &error_abort);
    qdev_realize_and_unref(qdev_new("driver-disk"), BUS(bus), &error_abort);
    object_unref(OBJECT(scsi_device_get_bad(bus, 0, 0, 0)));
    object_unparent(OBJECT(host));
    drain_call_rcu();
    g_free(bus);
}

/* Cards below a container, as children that are walked. */
static Object *family(bool cards)
{
    Object *parent = driver_add(object_get_objects_root(), "family");
    int i;

    for (i = 0; i < (cards ? 4 : 2); i++) {
        Object *child = object_new(cards ? TYPE_CARD : TYPE_CONTAINER);

        object_property_add_child(parent, "member[*]", child);
        object_unref(child);
    }
    return parent;
}

static void add_spare(void)
{
    DeviceState *spare = qdev_new("toy-spare");

    object_property_add_child(machine_get_container("peripheral"), "spare",
                              OBJECT(spare));
    object_unref(OBJECT(spare));
}

void scenario(void)
{
    GSList *list = NULL;
    int left = 0;

    if (scenario_choice("scsi")) {
        scsi_get_bad();
    } else if (scenario_choice("user creatable")) {
        object_unref(user_creatable_add_type_bad(TYPE_CONTAINER, "box", NULL, NULL, NULL));
    } else if (scenario_choice("spare")) {
        add_spare();
        object_unref(OBJECT(qdev_device_add_from_qdict_bad(NULL, false, NULL)));
    } else if (scenario_choice("accept")) {
        accept_bad();
    } else if (scenario_choice("drop children")) {
        object_child_foreach(family(true), child_drop_bad, NULL);
    } else if (scenario_choice("sweep children")) {
        object_child_foreach_recursive(family(true), child_sweep_bad, &left);
    } else if (scenario_choice("turn away")) {
        use_door(door_turn_away_bad);
    } else if (scenario_choice("lock")) {
        use_door(door_lock_bad);
    } else if (scenario_choice("children, right")) {
        Object *parent = family(true);

        object_child_foreach(parent, child_visit_ok, NULL);
        object_child_foreach(parent, child_collect_ok, &list);
        g_slist_free_full(list, object_unref);
    } else {
        object_unref(OBJECT(qdev_device_add_from_qdict_bad(NULL, false, NULL)));
        object_unref(OBJECT(qdev_try_new_ok("driver-none")));
        object_unref(OBJECT(qdev_try_new_ok(TYPE_CARD)));
        children_walk(family(false));
        use_door(door_turn_away_ok);
        use_door(door_let_in_ok);
        use_door(NULL);
    }
}

static const TypeInfo types_of_driver[] = {
    {
        .name = "toy-spare",
        .parent = TYPE_DEVICE,
    },
    {
        .name = "driver-disk",
        .parent = TYPE_SCSI_DEVICE,
        .instance_size = sizeof(SCSIDevice),
    },
    {
        .name = TYPE_CARD,
        .parent = TYPE_PCI_DEVICE,
        .instance_size = sizeof(PCIDevice),
        .interfaces =
            (const InterfaceInfo[]){{INTERFACE_CONVENTIONAL_PCI_DEVICE}, {}},
    },
};

DEFINE_TYPES(types_of_driver)
