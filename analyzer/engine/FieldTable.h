//===- FieldTable.h - Who fills a slot and who empties it -----*- C++ -*-===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The balance of a field is a property of the program, not of a function:
// realize fills it, unrealize empties it. The table collects what every
// function does to each (record, field), and judges it along an object's life:
// an object may be made and dropped without ever being realized, its realize
// may fail, and what several types share is theirs each.
//
//===----------------------------------------------------------------------===//
#ifndef QOMLINT_ENGINE_FIELDTABLE_H
#define QOMLINT_ENGINE_FIELDTABLE_H

#include "analyzer/engine/Executor.h"
#include "analyzer/engine/Lifecycle.h"

namespace qomlint {

class FieldTable {
public:
  explicit FieldTable(const Lifecycle &Life) : Life(Life) {}

  void add(const SlotEvent &E);
  /// A link property of a table manages the slot.
  void addLink(SlotKey Slot) { Slots[Slot].Links.insert(nullptr); }

  /// True if every initialization of the storage at the slot leaves its
  /// object to its parent, so that no one else has a reference to drop.
  bool onlyParentHolds(const SlotKey &Slot) const;

  /// What does not balance, by slot.
  std::vector<Verdict> verdicts() const;

private:
  using Functions = std::set<const Function *>;

  struct Filling {
    Verdict Details;
    bool Failing = false; ///< on a path that fails
  };
  struct Entry {
    std::vector<Filling> Fillings;
    std::vector<Verdict> Releases, Overwrites;
    bool BorrowedStore = false, UnknownStore = false, AnySurplus = false;
    bool Embedded = false, EmbeddedOwned = false, Taken = false;
    std::set<SlotKey> Aliases;
    /// Who drops what the slot holds, who leaves the dropped pointer there, who
    /// hands it to somewhere out of sight, who makes it a link's (null: a
    /// table does).
    Functions ReleasedBy, LeftBy, ExitedBy, Links;
  };

  const Entry *find(const SlotKey &Slot) const;
  std::vector<const Entry *> withAliases(const SlotKey &Slot) const;
  bool mayMeet(const Function &A, const Function *B, const SlotKey &Slot) const;
  Loss lossOf(const SlotKey &Slot, const Filling &F) const;
  void addUnreleased(const SlotKey &Slot, const Entry &E,
                     std::vector<Verdict> &Result) const;
  void addWrongReleases(const Entry &E, std::vector<Verdict> &Result) const;
  void addSecondReleases(const SlotKey &Slot, const Entry &E,
                         std::vector<Verdict> &Result) const;
  void addOverwrites(const Entry &E, std::vector<Verdict> &Result) const;

  const Lifecycle &Life;
  std::map<SlotKey, Entry> Slots;
};

} // namespace qomlint

#endif // QOMLINT_ENGINE_FIELDTABLE_H
