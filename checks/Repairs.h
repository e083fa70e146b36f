//===- Repairs.h - Repairs that the engine confirms -------------*- C++ -*-===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Rules propose what would cure a verdict. The engine runs the function with
// the change made: the verdict has to be gone, nothing new may be wrong, and a
// drop has to meet, on every path, a reference that is surely the function's
// (or, to be taken away, one that surely is not). In every body that the file
// gives the function, for whatever target it is compiled.
//
//===----------------------------------------------------------------------===//
#ifndef QOMLINT_CHECKS_REPAIRS_H
#define QOMLINT_CHECKS_REPAIRS_H

#include "analyzer/engine/Analysis.h"
#include "checks/Draft.h"
#include "llvm/ADT/STLFunctionalExtras.h"

namespace qomlint {

/// Edits that cure one verdict. Empty: this way does not, or not for sure.
class Repairs {
public:
  Repairs(const Analysis &A, const Verdict &V) : A(A), V(V) {}

  /// `qdev_realize_and_unref` instead of `qdev_realize`, where the object was
  /// realized.
  std::vector<Edit> consume() const;
  /// `object_unref` after the call in which the parent took its reference.
  std::vector<Edit> dropAfterHold() const;
  /// `object_unref` before each return that loses the reference.
  std::vector<Edit> dropBeforeReturns() const;
  /// `object_unref` before the statement that overwrites the last pointer.
  std::vector<Edit> dropBeforeOverwriting() const;
  /// The plain function instead of the `_and_unref` one, or the drop's
  /// statement gone.
  std::vector<Edit> dropNothing() const;
  /// `from` instead of `from_raw`, or the reverse.
  std::vector<Edit> adoptOtherwise() const;

private:
  using Change = llvm::function_ref<bool(Draft &)>;

  std::vector<Edit> confirmed(const std::vector<Position> &Places,
                              DropTarget Wanted, Change Make) const;
  bool confirms(const Function &Body, const Draft &New,
                DropTarget Wanted) const;
  bool isTarget(const Verdict &Other) const;
  bool isOwnReference() const;
  bool isWrongOnEveryPath(const Position &Drop) const;

  const Analysis &A;
  const Verdict &V;
};

} // namespace qomlint

#endif // QOMLINT_CHECKS_REPAIRS_H
