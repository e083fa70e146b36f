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
#include "analyzer/engine/Links.h"

namespace qomlint {

/// Where the function stores a pointer to the slot; nowhere if only its callees
/// do.
Position storeTo(const Function &F, const SlotKey &Slot);

class FieldTable {
public:
  FieldTable(const Lifecycle &Life, const Links &Linked)
      : Life(Life), Linked(Linked) {}

  void add(const SlotEvent &E);
  /// True if a link property manages the slot in the objects that the function
  /// sees.
  bool isLink(const SlotKey &Slot, const Function &Seen) const;

  /// The same, where no doubt is left that it is one.
  bool isSurelyLink(const SlotKey &Slot, const Function &Seen) const;

  /// True if every initialization of the storage at the slot leaves its
  /// object to its parent, so that no one else has a reference to drop.
  bool onlyParentHolds(const SlotKey &Slot) const;

  /// True if somebody who may meet the same \p Container takes the object out
  /// of the tree that \p Initializer made of its storage.
  bool isUnparented(const SlotKey &Slot, const Function &Initializer,
                    Name Container) const;

  /// Tells where the link property is made that manages the verdict's slot.
  void explainLink(Verdict &V) const;

  /// What does not balance, by slot.
  std::vector<Verdict> verdicts() const;

private:
  using Functions = std::set<const Function *>;

  struct Filling {
    Verdict Details;
    bool Failing = false;   ///< on a path that fails
    bool OneOfMany = false; ///< see SlotEvent
    bool IsArray = false;   ///< an array: what its elements hold is another's
  };
  struct Borrowing {
    const Function *In = nullptr;
    std::vector<StoryStep> Story; ///< of what it stores
  };
  struct Entry {
    std::vector<Filling> Fillings, Blocks;
    std::vector<Borrowing> Borrowings;
    std::vector<Verdict> Releases, LateUses, Overwrites;
    bool BorrowedStore = false, UnknownStore = false, AnySurplus = false;
    bool Embedded = false, EmbeddedOwned = false, Taken = false;
    bool Held = false; ///< by others than the slot, too
    /// Where its content is copied to; ArrayAliases: not only elements of it.
    std::set<SlotKey> Aliases, ArrayAliases;
    /// Who drops what the slot holds, leaves the dropped pointer there, hands
    /// it to somewhere out of sight, frees the block that it points to, or
    /// takes the object of its storage out of the tree.
    Functions ReleasedBy, LeftBy, ExitedBy, FreedBy, UnparentedBy;
    /// Who may make the object of its storage let go of what its links hold.
    Functions UnlinkedBy;
    /// Who may free the array that the slot points to.
    Functions ArrayEndedBy;
  };

  static void addToArray(Entry &Slot, const SlotEvent &E);
  const Entry *find(const SlotKey &Slot) const;
  std::vector<std::pair<SlotKey, const Entry *>>
  withAliases(const SlotKey &Slot,
              std::set<SlotKey> Entry::*Aliases = &Entry::Aliases) const;
  bool mayMeet(const Function &A, const Function *B, const SlotKey &Slot) const;
  Loss lossOf(const SlotKey &Slot, const Filling &F) const;
  Loss lossOf(const SlotKey &Slot, const Filling &F,
              llvm::function_ref<bool(const Function *)> RunsForIt) const;
  bool mayEnd(const Filling &F, const Function &Ender) const;
  void addUnfreed(const SlotKey &Slot, const Entry &E,
                  std::vector<Verdict> &Result) const;
  void addUnreleased(const SlotKey &Slot, const Entry &E,
                     std::vector<Verdict> &Result) const;
  void explainBorrowing(const SlotKey &Slot, const Entry &E, Verdict &V) const;
  bool linkDropsToo(const Entry &E, const Function &Dropper) const;
  void addWrongReleases(const SlotKey &Slot, const Entry &E,
                        std::vector<Verdict> &Result) const;
  void addSecondReleases(const SlotKey &Slot, const Entry &E,
                         std::vector<Verdict> &Result) const;
  void addLateUses(const SlotKey &Slot, const Entry &E,
                   std::vector<Verdict> &Result) const;
  void addOverwrites(const SlotKey &Slot, const Entry &E,
                     std::vector<Verdict> &Result) const;

  const Lifecycle &Life;
  const Links &Linked;
  std::map<SlotKey, Entry> Slots;
};

} // namespace qomlint

#endif // QOMLINT_ENGINE_FIELDTABLE_H
