//===- BlockOrder.h - The order in which blocks are processed ---*- C++ -*-===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef QOMLINT_ENGINE_BLOCKORDER_H
#define QOMLINT_ENGINE_BLOCKORDER_H

#include "analyzer/facts/Function.h"
#include "llvm/ADT/STLFunctionalExtras.h"
#include <map>

namespace qomlint {

void forEachTarget(const Terminator &End,
                   llvm::function_ref<void(BlockId)> Visit);

/// True if every path to the later block passes the earlier one.
bool dominates(BlockId Earlier, BlockId Later, const Function &F);

/// The blocks that can be reached, in reverse postorder: a block comes after
/// all that lead to it, except along the back edges of loops, so that paths
/// meet before they go on. A loop is done before what follows it: of the ways
/// out of a block, those that stay in more loops come first.
class BlockOrder {
public:
  explicit BlockOrder(const Function &F);

  uint32_t placeOf(BlockId Block) const { return Places[Block]; }
  bool hasLoops() const { return !Loops.empty(); }
  uint32_t size() const { return Blocks.size(); }
  BlockId at(uint32_t Place) const { return Blocks[Place]; }
  /// The other blocks of the loop that the block is the head of; null if it is
  /// none.
  const std::vector<BlockId> *loopAt(BlockId Head) const;

private:
  void number(const Function &F, const std::vector<uint32_t> &Depths);
  void findLoops(const Function &F);

  std::vector<uint32_t> Places;
  std::vector<BlockId> Blocks;
  std::map<BlockId, std::vector<BlockId>> Loops;
};

} // namespace qomlint

#endif // QOMLINT_ENGINE_BLOCKORDER_H
