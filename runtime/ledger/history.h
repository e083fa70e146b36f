//===- history.h - What happened, in order ----------------------*- C++ -*-===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The ledger's pages: every object, and every event with the calls that led to
// it. Nothing is judged here.
//
//===----------------------------------------------------------------------===//
#ifndef QOM_LEDGER_HISTORY_H
#define QOM_LEDGER_HISTORY_H

#include "call_stack.h"
#include "runtime/core/events.h"

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace qom::ledger {

using ObjectId = size_t;

/// As qom::Holder, without pointers that may dangle.
struct HolderEntry {
  /// Empty for the calling code.
  std::string Role;
  std::string Name;
  /// The object that the holder is or lies in; none if the ledger knows none.
  std::optional<ObjectId> Who;

  bool isCaller() const { return Role.empty(); }
  bool operator==(const HolderEntry &) const = default;
};

struct Entry {
  EventKind Kind;
  ObjectId Of;
  uint32_t Count;
  HolderEntry Holder;
  /// For late accesses: what was done.
  std::string Operation;
  unsigned Thread;
  CallStack Stack;
};

enum class Life {
  Alive,
  /// Properties are released, finalizers run.
  Ending,
  /// Nothing is left but the storage.
  Finalized,
  Freed,
};

struct ObjectEntry {
  uintptr_t Address;
  size_t Size;
  std::string Type;
  bool OnHeap;
  Life Stage = Life::Alive;
};

/// A bad access that belongs to no object.
struct StrayAccess {
  std::string Operation;
  CallStack Stack;
};

/// A branch that the program left to whoever runs it.
struct Choice {
  std::string What;
  bool Taken;
};

struct History {
  std::vector<ObjectEntry> Objects;
  std::vector<Entry> Entries;
  std::vector<StrayAccess> StrayAccesses;
  std::vector<Choice> Choices;
  /// Where instrumented functions began, each once, the first that ran first.
  std::vector<CallStack> Entered;
  /// Where the process was aborted; empty if it was not.
  CallStack Abort;
  /// Finalized objects in blocks that nobody has freed.
  std::vector<ObjectId> UnfreedBlocks;

  /// Records \p E with the calls in \p Stack.
  void add(const Event &E, unsigned Thread, CallStack Stack);

  /// A block of the heap is freed, with what is embedded in it.
  void addFree(uintptr_t Begin, size_t Size, unsigned Thread,
               const CallStack &Stack);
  /// Whether that would find anything.
  bool hasGuestIn(uintptr_t Begin, size_t Size) const;

  /// A read or write of memory that may not be touched any more.
  void addAccess(uintptr_t Address, std::string Operation, unsigned Thread,
                 CallStack Stack);

private:
  /// By address, so that a block finds what is in it.
  std::map<uintptr_t, ObjectId> Latest;

  ObjectId objectFor(const Event &E);
  HolderEntry entryFor(const Holder &H) const;
  bool isGuest(ObjectId Id) const;
  std::optional<ObjectId> deadObjectAt(uintptr_t Address) const;
  std::optional<ObjectId> liveObjectAround(uintptr_t Address) const;
};

} // namespace qom::ledger

#endif
