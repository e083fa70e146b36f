//===- entries.cpp - Which functions ran ----------------------------------===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What -fsanitize-coverage=func,trace-pc-guard calls. A store is no event and a
// silent function leaves no trace in the ledger; that it ran is known from
// here.
//
//===----------------------------------------------------------------------===//
#include "ledger.h"

#include <atomic>

using namespace qom::ledger;

static std::atomic<bool> Watching{false};

/// Before main: no function of the program has run but constructors.
void qom::ledger::watchEntries() { Watching = true; }

extern "C" {

/// A guard for each function of a module; zero is one that is not asked again.
void __sanitizer_cov_trace_pc_guard_init(uint32_t *Start, uint32_t *Stop) {
  for (uint32_t *Guard = Start; Guard < Stop; ++Guard)
    *Guard = 1;
}

void __sanitizer_cov_trace_pc_guard(uint32_t *Guard) {
  if (Watching && std::atomic_ref<uint32_t>(*Guard).exchange(0))
    Ledger::get().noticeEntry(
        reinterpret_cast<uintptr_t>(__builtin_return_address(0)) - 1);
}

} // extern "C"
