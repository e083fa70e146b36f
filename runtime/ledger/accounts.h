//===- accounts.h - Who still has what --------------------------*- C++ -*-===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Goes through a history and keeps one account for each object: the references
// that were taken and by whom, less those that were dropped.
//
// Holders that the runtime knows (a child property, a link, a bus, a list) drop
// exactly what they took. All other references are the calling code's, and one
// of them is like the other; which one a drop meant is guessed, how many are
// left is not.
//
//===----------------------------------------------------------------------===//
#ifndef QOM_LEDGER_ACCOUNTS_H
#define QOM_LEDGER_ACCOUNTS_H

#include "history.h"

#include <functional>

namespace qom::ledger {

/// An index into History::Entries.
using EntryId = size_t;

/// References that nobody drops any more.
struct Leak {
  ObjectId Of;
  /// The entries that took them; creation is one.
  std::vector<EntryId> NeverDropped;
  /// Objects that live only because this one does.
  std::vector<ObjectId> KeptAlive;
};

/// A drop by somebody who had nothing to drop.
struct OverRelease {
  ObjectId Of;
  EntryId At;
  /// Whose references were there at that time; one of them is lost.
  std::vector<HolderEntry> Holders;
};

struct LateAccess {
  ObjectId Of;
  EntryId At;
  /// The header of embedded storage may still be asked for parent and class.
  bool Harmless;
};

/// A reference taken while properties are released or finalizers run.
struct Resurrection {
  ObjectId Of;
  EntryId At;
};

/// Storage that ended, or became another object, while its object lived. The
/// entry is of the owner, of the other object, or of the lost one itself.
struct LostStorage {
  ObjectId Of;
  EntryId At;
};

struct Verdicts {
  std::vector<Leak> Leaks;
  std::vector<OverRelease> OverReleases;
  std::vector<LateAccess> LateAccesses;
  std::vector<LostStorage> LostStorages;
  std::vector<Resurrection> Resurrections;
  /// Entries after which the account and the object's own count differ. None,
  /// unless the runtime forgets to tell something.
  std::vector<EntryId> Unaccounted;
};

/// The function whose code an entry's reference belongs to.
using FunctionOf = std::function<std::string(const Entry &)>;

Verdicts judge(const History &What, const FunctionOf &Function);

} // namespace qom::ledger

#endif
