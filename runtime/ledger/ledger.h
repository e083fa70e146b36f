//===- ledger.h - The observer that writes everything down ------*- C++ -*-===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef QOM_LEDGER_LEDGER_H
#define QOM_LEDGER_LEDGER_H

#include "history.h"

#include <map>
#include <mutex>

namespace qom::ledger {

class Ledger final : public Observer {
public:
  /// One for the process; lives until its very end.
  static Ledger &get();

  /// With empty pages.
  void start();
  void stop();
  /// Of objects that are gone; after it, only the sanitizer sees late accesses.
  void freeStorage();

  void notice(const Event &E) override;
  bool keepStorage(Object *Obj, ObjectFree *Free) override;
  void noticeAccess(uintptr_t Address, const std::string &Operation,
                    const CallStack &Stack);
  void noticeFree(uintptr_t Begin, size_t Size);
  /// At the end: which blocks around finalized objects are still there.
  void noticeUnfreed();
  void noticeChoice(const char *What, bool Taken);
  /// \p Address lies at the begin of a function that runs for the first time.
  void noticeEntry(uintptr_t Address);
  void noticeAbort(const CallStack &Stack);

  History copy();

private:
  std::mutex Lock;
  History Pages;
  std::vector<std::pair<Object *, ObjectFree *>> Kept;
  /// Storage that may serve again, by its address.
  std::map<Object *, size_t> Poisoned;
  bool On = false;
};

/// From now on, Ledger::noticeEntry is told.
void watchEntries();

/// Null paths are not written, "-" is stderr.
bool writeReports(const char *JsonPath, const char *TimelinePath,
                  const char *EndedBy);

} // namespace qom::ledger

#endif
