/*
 * Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 */
#include "../../../checks/qom-use-after-unref/loops.c"
#include "../driver.h"

static void use_queue(void (*flush)(PacketQueue *q))
{
    PacketQueue queue = {};

    QTAILQ_INIT(&queue.packets);
    packet_enqueue(&queue, 1);
    packet_enqueue(&queue, 2);
    flush(&queue);
}

void scenario(void)
{
    static const uint8_t data[2];

    use_queue(packet_flush_ok);
    use_queue(packet_flush_bad);
    packet_collect_ok(data, ARRAY_SIZE(data));
    packet_collect_bad(data, ARRAY_SIZE(data));
}
