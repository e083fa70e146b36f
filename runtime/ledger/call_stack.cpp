//===- call_stack.cpp - Who called ----------------------------------------===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "call_stack.h"

#include <unwind.h>

#include <cstddef>

namespace qom::ledger {

/// Deep enough to leave the runtime, GLib's main loop and the sanitizer behind.
static constexpr size_t MaxDepth = 48;

static _Unwind_Reason_Code step(_Unwind_Context *Context, void *Opaque) {
  auto *Stack = static_cast<CallStack *>(Opaque);
  int BeforeInstruction = 0;
  uintptr_t Address = _Unwind_GetIPInfo(Context, &BeforeInstruction);
  if (!Address || Stack->size() == MaxDepth)
    return _URC_END_OF_STACK;
  Stack->push_back(BeforeInstruction ? Address : Address - 1);
  return _URC_NO_REASON;
}

CallStack currentStack() {
  CallStack Stack;
  Stack.reserve(MaxDepth);
  _Unwind_Backtrace(step, &Stack);
  return Stack;
}

} // namespace qom::ledger
