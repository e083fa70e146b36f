/*
 * Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 */
#include "../../../checks/qom-use-after-unref/traps.c"
#include "../driver.h"

static void unplug_rack(void)
{
    PCIDevice *rack = pci_new(-1, TYPE_RACK "-plug");

    qdev_realize_and_unref(DEVICE(rack), BUS(driver_pci_bus()), &error_abort);
    rack_unplug_ok(rack);
    drain_call_rcu();
}

static void use_channels(void)
{
    Object *creds = object_new("tls-creds-anon");
    QIOChannelSocket *sioc = qio_channel_socket_new();

    rack_peek_ok(sioc);
    rack_secure_ok(NULL, QCRYPTO_TLS_CREDS(creds), NULL);
    rack_retry_ok(driver_address());
    object_unref(OBJECT(sioc));
    object_unref(creds);
}

void scenario(void)
{
    GHashTable *names = g_hash_table_new(NULL, NULL);

    driver_set_bus_type(TYPE_MODEM, TYPE_MODEM_BUS);
    if (scenario_choice("plug")) {
        driver_plug_and_unplug(TYPE_RACK "-plug");
    } else if (scenario_choice("child")) {
        driver_plug_and_unplug(TYPE_RACK "-child");
    } else if (scenario_choice("unplug")) {
        unplug_rack();
    } else {
        rack_console_ok(0x10000000);
        rack_name_ok(names);
        rack_swap_ok(2);
        use_channels();
    }
    g_hash_table_unref(names);
}
