//===- system/bql.cpp - The Big QEMU Lock ---------------------------------===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "qom/bql.h"

#include <mutex>

static std::mutex Bql;
static thread_local bool HasBql = false;

bool bql_locked(void) { return HasBql; }

void bql_lock_impl(const char *file, int line) {
  if (HasBql) {
    fprintf(stderr, "qom: %s:%d: takes the BQL, which its thread has\n", file,
            line);
    abort();
  }
  Bql.lock();
  HasBql = true;
}

void bql_unlock(void) {
  if (!HasBql) {
    fprintf(stderr, "qom: the BQL is released by a thread that has it not\n");
    abort();
  }
  HasBql = false;
  Bql.unlock();
}
