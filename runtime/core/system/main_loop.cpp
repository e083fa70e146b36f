//===- system/main_loop.cpp - Bottom halves and the main loop -------------===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "system.h"

#include "qom/qdev.h"

#include <algorithm>
#include <mutex>
#include <vector>

using namespace qom;

//===----------------------------------------------------------------------===//
// Bottom halves: functions that a context's thread calls soon
//===----------------------------------------------------------------------===//

struct QEMUBH {
  AioContext *Ctx;
  QEMUBHFunc *Call;
  void *Opaque;
  const char *Name;
  MemReentrancyGuard *Guard;
  bool IsScheduled = false;
  bool IsDeleted = false;
  /// Deleted when it has run.
  bool IsOneShot = false;
};

struct AioContext {
  std::mutex Lock;
  std::vector<QEMUBH *> All;
  GMainContext *Glib;
};

AioContext *qom::makeContext() {
  return new AioContext{.Glib = g_main_context_new()};
}

void qom::endContext(AioContext *Ctx) {
  for (QEMUBH *Bh : Ctx->All)
    delete Bh;
  g_main_context_unref(Ctx->Glib);
  delete Ctx;
}

GMainContext *qom::glibContextOf(AioContext *Ctx) { return Ctx->Glib; }

AioContext *qemu_get_aio_context(void) {
  static AioContext *Main =
      new AioContext{.Glib = g_main_context_ref(g_main_context_default())};
  return Main;
}

void qom::endMainContext() {
  AioContext *Ctx = qemu_get_aio_context();
  std::lock_guard Guard(Ctx->Lock);
  std::erase_if(Ctx->All, [](QEMUBH *Bh) {
    bool IsOurs = Bh->IsDeleted || Bh->IsOneShot;
    if (IsOurs)
      delete Bh;
    return IsOurs;
  });
}

static QEMUBH *add(AioContext *Ctx, QEMUBHFunc *Call, void *Opaque,
                   const char *Name, MemReentrancyGuard *Guard) {
  auto *Bh = new QEMUBH{Ctx, Call, Opaque, Name, Guard};
  std::lock_guard Locked(Ctx->Lock);
  Ctx->All.push_back(Bh);
  return Bh;
}

QEMUBH *qemu_bh_new_full(QEMUBHFunc *cb, void *opaque, const char *name,
                         MemReentrancyGuard *reentrancy_guard) {
  return add(qemu_get_aio_context(), cb, opaque, name, reentrancy_guard);
}

/// As soon as it is scheduled, its thread may run and free it.
void qemu_bh_schedule(QEMUBH *bh) {
  AioContext *Ctx = bh->Ctx;
  {
    std::lock_guard Locked(Ctx->Lock);
    bh->IsScheduled = true;
  }
  g_main_context_wakeup(Ctx->Glib);
}

void qemu_bh_cancel(QEMUBH *bh) {
  std::lock_guard Locked(bh->Ctx->Lock);
  bh->IsScheduled = false;
}

/// Its context frees it, so that it may delete itself.
void qemu_bh_delete(QEMUBH *bh) {
  std::lock_guard Locked(bh->Ctx->Lock);
  bh->IsScheduled = false;
  bh->IsDeleted = true;
}

void aio_bh_schedule_oneshot_full(AioContext *ctx, QEMUBHFunc *cb, void *opaque,
                                  const char *name) {
  QEMUBH *Bh = add(ctx, cb, opaque, name, nullptr);
  Bh->IsOneShot = true;
  qemu_bh_schedule(Bh);
}

/// Takes the next one that is scheduled; null if there is none.
static QEMUBH *nextScheduled(AioContext *Ctx) {
  std::lock_guard Locked(Ctx->Lock);
  auto It = std::find_if(Ctx->All.begin(), Ctx->All.end(),
                         [](QEMUBH *Bh) { return Bh->IsScheduled; });
  if (It == Ctx->All.end())
    return nullptr;
  (*It)->IsScheduled = false;
  return *It;
}

static void run(QEMUBH *Bh) {
  bool WasEngaged = Bh->Guard && Bh->Guard->engaged_in_io;
  if (Bh->Guard)
    Bh->Guard->engaged_in_io = true;
  Bh->Call(Bh->Opaque);
  if (Bh->Guard)
    Bh->Guard->engaged_in_io = WasEngaged;
  if (Bh->IsOneShot)
    qemu_bh_delete(Bh);
}

static void freeDeleted(AioContext *Ctx) {
  std::lock_guard Locked(Ctx->Lock);
  std::erase_if(Ctx->All, [](QEMUBH *Bh) {
    bool IsDeleted = Bh->IsDeleted;
    if (IsDeleted)
      delete Bh;
    return IsDeleted;
  });
}

/// Those that are scheduled meanwhile wait for the next round.
bool qom::runBottomHalves(AioContext *Ctx) {
  std::vector<QEMUBH *> Due;
  while (QEMUBH *Bh = nextScheduled(Ctx))
    Due.push_back(Bh);
  for (QEMUBH *Bh : Due)
    if (!Bh->IsDeleted)
      run(Bh);
  freeDeleted(Ctx);
  return !Due.empty();
}

//===----------------------------------------------------------------------===//
// The loop
//===----------------------------------------------------------------------===//

static bool dispatchGlib(bool MayBlock) {
  bool DidSomething = false;
  // Other threads run while this one waits.
  if (MayBlock && bql_locked() && !g_main_context_pending(nullptr)) {
    bql_unlock();
    DidSomething = g_main_context_iteration(nullptr, true);
    bql_lock();
  }
  while (g_main_context_iteration(nullptr, false))
    DidSomething = true;
  return DidSomething;
}

void main_loop_wait(int nonblocking) {
  bool DidSomething = runBottomHalves(qemu_get_aio_context());
  DidSomething |= runExpiredTimers();
  DidSomething |= isSomethingWaiting();
  dispatchGlib(!nonblocking && !DidSomething);
  runBottomHalves(qemu_get_aio_context());
  drain_call_rcu();
}
