//===- Verdict.h - What the engine saw go wrong ---------------*- C++ -*-===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The engine's observations, in data. The rules in checks/ decide which of
// them to report, and find the words.
//
//===----------------------------------------------------------------------===//
#ifndef QOMLINT_ENGINE_VERDICT_H
#define QOMLINT_ENGINE_VERDICT_H

#include "analyzer/engine/SlotKey.h"
#include "analyzer/engine/State.h"
#include "analyzer/facts/Function.h"

namespace qomlint {

enum class VerdictKind : uint8_t {
  Surplus,       ///< owned at the end of a path, and no slot holds the pointer
  Overwritten,   ///< owned, and the last pointer to it was overwritten
  FieldSurplus,  ///< a slot owns it, and nothing in the program releases it
  DropBelowZero, ///< dropped a reference that the frame did not have
  EmbeddedDrop,  ///< ... of embedded storage that only its parent holds
  UseAfterLast,  ///< used when no holder was left
  EmbeddedReinitialized, ///< storage whose object lives is initialized again
  EmbeddedFreed,         ///< ... or freed
  InstanceFreed,         ///< a finalizer frees what it finalizes
  PinnedByPart,          ///< an address space in its own storage keeps it alive
  PinnedByLink,          ///< ... a link of a part of it does
  EmbeddedOutlived,      ///< its storage goes with an object, its holder stays
  BlockLost,             ///< nobody can free the heap block around it any more
  FieldBlockLost,        ///< a field points to the block, and nothing frees it
  FieldDroppedTwice,  ///< ... what another hook dropped and left in the field
  FieldUsedAfterDrop, ///< what a field held, after its reference was dropped
  FieldDrop, ///< dropped what a field holds, and nothing ever gave it one
  ReturnedBorrowed, ///< returned as owned by promise, and is only borrowed
  ReturnedEither,   ///< owned on this path, only borrowed on another
  LinkStored,       ///< stored into a link's slot by hand, without a reference
  LinkDrop,         ///< dropped what a link property holds, and drops itself
  FieldOverwritten, ///< a field that owns was filled again
};

/// In which lives of an object what a field owns is lost.
enum class Loss : uint8_t {
  None,
  Always,
  IfNeverRealized, ///< what drops it runs only for an object in use
  IfRealizeFails,  ///< ... and realize leaves it behind when it fails
};

struct Verdict {
  VerdictKind Kind = VerdictKind::Surplus;
  const Function *Where = nullptr;
  /// The event to report at.
  Position At;
  /// Where the lost reference came from.
  Position Source;
  std::string Expression; ///< how the function names the object, if it does
  Name Type;
  ObjectState Object;
  /// The contract that the function breaks, if that is what is wrong.
  Name Promise;
  std::vector<StoryStep> Story; ///< oldest first, ends with the reported event
  /// Field… and Link…: the slot with the pointer, or whose storage the object
  /// is. Pinned…: the part that keeps the object alive. All others: the slot
  /// whose storage the object is; empty if it is none's.
  SlotKey Slot;
  /// EmbeddedOutlived: the record that the storage is a part of.
  Name Container;
  Loss Lost = Loss::Always; ///< FieldSurplus
  /// FieldSurplus: taken to what the slot held already, whoever gave it that.
  bool Extra = false;
  /// On a path that State::Assumed speaks of.
  bool Assumed = false;
  /// Releases: nothing but the content of the slot decides whether it happens.
  bool Unconditional = false;
  /// Releases: the function has dropped the content of the slot before.
  bool Again = false;
  /// Releases: the callee found the pointer in the slot, and tells it, too.
  bool ToldByCallee = false;
};

/// True if the fault is that storage is not freed, or outlived, whose object
/// may last as long as the board.
inline bool isOfStorage(const Verdict &V) {
  return V.Kind == VerdictKind::EmbeddedOutlived ||
         (V.Kind == VerdictKind::BlockLost && V.Object.alive()) ||
         V.Kind == VerdictKind::FieldBlockLost;
}

} // namespace qomlint

#endif // QOMLINT_ENGINE_VERDICT_H
