//===- LoopRounds.cpp - The loops of a function that are run --------------===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "analyzer/engine/LoopRounds.h"

using namespace qomlint;

LoopHead &LoopRounds::beginRound(BlockId Head) {
  auto Entered = Heads.find(Head);
  if (Entered == Heads.end()) {
    auto Known = Flags.find(Head);
    if (Known == Flags.end()) {
      std::vector<BlockId> Blocks = *Order.loopAt(Head);
      Blocks.push_back(Head);
      Known = Flags.try_emplace(Head, F, Blocks).first;
    }
    Entered = Heads.try_emplace(Head, Head, Known->second, Terms).first;
  }
  Entered->second.beginRound();
  return Entered->second;
}

void LoopRounds::beginInnerLoops(BlockId Head) {
  for (BlockId Block : *Order.loopAt(Head)) {
    Visits[Block] = 0;
    Heads.erase(Block);
  }
}
