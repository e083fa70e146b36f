/*
 * Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 */
#include "../../../checks/qom-ref-leak/overwrite.c"
#include "../driver.h"

static void connect_both(void)
{
    QCryptoTLSCreds *creds = QCRYPTO_TLS_CREDS(object_new("tls-creds-anon"));

    object_unref(peer_connect_ok(driver_address(), creds, "host", NULL));
    object_unref(peer_connect_bad(driver_address(), creds, "host", NULL));
    object_unref(OBJECT(creds));
}

/* The next file to be opened becomes stderr. */
static void open_as_stderr(QIOChannelFile *(*open)(const char *path, Error **errp))
{
    int saved = dup(STDERR_FILENO);

    close(STDERR_FILENO);
    object_unref(open("/dev/null", NULL));
    dup2(saved, STDERR_FILENO);
    close(saved);
}

void scenario(void)
{
    if (scenario_choice("connect")) {
        connect_both();
    } else if (scenario_choice("retry")) {
        object_unref(peer_retry_bad(driver_address()));
    } else if (scenario_choice("retry, right")) {
        object_unref(peer_retry_ok(driver_address()));
    } else if (scenario_choice("open")) {
        open_as_stderr(journal_open_ok);
        open_as_stderr(journal_open_bad);
    } else {
        object_unref(policy_new_ok(TYPE_CONTAINER, true));
        object_unref(policy_new_bad(TYPE_CONTAINER, true));
    }
}
