//===- system/rcu.cpp - Grace periods -------------------------------------===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A read section keeps what was reachable when it began. What is to be freed
// waits in a queue until there is a moment without readers; QEMU has a thread
// for it, here the main loop does it, so that runs repeat exactly.
//
//===----------------------------------------------------------------------===//
#include "system.h"

#include <condition_variable>
#include <deque>
#include <mutex>
#include <utility>

using namespace qom;

static std::mutex Lock;
static std::condition_variable NoReaders;
static unsigned Readers = 0;
static std::deque<std::function<void()>> Waiting;

static thread_local unsigned Depth = 0;

void rcu_read_lock(void) {
  if (Depth++)
    return;
  std::lock_guard Guard(Lock);
  ++Readers;
}

void rcu_read_unlock(void) {
  if (--Depth)
    return;
  std::lock_guard Guard(Lock);
  if (--Readers == 0)
    NoReaders.notify_all();
}

void qom::callLater(std::function<void()> Do) {
  std::lock_guard Guard(Lock);
  Waiting.push_back(std::move(Do));
}

bool qom::isSomethingWaiting() {
  std::lock_guard Guard(Lock);
  return !Waiting.empty();
}

/// Takes what waits, after a moment without readers.
static std::deque<std::function<void()>> takeWaiting() {
  std::unique_lock Guard(Lock);
  NoReaders.wait(Guard, [] { return Readers == 0; });
  return std::exchange(Waiting, {});
}

/// Callbacks may queue more, which is run, too.
void drain_call_rcu(void) {
  if (Depth) {
    fprintf(stderr, "qom: a read section waits for its own end\n");
    abort();
  }
  bool WasLocked = bql_locked();
  while (isSomethingWaiting()) {
    // Readers may need the BQL to come to their end.
    if (bql_locked())
      bql_unlock();
    auto Ready = takeWaiting();
    bql_lock();
    for (auto &Do : Ready)
      Do();
  }
  if (!WasLocked && bql_locked())
    bql_unlock();
}
