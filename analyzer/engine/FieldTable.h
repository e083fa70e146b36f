//===- FieldTable.h - Who fills a slot and who empties it -----*- C++ -*-===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The balance of a field is a property of the program, not of a function:
// realize fills it, unrealize empties it. The table collects what every
// function does to each (record, field).
//
//===----------------------------------------------------------------------===//
#ifndef QOMLINT_ENGINE_FIELDTABLE_H
#define QOMLINT_ENGINE_FIELDTABLE_H

#include "analyzer/engine/Executor.h"
#include <set>

namespace qomlint {

class FieldTable {
public:
  void add(const SlotEvent &E);
  void addLink(SlotKey Slot) { Slots[Slot].Link = true; }

  /// True if some path drops what the slot holds, or a link does, or the
  /// content leaves through a way that the engine cannot follow.
  bool mayBeReleased(const SlotKey &Slot) const;
  /// True if every initialization of the storage at the slot leaves its
  /// object to its parent, so that no one else has a reference to drop.
  bool onlyParentHolds(const SlotKey &Slot) const;
  /// Drops of what slots hold that were never given a reference, or whose
  /// reference a link property drops by itself.
  std::vector<Verdict> wrongReleases() const;
  /// Stores over what slots may own.
  std::vector<Verdict> overwrites() const;
  /// References left with slots that nothing releases.
  std::vector<Verdict> unreleased() const;

private:
  struct Entry {
    std::vector<Verdict> Surpluses, Releases, Overwrites;
    bool BorrowedStore = false, UnknownStore = false, AnySurplus = false;
    std::set<SlotKey> Aliases;
    bool Released = false, Exits = false, Link = false;
    bool Embedded = false, EmbeddedOwned = false, Taken = false;
  };
  const Entry *find(const SlotKey &Slot) const;

  std::map<SlotKey, Entry> Slots;
};

} // namespace qomlint

#endif // QOMLINT_ENGINE_FIELDTABLE_H
