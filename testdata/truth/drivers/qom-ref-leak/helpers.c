/*
 * Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 */
#include "../../../checks/qom-ref-leak/helpers.c"
#include "../driver.h"

static ExportState *export_new(void)
{
    ExportState *s = EXPORT(object_new(TYPE_EXPORT));

    object_property_add_child(object_get_objects_root(), "export", OBJECT(s));
    s->creds_id = (char *)"creds";
    s->closing = scenario_choice("closing");
    return s;
}

static void accept_one(ExportState *s,
                       QIOChannelTLS *(*accept)(ExportState *s,
                                                QIOChannelSocket *sioc,
                                                Error **errp))
{
    QIOChannelSocket *sioc = qio_channel_socket_new();

    object_unref(accept(s, sioc, NULL));
    object_unref(OBJECT(sioc));
}

void scenario(void)
{
    ExportState *s = export_new();
    Object *creds = object_new("tls-creds-anon");

    object_property_add_child(object_get_objects_root(), "creds", creds);
    if (scenario_choice("accept")) {
        accept_one(s, export_accept_ok);
        accept_one(s, export_accept_bad);
    } else if (scenario_choice("check")) {
        export_check_ok("creds", NULL);
        export_check_bad("creds", NULL);
    } else if (scenario_choice("count")) {
        export_count_peer_ok(s, "creds");
        export_count_peer_bad(s, "creds");
    } else {
        export_serve_ok("/objects/export", 0);
        export_serve_bad("/objects/export", 0);
    }
    object_unref(creds);
    object_unref(OBJECT(s));
    object_unparent(creds);
    object_unparent(OBJECT(s));
}
