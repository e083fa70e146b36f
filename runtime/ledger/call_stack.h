//===- call_stack.h - Who called --------------------------------*- C++ -*-===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The ledger says in which line of whose code a reference was taken. Calls are
// walked with the unwinder's tables, which every ABI-conforming program has,
// and stay numbers until the report is written.
//
//===----------------------------------------------------------------------===//
#ifndef QOM_LEDGER_CALL_STACK_H
#define QOM_LEDGER_CALL_STACK_H

#include <cstdint>
#include <vector>

namespace qom::ledger {

/// Innermost first. Addresses of the calls, not of the instructions after them.
using CallStack = std::vector<uintptr_t>;

CallStack currentStack();

} // namespace qom::ledger

#endif
