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

namespace {

/// What the ledger itself frees is no news, and the lock is taken.
thread_local bool Writing = false;

class Writer {
public:
  explicit Writer(std::mutex &Lock) : Guard(Lock) { Writing = true; }
  ~Writer() { Writing = false; }

private:
  std::lock_guard<std::mutex> Guard;
};

} // namespace

static unsigned threadNumber() {
  static std::atomic<unsigned> Next{0};
  static thread_local unsigned Number = Next++;
  return Number;
}

void Ledger::start() {
  {
    Writer Guard(Lock);
    Pages = History();
    On = true;
  }
  onBadAccess([](uintptr_t Address, const std::string &Operation,
                 const CallStack &Stack) {
    Ledger::get().noticeAccess(Address, Operation, Stack);
  });
  onFree([](uintptr_t Begin, size_t Size) {
    Ledger::get().noticeFree(Begin, Size);
  });
  setObserver(this);
}

void Ledger::stop() {
  setObserver(nullptr);
  Writer Guard(Lock);
  On = false;
}

void Ledger::notice(const Event &E) {
  if (E.Kind == EventKind::Initialize)
    unpoison(E.Obj, E.InstanceSize);
  {
    CallStack Stack = currentStack();
    Writer Guard(Lock);
    Pages.add(E, threadNumber(), std::move(Stack));
    if (E.Kind == EventKind::Initialize)
      Poisoned.erase(E.Obj);
    if (E.Kind == EventKind::FinalizeEnd)
      Poisoned[E.Obj] = E.InstanceSize;
  }
  if (E.Kind == EventKind::FinalizeEnd)
    poison(E.Obj, E.InstanceSize);
}

/// Memory that is not used again keeps its poison and its place in the pages.
bool Ledger::keepStorage(Object *Obj, ObjectFree *Free) {
  Writer Guard(Lock);
  Kept.push_back({Obj, Free});
  return true;
}

/// Storage that is no object's own serves again, seen by nobody.
void Ledger::freeStorage() {
  std::vector<std::pair<Object *, ObjectFree *>> Storage;
  {
    Writer Guard(Lock);
    Storage.swap(Kept);
    for (auto [Obj, Size] : Poisoned)
      unpoison(Obj, Size);
    Poisoned.clear();
  }
  for (auto [Obj, Free] : Storage)
    Free(Obj);
}

void Ledger::noticeAccess(uintptr_t Address, const std::string &Operation,
                          const CallStack &Stack) {
  // Of a name that an event refers to: the event's own stack tells.
  if (Writing)
    return;
  Writer Guard(Lock);
  if (On)
    Pages.addAccess(Address, Operation, threadNumber(), Stack);
}

void Ledger::noticeFree(uintptr_t Begin, size_t Size) {
  if (Writing)
    return;
  Writer Guard(Lock);
  // From here on, what may be touched there is the allocator's business.
  Poisoned.erase(
      Poisoned.lower_bound(reinterpret_cast<Object *>(Begin)),
      Poisoned.lower_bound(reinterpret_cast<Object *>(Begin + Size)));
  if (On && Pages.hasGuestIn(Begin, Size))
    Pages.addFree(Begin, Size, threadNumber(), currentStack());
}

void Ledger::noticeUnfreed() {
  Writer Guard(Lock);
  for (ObjectId Id = 0; Id < Pages.Objects.size(); ++Id) {
    const ObjectEntry &Object = Pages.Objects[Id];
    // In front of a block, so that it is all the block is for.
    if (!Object.OnHeap && Object.Stage == Life::Finalized &&
        blockAround(Object.Address) == Object.Address)
      Pages.UnfreedBlocks.push_back(Id);
  }
}

void Ledger::noticeChoice(const char *What, bool Taken) {
  Writer Guard(Lock);
  Pages.Choices.push_back({What, Taken});
}

void Ledger::noticeEntry(uintptr_t Address) {
  Writer Guard(Lock);
  Pages.Entered.push_back({Address});
}

void Ledger::noticeAbort(const CallStack &Stack) {
  Writer Guard(Lock);
  Pages.Abort = Stack;
}

History Ledger::copy() {
  Writer Guard(Lock);
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
