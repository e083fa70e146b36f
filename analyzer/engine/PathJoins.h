//===- PathJoins.h - Where paths meet --------------------------*- C++ -*-===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Paths that agree on all tracked objects, and on where the pointers to them
// are, become one where they meet, and so do others when there are too many.
//
//===----------------------------------------------------------------------===//
#ifndef QOMLINT_ENGINE_PATHJOINS_H
#define QOMLINT_ENGINE_PATHJOINS_H

#include "analyzer/engine/StructValues.h"
#include "llvm/ADT/STLFunctionalExtras.h"

namespace qomlint {

/// Joins the paths of one function, and counts where it could not keep all
/// apart that differ.
class PathJoins {
public:
  /// Both must outlive this.
  PathJoins(Values &Terms, const StructValues &Structs)
      : Terms(Terms), Structs(Structs) {}

  struct MeetingPoint {
    /// Temporaries before it are not looked at: their expressions are over.
    TemporaryId FirstTemporary = 0;
    /// The paths end there: each is an outcome for callers.
    bool IsBeforeReturn = false;
    /// True if the function has failed on the path.
    llvm::function_ref<bool(const State &)> Fails;
  };
  /// The paths that are left of those that meet, in their order.
  std::vector<State> joined(std::vector<State> States, const MeetingPoint &At);

  /// How often there were too many to tell all apart.
  uint64_t limitsHit() const { return LimitsHit; }

private:
  bool leadsToTracked(const State &S, ValueId Id) const;
  bool agreeOnPointers(const State &A, const State &B,
                       TemporaryId FirstTemporary) const;
  bool agreeOnObjects(const State &A, const State &B,
                      TemporaryId FirstTemporary) const;
  void reduce(std::vector<State> &States);
  void blur(State &Into, const State &From);
  using Ranges = FlatMap<ValueId, Range>;
  void mergeValues(State &Into, const State &From, Ranges &Known);
  void mergeEither(State &Into, const State &From) const;
  void merge(State &Into, const State &From);

  Values &Terms;
  const StructValues &Structs;
  uint64_t LimitsHit = 0;
};

} // namespace qomlint

#endif // QOMLINT_ENGINE_PATHJOINS_H
