/*
 * Helpers that return references, and callers that lose them. What counts is
 * the call in the function that loses.
 *
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 */
#include "qemu/osdep.h"
#include "hw/qdev-core.h"
#include "io/channel-socket.h"
#include "io/channel-tls.h"
#include "qapi/error.h"
#include "qom/object_interfaces.h"

#define TYPE_EXPORT "toy-export"
OBJECT_DECLARE_SIMPLE_TYPE(ExportState, EXPORT)

struct ExportState {
    Object parent_obj;
    char *creds_id;
    uint32_t clients;
    bool closing;
};

/* Looks up and takes a reference for its caller. */
static Object *export_get_creds(const char *id, Error **errp)
{
    Object *creds = object_resolve_path_component(object_get_objects_root(), id);

    if (!creds) {
        error_setg(errp, "no credentials '%s'", id);
        return NULL;
    }
    return object_ref(creds);
}

QIOChannelTLS *export_accept_bad(ExportState *s, QIOChannelSocket *sioc,
                                 Error **errp)
{
    QIOChannelTLS *tioc;
    /* 1 of ours on the credentials, lost when the export is closing. */
    Object *creds = export_get_creds(s->creds_id, errp); // expect: qom-ref-leak creds

    if (!creds) {
        return NULL;
    }
    if (s->closing) {
        error_setg(errp, "the export is closing");
        return NULL;
    }
    tioc = qio_channel_tls_new_server(QIO_CHANNEL(sioc),
                                      QCRYPTO_TLS_CREDS(creds), NULL, errp);
    object_unref(creds);
    return tioc;
}

QIOChannelTLS *export_accept_ok(ExportState *s, QIOChannelSocket *sioc,
                                Error **errp)
{
    QIOChannelTLS *tioc;
    Object *creds = export_get_creds(s->creds_id, errp);

    if (!creds) {
        return NULL;
    }
    if (s->closing) {
        error_setg(errp, "the export is closing");
        object_unref(creds);
        return NULL;
    }
    tioc = qio_channel_tls_new_server(QIO_CHANNEL(sioc),
                                      QCRYPTO_TLS_CREDS(creds), NULL, errp);
    object_unref(creds);
    return tioc;
}

/* The result is ignored. */

bool export_check_bad(const char *id, Error **errp)
{
    /* 1 for each success, and nobody has the pointer. */
    return export_get_creds(id, errp) != NULL; // expect: qom-ref-leak
}

bool export_check_ok(const char *id, Error **errp)
{
    g_autoptr(Object) creds = export_get_creds(id, errp);

    return creds != NULL;
}

/* A reference that comes back through an argument. */

static bool export_find_peer(const char *id, Object **peer)
{
    Object *found = object_resolve_path_component(object_get_objects_root(), id);

    if (!found) {
        return false;
    }
    *peer = object_ref(found);
    return true;
}

int export_count_peer_bad(ExportState *s, const char *id)
{
    Object *peer;
    int clients;

    /* 1 on a peer, lost when it is no export. */
    if (!export_find_peer(id, &peer)) { // expect: qom-ref-leak peer
        return 0;
    }
    if (!object_dynamic_cast(peer, TYPE_EXPORT)) {
        return 0;
    }
    clients = EXPORT(peer)->clients + s->clients;
    object_unref(peer);
    return clients;
}

int export_count_peer_ok(ExportState *s, const char *id)
{
    Object *peer;
    int clients;

    if (!export_find_peer(id, &peer)) {
        return 0;
    }
    if (!object_dynamic_cast(peer, TYPE_EXPORT)) {
        object_unref(peer);
        return 0;
    }
    clients = EXPORT(peer)->clients + s->clients;
    object_unref(peer);
    return clients;
}

/* A boolean that says whether a reference was taken. */

static bool export_try_hold(ExportState *s)
{
    if (s->closing) {
        return false;
    }
    object_ref(OBJECT(s));
    return true;
}

int export_serve_bad(const char *path, uint32_t limit)
{
    ExportState *s = EXPORT(object_resolve_path(path, NULL));

    /* 1 of ours if true, lost when there are too many clients. */
    if (!s || !export_try_hold(s)) { // expect: qom-ref-leak s
        return -ESHUTDOWN;
    }
    if (s->clients >= limit) {
        return -EBUSY;
    }
    s->clients++;
    object_unref(OBJECT(s));
    return 0;
}

int export_serve_ok(const char *path, uint32_t limit)
{
    ExportState *s = EXPORT(object_resolve_path(path, NULL));

    if (!s || !export_try_hold(s)) {
        return -ESHUTDOWN;
    }
    if (s->clients >= limit) {
        object_unref(OBJECT(s));
        return -EBUSY;
    }
    s->clients++;
    object_unref(OBJECT(s));
    return 0;
}

static const TypeInfo types[] = {
    {
        .name = TYPE_EXPORT,
        .parent = TYPE_OBJECT,
        .instance_size = sizeof(ExportState),
    },
};

DEFINE_TYPES(types)
