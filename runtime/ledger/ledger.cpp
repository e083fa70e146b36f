//===- ledger.cpp - The observer that writes everything down --------------===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#include "ledger.h"

#include "poison.h"
#include "report.h"

#include "qom/ledger.h"

namespace qom::ledger {

/// Never destroyed: static destructors are observed, too.
Ledger &Ledger::get() {
  static Ledger *TheLedger = new Ledger;
  return *TheLedger;
}

static unsigned threadNumber() {
  static std::atomic<unsigned> Next{0};
  static thread_local unsigned Number = Next++;
  return Number;
}

void Ledger::start() {
  {
    std::lock_guard Guard(Lock);
    Pages = History();
    On = true;
  }
  onBadAccess([](uintptr_t Address, const std::string &Operation,
                 const CallStack &Stack) {
    Ledger::get().noticeAccess(Address, Operation, Stack);
  });
  setObserver(this);
}

void Ledger::stop() {
  setObserver(nullptr);
  std::lock_guard Guard(Lock);
  On = false;
}

void Ledger::notice(const Event &E) {
  if (E.Kind == EventKind::Initialize)
    unpoison(E.Obj, E.InstanceSize);
  {
    CallStack Stack = currentStack();
    std::lock_guard Guard(Lock);
    Pages.add(E, threadNumber(), std::move(Stack));
  }
  if (E.Kind == EventKind::FinalizeEnd)
    poison(E.Obj, E.InstanceSize);
}

/// Memory that is not used again keeps its poison and its place in the pages.
bool Ledger::keepStorage(Object *Obj, ObjectFree *Free) {
  std::lock_guard Guard(Lock);
  Kept.push_back({Obj, Free});
  return true;
}

void Ledger::freeStorage() {
  std::vector<std::pair<Object *, ObjectFree *>> Storage;
  {
    std::lock_guard Guard(Lock);
    Storage.swap(Kept);
  }
  for (auto [Obj, Free] : Storage)
    Free(Obj);
}

void Ledger::noticeAccess(uintptr_t Address, const std::string &Operation,
                          const CallStack &Stack) {
  std::lock_guard Guard(Lock);
  if (On)
    Pages.addAccess(Address, Operation, threadNumber(), Stack);
}

void Ledger::noticeChoice(const char *What, bool Taken) {
  std::lock_guard Guard(Lock);
  Pages.Choices.push_back({What, Taken});
}

void Ledger::noticeAbort(const CallStack &Stack) {
  std::lock_guard Guard(Lock);
  Pages.Abort = Stack;
}

History Ledger::copy() {
  std::lock_guard Guard(Lock);
  return Pages;
}

} // namespace qom::ledger

using namespace qom::ledger;

void qom_ledger_start(void) { Ledger::get().start(); }

void qom_ledger_stop(void) {
  Ledger::get().stop();
  Ledger::get().freeStorage();
}

unsigned qom_ledger_findings(void) {
  History Pages = Ledger::get().copy();
  // How many, not where: no function needs a name.
  Verdicts V = judge(Pages, [](const Entry &) { return std::string(); });
  unsigned Late = 0;
  for (const LateAccess &A : V.LateAccesses)
    Late += !A.Harmless;
  return V.Leaks.size() + V.OverReleases.size() + V.LostStorages.size() + Late +
         V.Resurrections.size() + Pages.StrayAccesses.size() +
         V.Unaccounted.size();
}

bool qom_ledger_write(const char *json_path, const char *timeline_path) {
  return writeReports(json_path, timeline_path, "request");
}
