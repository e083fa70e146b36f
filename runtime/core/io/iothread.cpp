//===- io/iothread.cpp - Threads that users make --------------------------===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "runtime/core/builtin_types.h"
#include "runtime/core/system/system.h"

#include "qom/iothread.h"
#include "qom/object_interfaces.h"

using namespace qom;

static void *loop(void *Opaque) {
  auto *Thread = static_cast<IOThread *>(Opaque);
  while (__atomic_load_n(&Thread->running, __ATOMIC_ACQUIRE)) {
    runBottomHalves(Thread->ctx);
    if (__atomic_load_n(&Thread->running, __ATOMIC_ACQUIRE))
      g_main_context_iteration(Thread->worker_context, true);
  }
  return nullptr;
}

static void start(UserCreatable *Creatable, Error **Errp) {
  IOThread *Thread = IOTHREAD(Creatable);
  static int NextId = 1;
  Thread->ctx = makeContext();
  Thread->worker_context = g_main_context_ref(glibContextOf(Thread->ctx));
  Thread->thread_id = NextId++;
  Thread->running = true;
  Thread->thread = g_thread_new("iothread", loop, Thread);
}

static void leaveLoop(void *Opaque) {
  __atomic_store_n(&static_cast<IOThread *>(Opaque)->running, false,
                   __ATOMIC_RELEASE);
}

void iothread_stop(IOThread *iothread) {
  if (!iothread->ctx || iothread->stopping)
    return;
  iothread->stopping = true;
  aio_bh_schedule_oneshot(iothread->ctx, leaveLoop, iothread);
  g_thread_join(iothread->thread);
}

static void threadFinalize(Object *Obj) {
  IOThread *Thread = IOTHREAD(Obj);
  iothread_stop(Thread);
  if (!Thread->ctx)
    return;
  g_main_context_unref(Thread->worker_context);
  endContext(Thread->ctx);
}

/// Held by /objects' internal twin alone; iothread_destroy is its end.
IOThread *iothread_create(const char *id, Error **errp) {
  Object *Obj = object_new_with_props(TYPE_IOTHREAD, object_get_internal_root(),
                                      id, errp, nullptr);
  return Obj ? IOTHREAD(Obj) : nullptr;
}

void iothread_destroy(IOThread *iothread) { object_unparent(OBJECT(iothread)); }

char *iothread_get_id(IOThread *iothread) {
  return g_strdup(object_get_canonical_path_component(OBJECT(iothread)));
}

IOThread *iothread_by_id(const char *id) {
  Object *Obj = object_resolve_path_type(id, TYPE_IOTHREAD, nullptr);
  return Obj ? IOTHREAD(Obj) : nullptr;
}

AioContext *iothread_get_aio_context(IOThread *iothread) {
  return iothread->ctx;
}

GMainContext *iothread_get_g_main_context(IOThread *iothread) {
  return iothread->worker_context;
}

static void threadClassInit(ObjectClass *Class, const void *Data) {
  USER_CREATABLE_CLASS(Class)->complete = start;
}

void qom::registerIoThreadType() {
  static const InterfaceInfo Creatable[] = {{TYPE_USER_CREATABLE}, {nullptr}};
  static const TypeInfo Thread = {.name = TYPE_IOTHREAD,
                                  .parent = TYPE_OBJECT,
                                  .instance_size = sizeof(IOThread),
                                  .instance_finalize = threadFinalize,
                                  .class_init = threadClassInit,
                                  .interfaces = Creatable};
  type_register_static(&Thread);
}
