//===- LoopRounds.h - The loops of a function that are run -----*- C++ -*-===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef QOMLINT_ENGINE_LOOPROUNDS_H
#define QOMLINT_ENGINE_LOOPROUNDS_H

#include "analyzer/engine/BlockOrder.h"
#include "analyzer/engine/LoopHead.h"
#include <map>

namespace qomlint {

/// Which round each loop of a function is in. Loops inside another one begin
/// again with each of its rounds.
class LoopRounds {
public:
  /// The arguments must outlive this.
  LoopRounds(const Function &F, const BlockOrder &Order, Values &Terms)
      : F(F), Order(Order), Terms(Terms), Visits(F.Blocks.size(), 0) {}

  void visit(BlockId Block) { ++Visits[Block]; }
  /// How often the block was visited in the present round of the loops that it
  /// is in, and is not the head of.
  uint32_t visits(BlockId Block) const { return Visits[Block]; }

  /// The loop, in its next round. The reference is valid until a loop around it
  /// begins a round.
  LoopHead &beginRound(BlockId Head);
  /// The loops inside the one with that head are entered anew: their next round
  /// is the first one, and their blocks were not visited yet.
  void beginInnerLoops(BlockId Head);

private:
  const Function &F;
  const BlockOrder &Order;
  Values &Terms;
  std::vector<uint32_t> Visits;
  std::map<BlockId, LoopFlags> Flags; ///< by heads, of the loops met so far
  std::map<BlockId, LoopHead> Heads;  ///< the loops that are entered
};

} // namespace qomlint

#endif // QOMLINT_ENGINE_LOOPROUNDS_H
