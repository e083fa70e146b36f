//===- Draft.h - A changed function body and the edits for it ---*- C++ -*-===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef QOMLINT_CHECKS_DRAFT_H
#define QOMLINT_CHECKS_DRAFT_H

#include "analyzer/facts/Finding.h"
#include "analyzer/facts/Function.h"

namespace qomlint {

/// A copy of a function body, changed step by step together with the edits of
/// the source that change it so. Each step says false, and leaves the draft
/// useless, where the source has no room for it: in a macro, in a body without
/// braces, in a statement with branches.
///
/// Changed and new drops are proposals: they have no position (Executor.h).
class Draft {
public:
  explicit Draft(const Function &Original) : Body(Original) {}

  /// True if an event or a return of the body stands there.
  bool reaches(const Position &At) const;

  /// The call calls \p Callee instead.
  bool callInstead(const Position &Call, Name Callee);
  /// `from` instead of `from_raw` if a reference is to be added, else the
  /// reverse. What the other function does differently with the count the draft
  /// does beside the call: the file need not have a body of it.
  bool adoptOtherwise(const Position &Call, bool Adds);
  /// `object_unref` of an argument in the line after the call's statement.
  bool dropAfter(const Position &Call, unsigned Argument);
  /// `object_unref` of a variable in the line before the return.
  bool dropBefore(const Position &Return, llvm::StringRef Variable);
  /// The same before the statement that stores over the variable.
  bool dropBeforeStore(const Position &Store, llvm::StringRef Variable);
  /// The call's statement goes.
  bool remove(const Position &Call);
  /// Leaves the source alone; the engine says what the call drops.
  bool ask(const Position &Call);

  const Function &body() const { return Body; }
  const std::vector<Edit> &edits() const { return Edits; }

private:
  struct Place {
    BlockId Block = NoId;
    size_t Index = 0;
  };

  Event &eventAt(Place P) { return Body.Blocks[P.Block].Events[P.Index]; }
  std::optional<Place> findCall(const Position &At) const;
  std::optional<Site> statementAround(const Position &At) const;
  bool isInside(const Position &At, const Site &Statement) const;
  bool staysIn(const Site &Statement, BlockId Block) const;
  size_t startOfReturn(BlockId Block, const Site &Statement) const;
  std::optional<VariableId> variable(llvm::StringRef Identifier) const;
  bool isUsedElsewhere(VariableId Id, const Site &Statement) const;
  std::optional<Site> returnAt(const Site &End) const;
  bool dropBefore(BlockId Block, const Site &Return, VariableId Id);
  std::optional<VariableId> droppable(llvm::StringRef Identifier) const;
  void proposeDropBefore(const Site &Where, VariableId Id);
  void insertCall(Place At, llvm::StringRef Callee, Operand Object);
  void insertDrop(Place At, VariableId Id);

  Function Body;
  std::vector<Edit> Edits;
};

} // namespace qomlint

#endif // QOMLINT_CHECKS_DRAFT_H
