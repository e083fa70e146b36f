//===- io/task.cpp - Work that ends later ---------------------------------===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A task holds its source while it runs and owns its opaque and its result. The
// callback runs once, in the thread of the context that it was given.
//
//===----------------------------------------------------------------------===//
#include "channel.h"

#include "runtime/core/fatal.h"
#include "runtime/core/object.h"
#include "runtime/core/semantics.h"

#include <condition_variable>
#include <mutex>
#include <thread>

using namespace qom;

struct QIOTask {
  Object *Source;
  QIOTaskFunc Callback;
  void *Opaque;
  GDestroyNotify Destroy;
  Error *Err = nullptr;
  void *Result = nullptr;
  GDestroyNotify DestroyResult = nullptr;

  /// Work in a thread, if there is any.
  QIOTaskWorker Worker = nullptr;
  void *WorkerOpaque = nullptr;
  GDestroyNotify DestroyWorkerOpaque = nullptr;
  GMainContext *Context = nullptr;
  std::mutex Lock;
  std::condition_variable Done;
  GSource *Completion = nullptr;
};

QIOTask *qio_task_new(Object *source, QIOTaskFunc func, gpointer opaque,
                      GDestroyNotify destroy) {
  auto *Task = new QIOTask{source, func, opaque, destroy};
  take(source, {"task", Task, nullptr}, QOM_CALLER);
  return Task;
}

void qio_task_free(QIOTask *task) {
  if (!task)
    return;
  if (task->DestroyWorkerOpaque)
    task->DestroyWorkerOpaque(task->WorkerOpaque);
  if (task->Context)
    g_main_context_unref(task->Context);
  if (task->Destroy)
    task->Destroy(task->Opaque);
  if (task->DestroyResult)
    task->DestroyResult(task->Result);
  error_free(task->Err);
  drop(task->Source, {"task", task, nullptr}, QOM_CALLER);
  delete task;
}

/// In QEMU 7.2 the task ends here.
void qio_task_complete(QIOTask *task) {
  task->Callback(task, task->Opaque);
  if (!TheSemantics.TaskOutlivesCompletion)
    qio_task_free(task);
}

void qom::freeCompleted(QIOTask *Task) {
  if (TheSemantics.TaskOutlivesCompletion)
    qio_task_free(Task);
}

static gboolean finish(void *Opaque) {
  auto *Task = static_cast<QIOTask *>(Opaque);
  {
    // The thread may still be on its way out of the lock.
    std::lock_guard Guard(Task->Lock);
  }
  qio_task_complete(Task);
  freeCompleted(Task);
  return G_SOURCE_REMOVE;
}

static void work(QIOTask *Task) {
  Task->Worker(Task, Task->WorkerOpaque);
  std::lock_guard Guard(Task->Lock);
  Task->Completion = g_idle_source_new();
  g_source_set_callback(Task->Completion, finish, Task, nullptr);
  g_source_attach(Task->Completion, Task->Context);
  g_source_unref(Task->Completion);
  Task->Done.notify_one();
}

void qio_task_run_in_thread(QIOTask *task, QIOTaskWorker worker,
                            gpointer opaque, GDestroyNotify destroy,
                            GMainContext *context) {
  task->Worker = worker;
  task->WorkerOpaque = opaque;
  task->DestroyWorkerOpaque = destroy;
  task->Context = context ? g_main_context_ref(context) : nullptr;
  std::thread(work, task).detach();
}

/// Does what the main loop would have done.
void qio_task_wait_thread(QIOTask *task) {
  if (!task->Worker)
    fatal(task->Source, "is waited for, but no thread works for it");
  {
    std::unique_lock Guard(task->Lock);
    task->Done.wait(Guard, [&] { return task->Completion != nullptr; });
    g_source_destroy(task->Completion);
  }
  finish(task);
}

void qio_task_set_error(QIOTask *task, Error *err) {
  error_propagate(&task->Err, err);
}

bool qio_task_propagate_error(QIOTask *task, Error **errp) {
  if (!task->Err)
    return false;
  error_propagate(errp, g_steal_pointer(&task->Err));
  return true;
}

void qio_task_set_result_pointer(QIOTask *task, gpointer result,
                                 GDestroyNotify notify) {
  task->Result = result;
  task->DestroyResult = notify;
}

gpointer qio_task_get_result_pointer(QIOTask *task) { return task->Result; }

/// Borrowed from the task.
Object *qio_task_get_source(QIOTask *task) { return task->Source; }
