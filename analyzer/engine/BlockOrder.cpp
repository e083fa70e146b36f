//===- BlockOrder.cpp - The order in which blocks are processed -----------===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "analyzer/engine/BlockOrder.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SmallVector.h"
#include <set>

using namespace qomlint;

void qomlint::forEachTarget(const Terminator &End,
                            llvm::function_ref<void(BlockId)> Visit) {
  for (const Terminator::Case &C : End.Cases)
    Visit(C.Target);
  for (BlockId Target : End.Targets)
    Visit(Target);
}

BlockOrder::BlockOrder(const Function &F) {
  std::vector<uint32_t> Depths(F.Blocks.size(), 0);
  number(F, Depths);
  findLoops(F);
  if (Loops.empty())
    return;
  for (const auto &[Head, Inside] : Loops) {
    ++Depths[Head];
    for (BlockId Block : Inside)
      ++Depths[Block];
  }
  number(F, Depths);
}

void BlockOrder::number(const Function &F,
                        const std::vector<uint32_t> &Depths) {
  Places.assign(F.Blocks.size(), 0);
  Blocks.clear();
  if (F.Blocks.empty())
    return;
  struct Frame {
    BlockId Block;
    llvm::SmallVector<BlockId, 4> Targets;
    size_t Next = 0;
  };
  std::vector<bool> Seen(F.Blocks.size(), false);
  std::vector<Frame> Stack;
  auto Enter = [&](BlockId Block) {
    Seen[Block] = true;
    Frame New{Block, {}, 0};
    forEachTarget(F.Blocks[Block].End,
                  [&](BlockId Target) { New.Targets.push_back(Target); });
    llvm::stable_sort(New.Targets, [&](BlockId A, BlockId B) {
      return Depths[A] < Depths[B];
    });
    Stack.push_back(std::move(New));
  };
  Enter(0);
  while (!Stack.empty()) {
    Frame &Top = Stack.back();
    if (Top.Next == Top.Targets.size()) {
      Blocks.push_back(Top.Block);
      Stack.pop_back();
      continue;
    }
    BlockId Target = Top.Targets[Top.Next++];
    if (!Seen[Target])
      Enter(Target);
  }
  std::reverse(Blocks.begin(), Blocks.end());
  for (uint32_t I = 0; I != Blocks.size(); ++I)
    Places[Blocks[I]] = I;
}

void BlockOrder::findLoops(const Function &F) {
  std::map<BlockId, std::vector<BlockId>> Before, Latches;
  for (BlockId Block : Blocks)
    forEachTarget(F.Blocks[Block].End, [&](BlockId Target) {
      Before[Target].push_back(Block);
      if (Places[Target] <= Places[Block])
        Latches[Target].push_back(Block);
    });
  for (auto &[Head, Work] : Latches) {
    std::set<BlockId> Inside{Head};
    while (!Work.empty()) {
      BlockId Block = Work.back();
      Work.pop_back();
      // A jump into the loop leads in from further up.
      if (Places[Block] > Places[Head] && Inside.insert(Block).second)
        llvm::append_range(Work, Before[Block]);
    }
    Inside.erase(Head);
    Loops[Head].assign(Inside.begin(), Inside.end());
  }
}

const std::vector<BlockId> *BlockOrder::loopAt(BlockId Head) const {
  auto It = Loops.find(Head);
  return It == Loops.end() ? nullptr : &It->second;
}

bool qomlint::dominates(BlockId Earlier, BlockId Later, const Function &F) {
  if (Earlier == Later || Earlier == 0)
    return true;
  std::vector<bool> Reached(F.Blocks.size(), false);
  llvm::SmallVector<BlockId, 16> Work{0};
  while (!Work.empty()) {
    BlockId Block = Work.pop_back_val();
    if (Block == Earlier || Reached[Block])
      continue;
    Reached[Block] = true;
    forEachTarget(F.Blocks[Block].End,
                  [&](BlockId Target) { Work.push_back(Target); });
  }
  return !Reached[Later];
}
