//===- poison.cpp - Storage that must not be touched ----------------------===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "poison.h"

#if defined(__SANITIZE_ADDRESS__)
#define QOM_LEDGER_ASAN 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define QOM_LEDGER_ASAN 1
#endif
#endif

#ifdef QOM_LEDGER_ASAN
#include <sanitizer/allocator_interface.h>
#include <sanitizer/asan_interface.h>
#include <sanitizer/common_interface_defs.h>
#endif

namespace qom::ledger {

#ifdef QOM_LEDGER_ASAN

void poison(Object *Obj, size_t Size) {
  if (Size > sizeof(Object))
    __asan_poison_memory_region(Obj + 1, Size - sizeof(Object));
}

void unpoison(Object *Obj, size_t Size) {
  __asan_unpoison_memory_region(Obj, Size);
}

static AccessHandler TheHandler = nullptr;

/// The sanitizer calls this between writing a report and going on.
static void receiveReport(const char *) {
  std::string Operation = __asan_get_report_access_type() ? "write" : "read";
  Operation += " of " + std::to_string(__asan_get_report_access_size()) +
               " bytes (" + __asan_get_report_description() + ")";
  TheHandler(reinterpret_cast<uintptr_t>(__asan_get_report_address()),
             Operation, currentStack());
}

void onBadAccess(AccessHandler Handler) {
  TheHandler = Handler;
  __asan_set_error_report_callback(receiveReport);
}

static void (*TheFreeHandler)(uintptr_t, size_t) = nullptr;

static void ignoreMalloc(const volatile void *, size_t) {}

static void receiveFree(const volatile void *Block) {
  auto *Begin = const_cast<const void *>(Block);
  if (Begin)
    TheFreeHandler(reinterpret_cast<uintptr_t>(Begin),
                   __sanitizer_get_allocated_size(Begin));
}

void onFree(void (*Handler)(uintptr_t, size_t)) {
  // A hook cannot be taken back.
  if (!TheFreeHandler)
    __sanitizer_install_malloc_and_free_hooks(ignoreMalloc, receiveFree);
  TheFreeHandler = Handler;
}

uintptr_t blockAround(uintptr_t Address) {
  return reinterpret_cast<uintptr_t>(
      __sanitizer_get_allocated_begin(reinterpret_cast<void *>(Address)));
}

void onSanitizerDeath(void (*Handler)()) {
  __sanitizer_set_death_callback(Handler);
}

#else

void poison(Object *, size_t) {}
void unpoison(Object *, size_t) {}
void onBadAccess(AccessHandler) {}
void onFree(void (*)(uintptr_t, size_t)) {}
uintptr_t blockAround(uintptr_t) { return 0; }
void onSanitizerDeath(void (*)()) {}

#endif

} // namespace qom::ledger
