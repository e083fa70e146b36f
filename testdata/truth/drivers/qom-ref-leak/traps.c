/*
 * Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 *
 * not run: mirror_default_ok: ends with the process only
 * not run: mirror_board_init_ok: ends with the process only
 * not run: mirror_check_ok: may end the process
 * not run: mirror_queue_ok: its counter is no object's
 */
#include "../../../checks/qom-ref-leak/traps.c"
#include "../driver.h"

static gboolean ignore_source(gpointer opaque)
{
    return G_SOURCE_REMOVE;
}

static void use_channels(MirrorState *s)
{
    Object *creds = object_new("tls-creds-anon");
    QIOChannelSocket *sioc = qio_channel_socket_new();
    guint tag;

    mirror_pair_ok(NULL, QCRYPTO_TLS_CREDS(creds), NULL);
    mirror_pair_ok(driver_address(), QCRYPTO_TLS_CREDS(creds), NULL);
    qio_channel_socket_connect_sync(sioc, driver_address(), &error_abort);
    tag = mirror_poll_ok(QIO_CHANNEL(sioc), ignore_source);
    g_source_remove(tag);
    s->copied = 1;
    mirror_connect_ok(s, driver_address());
    while (s->copied) {
        main_loop_wait(false);
    }
    object_unref(OBJECT(sioc));
    object_unref(creds);
}

static void use_containers(void)
{
    mirror_register_ok(true);
    mirror_register_ok(false);
    mirror_unregister_all_ok();
    g_hash_table_unref(mirror_table_ok());
    g_ptr_array_unref(mirror_set_ok(2));
}

void scenario(void)
{
    MirrorState *s = MIRROR(object_new(TYPE_MIRROR));

    mirror_verify_ok(s, OBJECT(s), scenario_choice("verify"));
    mirror_create_ok("1");
    if (scenario_choice("channels")) {
        use_channels(s);
    } else {
        use_containers();
        mirror_offset_ok(0x10000000);
        mirror_sync_ok(s);
        main_loop_wait(true);
    }
    object_unref(OBJECT(s));
}
