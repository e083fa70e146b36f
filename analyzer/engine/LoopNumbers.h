//===- LoopNumbers.h - What a loop counts --------------------*- C++ -*-===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A loop that counts has too many rounds to run them all. What its numbers were
// in the first ones says where they go: up, down, or anywhere.
//
//===----------------------------------------------------------------------===//
#ifndef QOMLINT_ENGINE_LOOPNUMBERS_H
#define QOMLINT_ENGINE_LOOPNUMBERS_H

#include "analyzer/engine/State.h"

namespace qomlint {

class LoopNumbers {
public:
  /// \p Terms must outlive this.
  explicit LoopNumbers(const Values &Terms) : Terms(Terms) {}

  /// The place holds the value in one of the first rounds.
  void note(ValueId Address, ValueId Stored);

  /// What the place may hold in the present round and all later ones: what grew
  /// so far goes on to grow. \p Now: what it holds on the path; \p First: what
  /// it held before the first round.
  Range inLaterRounds(const State &S, ValueId Address, ValueId Now,
                      ValueId First) const;

private:
  std::optional<int64_t> stepOf(ValueId Id) const;
  Range rangeOf(const State &S, ValueId Id) const;

  const Values &Terms;
  FlatMap<ValueId, Range> Held; ///< by places, in the first rounds
};

} // namespace qomlint

#endif // QOMLINT_ENGINE_LOOPNUMBERS_H
