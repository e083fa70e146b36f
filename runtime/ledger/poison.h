//===- poison.h - Storage that must not be touched --------------*- C++ -*-===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Under AddressSanitizer, what follows the header of a finalized object is
// poisoned: embedded storage is never freed by the object's end, so without
// that, an access would find plausible bytes. Without the sanitizer, nothing.
//
// The header stays readable. QOM itself asks it for parent and class, and code
// that unparents a region which is gone already is right.
//
//===----------------------------------------------------------------------===//
#ifndef QOM_LEDGER_POISON_H
#define QOM_LEDGER_POISON_H

#include "call_stack.h"

#include "qom/object.h"

#include <cstddef>
#include <string>

namespace qom::ledger {

void poison(Object *Obj, size_t Size);
void unpoison(Object *Obj, size_t Size);

/// Called for each report of the sanitizer.
using AccessHandler = void (*)(uintptr_t Address, const std::string &Operation,
                               const CallStack &Stack);
void onBadAccess(AccessHandler Handler);

/// Called when a block of the heap is about to be freed.
void onFree(void (*Handler)(uintptr_t Begin, size_t Size));

/// Where the block of the heap around \p Address begins; 0 if there is none.
uintptr_t blockAround(uintptr_t Address);

/// Called when the sanitizer is about to end the process.
void onSanitizerDeath(void (*Handler)());

} // namespace qom::ledger

#endif
