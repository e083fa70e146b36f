/*
 * Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 */
#include "../../../lang/loops.c"
#include "../driver.h"

static void accept_two(unsigned (*accept)(QIOChannelSocket *listener,
                                          unsigned limit))
{
    QIOChannelSocket *listener = driver_listener(2);

    accept(listener, 5);
    object_unref(OBJECT(listener));
    listener = driver_listener(2);
    accept(listener, 1);
    object_unref(OBJECT(listener));
}

static void last_of_two(QIOChannelSocket *(*last)(QIOChannelSocket *listener,
                                                  unsigned n))
{
    QIOChannelSocket *listener = driver_listener(2);

    object_unref(OBJECT(last(listener, 2)));
    object_unref(OBJECT(listener));
}

void scenario(void)
{
    NodeList list = {};

    accept_two(accept_all_ok);
    accept_two(accept_all_bad);
    last_of_two(last_client_ok);
    last_of_two(last_client_bad);
    open_streams_ok(8, 2);
    open_streams_ok(0, 2);
    open_streams_bad(8, 2);
    open_streams_bad(0, 2);
    walk_ok();
    walk_range_ok();
    walk_ends_ok();
    fill_ok(&list, 2);
    if (scenario_choice("drain")) {
        drain_bad(&list);
    } else {
        drain_ok(&list);
    }
}
