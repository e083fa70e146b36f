/*
 * Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 */
#include "../../../checks/qom-use-after-unref/realize.c"
#include "../driver.h"

#define TYPE_STICK "driver-usb-stick"

static void try_tuner(bool (*try)(BusState *bus, Error **errp))
{
    PCIDevice *card = pci_new(-1, TYPE_RECEIVER "-label-ok");

    qdev_realize(DEVICE(card), BUS(driver_pci_bus()), &error_abort);
    try(RECEIVER(card)->bus, NULL);
    object_unparent(OBJECT(card));
    object_unref(OBJECT(card));
    drain_call_rcu();
}

static void plug_stick(void (*plug)(const char *type, const char *path,
                                    Error **errp))
{
    static USBBusOps ops;
    DeviceState *host = qdev_new(TYPE_DRIVER_HOST);
    USBBus *bus = g_new0(USBBus, 1);
    char *path;

    usb_bus_new(bus, sizeof(*bus), &ops, host);
    sysbus_realize_and_unref(SYS_BUS_DEVICE(host), &error_abort);
    path = object_get_canonical_path(OBJECT(bus));
    plug(TYPE_STICK, path, NULL);
    g_free(path);
    object_unparent(OBJECT(host));
    drain_call_rcu();
    g_free(bus);
}

void scenario(void)
{
    static const char *const cards[] = {
        TYPE_RECEIVER "-message-bad", TYPE_RECEIVER "-message-ok",
        TYPE_RECEIVER "-label-bad", TYPE_RECEIVER "-label-ok",
    };

    if (scenario_choice("try")) {
        try_tuner(receiver_try_ok);
        try_tuner(receiver_try_bad);
    } else if (scenario_choice("stick")) {
        plug_stick(qmp_usb_plug_ok);
        plug_stick(qmp_usb_plug_bad);
    } else {
        driver_plug_and_unplug(driver_pick(cards, ARRAY_SIZE(cards)));
    }
}

static const TypeInfo stick_types[] = {
    {
        .name = TYPE_STICK,
        .parent = TYPE_USB_DEVICE,
    },
};

DEFINE_TYPES(stick_types)
