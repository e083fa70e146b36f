/*
 * Loops that take and drop.
 *
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 */
#include "qemu/osdep.h"
#include "io/channel-buffer.h"
#include "io/channel-socket.h"
#include "qapi/error.h"
#include "qemu/queue.h"
#include "qom/object.h"

#define MAX_STREAMS 4

#define TYPE_NODE "loop-node"
OBJECT_DECLARE_SIMPLE_TYPE(NodeState, NODE)

struct NodeState {
    Object parent_obj;
    uint32_t weight;
    QLIST_ENTRY(NodeState) next;
};

typedef struct NodeList {
    QLIST_HEAD(, NodeState) nodes;
} NodeList;

/* A break between get and put. */

unsigned accept_all_bad(QIOChannelSocket *listener, unsigned limit)
{
    unsigned n = 0;

    for (;;) {
        /* 1 on the one that is over the limit. */
        QIOChannelSocket *client = qio_channel_socket_accept(listener, NULL); // expect: qom-ref-leak client

        if (!client) {
            break;
        }
        if (n == limit) {
            break;
        }
        n++;
        object_unref(OBJECT(client));
    }
    return n;
}

unsigned accept_all_ok(QIOChannelSocket *listener, unsigned limit)
{
    unsigned n = 0;

    for (;;) {
        QIOChannelSocket *client = qio_channel_socket_accept(listener, NULL);

        if (!client) {
            break;
        }
        if (n == limit) {
            object_unref(OBJECT(client));
            break;
        }
        n++;
        object_unref(OBJECT(client));
    }
    return n;
}

/* A rollback that starts one too low. */

bool open_streams_bad(size_t size, unsigned n)
{
    QIOChannelBuffer *stream[MAX_STREAMS];
    unsigned i;

    for (i = 0; i < MIN(n, MAX_STREAMS); i++) {
        /* 1 on the stream that is refused: the rollback starts below it. */
        stream[i] = qio_channel_buffer_new(size); // expect: qom-ref-leak
        if (!stream[i]->data) {
            goto rollback;
        }
    }
    while (i-- > 0) {
        object_unref(OBJECT(stream[i]));
    }
    return true;

rollback:
    while (i-- > 0) {
        object_unref(OBJECT(stream[i]));
    }
    return false;
}

bool open_streams_ok(size_t size, unsigned n)
{
    QIOChannelBuffer *stream[MAX_STREAMS];
    unsigned i;

    for (i = 0; i < MIN(n, MAX_STREAMS); i++) {
        stream[i] = qio_channel_buffer_new(size);
        if (!stream[i]->data) {
            goto rollback;
        }
    }
    while (i-- > 0) {
        object_unref(OBJECT(stream[i]));
    }
    return true;

rollback:
    do {
        object_unref(OBJECT(stream[i]));
    } while (i-- > 0);
    return false;
}

/* The head until there is none. */

void drain_bad(NodeList *list)
{
    NodeState *node;

    while ((node = QLIST_FIRST(&list->nodes))) {
        object_unref(OBJECT(node));
        /* 0, and the list still goes through it. */
        QLIST_REMOVE(node, next); // expect: qom-use-after-unref node
    }
}

void drain_ok(NodeList *list)
{
    NodeState *node;

    while ((node = QLIST_FIRST(&list->nodes))) {
        QLIST_REMOVE(node, next);
        object_unref(OBJECT(node));
    }
}

void fill_ok(NodeList *list, unsigned n)
{
    while (n--) {
        NodeState *node = NODE(object_new(TYPE_NODE));

        QLIST_INSERT_HEAD(&list->nodes, node, next);
    }
}

/* Only the last one counts, and the others are lost one by one. */

QIOChannelSocket *last_client_bad(QIOChannelSocket *listener, unsigned n)
{
    QIOChannelSocket *client = NULL;

    while (n--) {
        /* The client of the turn before keeps its 1. */
        client = qio_channel_socket_accept(listener, NULL); // expect: qom-ref-leak client
    }
    return client;
}

QIOChannelSocket *last_client_ok(QIOChannelSocket *listener, unsigned n)
{
    QIOChannelSocket *client = NULL;

    while (n--) {
        object_unref(OBJECT(client));
        client = qio_channel_socket_accept(listener, NULL);
    }
    return client;
}

/* A pointer that walks over an array. */

uint32_t walk_ok(void)
{
    NodeState *nodes[] = {NODE(object_new(TYPE_NODE)),
                          NODE(object_new(TYPE_NODE))};
    NodeState **node;
    uint32_t sum = 0;

    for (node = nodes; node < nodes + ARRAY_SIZE(nodes); node++) {
        sum += (*node)->weight;
        object_unref(OBJECT(*node));
    }
    return sum;
}

static void drop_range(NodeState **node, NodeState **end)
{
    for (; node != end; node++) {
        object_unref(OBJECT(*node));
    }
}

void walk_range_ok(void)
{
    NodeState *nodes[] = {NODE(object_new(TYPE_NODE)),
                          NODE(object_new(TYPE_NODE))};

    drop_range(nodes, nodes + ARRAY_SIZE(nodes));
}

void walk_ends_ok(void)
{
    NodeState *nodes[2];
    NodeState **node = &nodes[0], **end = &nodes[2];

    nodes[0] = NODE(object_new(TYPE_NODE));
    nodes[1] = NODE(object_new(TYPE_NODE));
    while (node != end) {
        object_unref(OBJECT(*node++));
    }
}

static const TypeInfo types[] = {
    {
        .name = TYPE_NODE,
        .parent = TYPE_OBJECT,
        .instance_size = sizeof(NodeState),
    },
};

DEFINE_TYPES(types)
