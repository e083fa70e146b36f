/*
 * Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 */
#include "../../../checks/qom-field-protocol/traps.c"
#include "../driver.h"

void scenario(void)
{
    PCIDevice *disc = pci_new(-1, TYPE_DISC);
    Object *shared = object_new(TYPE_TRACK);
    QIOChannelSocket *sioc = qio_channel_socket_new();

    object_property_add_child(object_get_objects_root(), "shared", shared);
    disc_connect_ok(DISC(disc), sioc);
    disc_point_ok(DISC(disc), shared);
    object_property_set_link(OBJECT(disc), "shared", shared, NULL);
    if (qdev_realize(DEVICE(disc), BUS(driver_pci_bus()), NULL)) {
        object_unparent(OBJECT(disc));
    }
    object_unref(OBJECT(disc));
    drain_call_rcu();
    object_unref(OBJECT(sioc));
    object_unparent(shared);
    object_unref(shared);
}
