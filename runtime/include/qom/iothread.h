/*
 * Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 */
#ifndef QOM_IOTHREAD_H
#define QOM_IOTHREAD_H

#include "qom/object.h"

#define TYPE_IOTHREAD "iothread"

typedef struct IOThread IOThread;
DECLARE_INSTANCE_CHECKER(IOThread, IOTHREAD, TYPE_IOTHREAD)

QOM_BEGIN_DECLS

struct IOThread {
    Object parent_obj;
    AioContext *ctx;
    GMainContext *worker_context;
    GThread *thread;
    int thread_id;
    bool running;
    bool stopping;
};

char *iothread_get_id(IOThread *iothread);
IOThread *iothread_by_id(const char *id);
AioContext *iothread_get_aio_context(IOThread *iothread);
GMainContext *iothread_get_g_main_context(IOThread *iothread);
IOThread *iothread_create(const char *id, Error **errp);
void iothread_stop(IOThread *iothread);
void iothread_destroy(IOThread *iothread);

QOM_END_DECLS

#endif
