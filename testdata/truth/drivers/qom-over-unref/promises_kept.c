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
#define cpu_create fixture_cpu_create
#include "../../../checks/qom-over-unref/promises_kept.c"

#define TYPE_PROCESSOR "driver-processor"

static void accept_ok(void)
{
    QIOChannelSocket *listener = driver_socket();

    object_unref(OBJECT(qio_channel_socket_accept_ok(listener, NULL)));
    object_unref(OBJECT(listener));
}

static void scsi_get_ok(void)
{
    DeviceState *host = qdev_new(TYPE_DRIVER_HOST);
    SCSIBus *bus = g_new0(SCSIBus, 1);
    static const SCSIBusInfo info = {.max_target = 8, .max_lun = 8};

    scsi_bus_init(bus, sizeof(*bus), host, &info);
    sysbus_realize_and_unref(SYS_BUS_DEVICE(host), &error_abort);
    qdev_realize_and_unref(qdev_new("driver-disk"), BUS(bus), &error_abort);
    object_unref(OBJECT(scsi_device_get_ok(bus, 0, 0, 0)));
    object_unparent(OBJECT(host));
    drain_call_rcu();
    g_free(bus);
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
    if (scenario_choice("try")) {
        object_unref(OBJECT(qdev_try_new_bad("toy-spare")));
        return;
    }
    if (scenario_choice("cpu")) {
        object_unref(OBJECT(cpu_create_bad(TYPE_PROCESSOR)));
        return;
    }
    qdev_try_new_bad("driver-none");
    scsi_get_ok();
    accept_ok();
    object_unref(user_creatable_add_type_ok(TYPE_CONTAINER, "box", NULL, NULL, NULL));
    object_unref(OBJECT(qdev_device_add_from_qdict_ok(NULL, false, NULL)));
    add_spare();
    object_unref(OBJECT(qdev_device_add_from_qdict_ok(NULL, false, NULL)));
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
        .name = TYPE_PROCESSOR,
        .parent = TYPE_CPU,
    },
};

DEFINE_TYPES(types_of_driver)
