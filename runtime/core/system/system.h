//===- system/system.h - Threads, grace periods, start and stop -*- C++ -*-===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef QOM_CORE_SYSTEM_SYSTEM_H
#define QOM_CORE_SYSTEM_SYSTEM_H

#include "qom/bql.h"
#include "qom/main_loop.h"

#include <functional>

namespace qom {

/// Runs \p Do under the BQL when no reader of now is reading any more: at the
/// next round of the main loop, or in drain_call_rcu.
void callLater(std::function<void()> Do);

/// Whether callLater has something to run.
bool isSomethingWaiting();

void tellDeviceDeleted(const char *Id, const char *Path);

/// Runs what is due; true if there was something.
bool runBottomHalves(AioContext *Ctx);
bool runExpiredTimers();

/// A context for a thread's loop; its owner ends it.
AioContext *makeContext();
void endContext(AioContext *Ctx);
GMainContext *glibContextOf(AioContext *Ctx);

/// Frees bottom halves that were deleted or never ran.
void endMainContext();

} // namespace qom

#endif
