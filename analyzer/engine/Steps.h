//===- Steps.h - The story of an object on one path -----------*- C++ -*-===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Each path remembers what happened to each object, as a list that shares its
// tail with the paths it was forked from. Steps are data; the words are
// written in checks/.
//
//===----------------------------------------------------------------------===//
#ifndef QOMLINT_ENGINE_STEPS_H
#define QOMLINT_ENGINE_STEPS_H

#include "analyzer/contracts/Contract.h"
#include "analyzer/facts/Position.h"
#include <algorithm>
#include <optional>
#include <string>
#include <vector>

namespace qomlint {

struct Function;

using StepId = uint32_t;
inline constexpr StepId NoStep = ~0u;

enum class StoryKind : uint8_t {
  Created,          ///< the call returned a new reference
  Initialized,      ///< the call made an object of embedded storage
  Lent,             ///< the call returned someone else's reference
  Borrowed,         ///< the parameter comes without a reference
  Received,         ///< the parameter comes with a reference
  Taken,            ///< the frame took a reference
  Dropped,          ///< the frame dropped a reference
  Given,            ///< the frame gave a reference away
  Held,             ///< a holder took its own
  HeldDropped,      ///< a holder let go
  Failed,           ///< the call failed on this path
  ScopeEnded,       ///< the variable with the last pointer to it ends
  Overwritten,      ///< the last pointer to it was overwritten
  Stored,           ///< stored into a slot
  StoredBorrowed,   ///< ... that gets no reference
  Linked,           ///< a link property owns what the slot holds
  Used,             ///< dereferenced, or passed to a call that does
  Returned,         ///< the function returns here
  ReturnedBorrowed, ///< ... it, as owned
  ReturnedOwned,    ///< ... it, owned, and borrowed elsewhere
  StorageFreed,
  StorageLost, ///< the last pointer to the heap block around it is gone
};

struct StoryStep {
  StoryKind Kind = StoryKind::Created;
  Position At;
  /// The function called, or the slot.
  std::string Subject;
  Relation Relation = qomlint::Relation::Reference;
  /// References known after the step; none if others may hold some too.
  std::optional<int> References;
  /// Where it happened; null: in the function that the verdict is about. Of
  /// Linked, null: in a table of properties, which is in no function.
  const Function *In = nullptr;
};

/// The steps of all paths of one function.
class Stories {
public:
  StepId add(StepId Previous, StoryStep Step) {
    Nodes.push_back({Previous, std::move(Step)});
    return Nodes.size() - 1;
  }
  const StoryStep &operator[](StepId Id) const { return Nodes[Id].Step; }
  /// Oldest first.
  std::vector<StoryStep> story(StepId Last) const {
    std::vector<StoryStep> Result;
    for (; Last != NoStep; Last = Nodes[Last].Previous)
      Result.push_back(Nodes[Last].Step);
    std::reverse(Result.begin(), Result.end());
    return Result;
  }

private:
  struct Node {
    StepId Previous;
    StoryStep Step;
  };
  std::vector<Node> Nodes;
};

} // namespace qomlint

#endif // QOMLINT_ENGINE_STEPS_H
