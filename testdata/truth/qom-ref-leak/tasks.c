/*
 * Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 *
 * A creation reference that is left to the callback of a task.
 */
#include "qemu/osdep.h"
#include "io/channel-socket.h"
#include "io/task.h"
#include "qapi/error.h"
#include "qemu/main-loop.h"
#include "qemu/sockets.h"
#include "qom/scenario.h"

#define TYPE_PHONE "toy-phone"
OBJECT_DECLARE_SIMPLE_TYPE(Phone, PHONE)

struct Phone {
    Object parent_obj;
    /* Ours while connected. */
    QIOChannel *line;
    bool tried;
};

/* Nobody listens there. */
static SocketAddress nowhere = {
    .type = SOCKET_ADDRESS_TYPE_UNIX,
    .u.q_unix.path = (char *)"/nonexistent/phone",
};

static void keep_line_only(QIOTask *task, gpointer opaque)
{
    Phone *phone = opaque;

    phone->tried = true;
    if (!qio_task_propagate_error(task, NULL)) {
        phone->line = QIO_CHANNEL(qio_task_get_source(task));
    }
}

static void keep_line_or_drop_it(QIOTask *task, gpointer opaque)
{
    Phone *phone = opaque;
    QIOChannel *line = QIO_CHANNEL(qio_task_get_source(task));

    phone->tried = true;
    if (qio_task_propagate_error(task, NULL)) {
        object_unref(line);
        return;
    }
    phone->line = line;
}

static void FN_call_bad(Phone *phone)
{
    /* 2 until the task ends: ours, left to the callback, and the task's. */
    QIOChannelSocket *line = qio_channel_socket_new(); // expect: qom-ref-leak line

    qio_channel_socket_connect_async(line, &nowhere, keep_line_only, phone,
                                     NULL, NULL);
}

static void call_ok(Phone *phone)
{
    QIOChannelSocket *line = qio_channel_socket_new();

    qio_channel_socket_connect_async(line, &nowhere, keep_line_or_drop_it,
                                     phone, NULL, NULL);
}

/* The callback may outlive who called. */
static void call_and_stay_ok(Phone *phone)
{
    QIOChannelSocket *line = qio_channel_socket_new();

    qio_channel_socket_connect_async(line, &nowhere, keep_line_or_drop_it,
                                     object_ref(phone), object_unref, NULL);
}

static void wait_for(Phone *phone)
{
    while (!phone->tried) {
        main_loop_wait(false);
    }
    phone->tried = false;
}

static void phone_finalize(Object *obj)
{
    object_unref(PHONE(obj)->line);
}

void scenario(void)
{
    Phone *phone = PHONE(object_new(TYPE_PHONE));

    FN_call_bad(phone);
    wait_for(phone);
    call_ok(phone);
    wait_for(phone);
    call_and_stay_ok(phone);
    wait_for(phone);
    object_unref(phone);
}

static const TypeInfo types[] = {
    {
        .name = TYPE_PHONE,
        .parent = TYPE_OBJECT,
        .instance_size = sizeof(Phone),
        .instance_finalize = phone_finalize,
    },
};

DEFINE_TYPES(types)
