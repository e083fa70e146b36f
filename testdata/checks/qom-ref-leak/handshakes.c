/*
 * Callbacks that only take notes: the reference stays with whoever waits for
 * them.
 *
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 */
// whole-program
#include "qemu/osdep.h"
#include "crypto/tlscreds.h"
#include "io/channel-tls.h"
#include "io/task.h"
#include "qapi/error.h"

typedef struct Handshake {
    GMainLoop *loop;
    Error *error;
    bool done;
} Handshake;

static void handshake_done(QIOTask *task, void *opaque)
{
    Handshake *shake = opaque;

    qio_task_propagate_error(task, &shake->error);
    shake->done = true;
    g_main_loop_quit(shake->loop);
}

static void handshake_wait(Handshake *shake)
{
    if (!shake->done) {
        g_main_loop_run(shake->loop);
    }
    g_main_loop_unref(shake->loop);
}

QIOChannelTLS *session_start_bad(QIOChannel *ioc, QCryptoTLSCreds *creds,
                                 Error **errp)
{
    Handshake shake = { .loop = g_main_loop_new(NULL, FALSE) };
    QIOChannelTLS *tioc = qio_channel_tls_new_server(ioc, creds, NULL, errp); // expect: qom-ref-leak tioc

    if (!tioc) {
        g_main_loop_unref(shake.loop);
        return NULL;
    }
    qio_channel_tls_handshake(tioc, handshake_done, &shake, NULL, NULL);
    handshake_wait(&shake);
    if (shake.error) {
        /* 1, which the callback has not dropped. */
        error_propagate(errp, shake.error);
        return NULL;
    }
    return tioc;
}

QIOChannelTLS *session_start_ok(QIOChannel *ioc, QCryptoTLSCreds *creds,
                                Error **errp)
{
    Handshake shake = { .loop = g_main_loop_new(NULL, FALSE) };
    QIOChannelTLS *tioc = qio_channel_tls_new_server(ioc, creds, NULL, errp);

    if (!tioc) {
        g_main_loop_unref(shake.loop);
        return NULL;
    }
    qio_channel_tls_handshake(tioc, handshake_done, &shake, NULL, NULL);
    handshake_wait(&shake);
    if (shake.error) {
        error_propagate(errp, shake.error);
        object_unref(OBJECT(tioc));
        return NULL;
    }
    return tioc;
}

/* A callback that ends what was begun has the creator's reference. */

static void handshake_dropped(QIOTask *task, void *opaque)
{
    object_unref(qio_task_get_source(task));
}

bool session_try_ok(QIOChannel *ioc, QCryptoTLSCreds *creds, Error **errp)
{
    QIOChannelTLS *tioc = qio_channel_tls_new_server(ioc, creds, NULL, errp);

    if (!tioc) {
        return false;
    }
    qio_channel_tls_handshake(tioc, handshake_dropped, NULL, NULL, NULL);
    return true;
}
