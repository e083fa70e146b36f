//===- LoopHead.h - The rounds of one loop ---------------------*- C++ -*-===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// All paths of a round begin it together at the loop's head, and those that go
// on to the next one meet there again. Of the rounds
//
//   1 and 2     are run with the values that they have: the second meets what
//               the first one left.
//   3           stands for itself and all later ones. Counts, and all other
//               numbers that the loop changes, are widened: to what they may
//               be from here on. Flags keep their values (see LoopFlags), for
//               they tell what the frame owns.
//   4 and more  are run for paths that are not covered. A path is covered by
//               one that began an earlier round with the same flags and owned
//               the same: it would do what that has done. References that grow
//               in number with each round are not counted any more.
//   7 and more  widen flags as well, and nothing is known any more of who owns
//               what: a loop with so many states is not followed.
//
// A loop is done when no path is left to begin a round; the executor gives up
// one that is not done after some more.
//
//===----------------------------------------------------------------------===//
#ifndef QOMLINT_ENGINE_LOOPHEAD_H
#define QOMLINT_ENGINE_LOOPHEAD_H

#include "analyzer/engine/LoopFlags.h"
#include "analyzer/engine/LoopNumbers.h"
#include "analyzer/engine/State.h"

namespace qomlint {

/// What the head of a loop was met with, from where the loop was entered until
/// it is done. A loop inside another one has a new one in each round of that.
class LoopHead {
public:
  /// The arguments but \p Block must outlive this.
  LoopHead(BlockId Block, const LoopFlags &Flags, Values &Terms)
      : Block(Block), Flags(Flags), Terms(Terms), Numbers(Terms) {}

  void beginRound() { ++Round; }
  /// True if the present round stands for later ones, too.
  bool isWidened() const { return Round >= WidenedRound; }

  /// An object, and how many of its references the frame may own or not.
  struct Doubt {
    ValueId Object = Values::Unknown;
    int Frame = 0;
  };
  /// What earlier rounds may have lost sight of: paths that left the loop in
  /// the round that stands for all later ones still own what \p States, which
  /// begin the present round, have dropped since.
  std::vector<Doubt> doubts(const std::vector<State> &States) const;

  /// Replaces what the loop changes by what it may be in the present round and
  /// all later ones. \p Visit: tells apart the times that this is done. False
  /// if flags are replaced that what the frame owns may depend on.
  [[nodiscard]] bool widen(State &S, uint32_t Visit) const;

  /// Begins the present round with the states, and returns those that it is to
  /// be run with.
  std::vector<State> uncovered(std::vector<State> States);

private:
  static constexpr uint32_t WidenedRound = 3;
  static constexpr uint32_t FlagsWidenedRound = 7;

  /// Flags that are not what they were when the loop was entered: address to
  /// value. None if nothing depends on them, as the frame owns nothing.
  using FlagValues = std::optional<std::vector<std::pair<ValueId, ValueId>>>;
  /// A path that has begun a round.
  struct Begun {
    State Path;
    FlagValues Changed;
  };

  FlagValues changedFlags(const State &S) const;
  bool isFlagValue(ValueId Address, ValueId Stored) const;
  const State *lastWith(const FlagValues &Changed) const;
  bool isCovered(const State &S, const FlagValues &Changed) const;
  bool agreeOnCounts(const State &A, const State &B) const;
  void noteNumbers(const State &S);

  const BlockId Block;
  const LoopFlags &Flags;
  Values &Terms;
  uint32_t Round = 0;
  std::vector<Begun> Paths; ///< of all rounds, in their order
  LoopNumbers Numbers;
};

} // namespace qomlint

#endif // QOMLINT_ENGINE_LOOPHEAD_H
