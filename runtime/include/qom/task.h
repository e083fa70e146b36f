/*
 * Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
 * SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
 */
#ifndef QOM_TASK_H
#define QOM_TASK_H

#include "qom/object.h"

QOM_BEGIN_DECLS

typedef struct QIOTask QIOTask;
typedef void (*QIOTaskFunc)(QIOTask *task, gpointer opaque);
typedef void (*QIOTaskWorker)(QIOTask *task, gpointer opaque);

QIOTask *qio_task_new(Object *source, QIOTaskFunc func, gpointer opaque,
                      GDestroyNotify destroy);
void qio_task_free(QIOTask *task);
void qio_task_run_in_thread(QIOTask *task, QIOTaskWorker worker,
                            gpointer opaque, GDestroyNotify destroy,
                            GMainContext *context);
void qio_task_wait_thread(QIOTask *task);
/* Runs the callback; the task is still the caller's to free. */
void qio_task_complete(QIOTask *task);
void qio_task_set_error(QIOTask *task, Error *err);
bool qio_task_propagate_error(QIOTask *task, Error **errp);
void qio_task_set_result_pointer(QIOTask *task, gpointer result,
                                 GDestroyNotify notify);
gpointer qio_task_get_result_pointer(QIOTask *task);
Object *qio_task_get_source(QIOTask *task);

QOM_END_DECLS

G_DEFINE_AUTOPTR_CLEANUP_FUNC(QIOTask, qio_task_free)

#endif
