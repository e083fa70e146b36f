//===- LoopFlags.h - What a loop stores only constants to -------*- C++ -*-===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Of the variables and slots that a loop stores to, some are flags and states:
// all that the loop stores there are constants, results of comparisons, and
// what calls return. They have few values, and tell what the frame owns. The
// others are counts, or may be: a sum, or what was read somewhere. A copy of a
// count is one.
//
//===----------------------------------------------------------------------===//
#ifndef QOMLINT_ENGINE_LOOPFLAGS_H
#define QOMLINT_ENGINE_LOOPFLAGS_H

#include "analyzer/engine/SlotKey.h"
#include "analyzer/engine/Values.h"
#include "analyzer/facts/Function.h"
#include <set>

namespace qomlint {

class LoopFlags {
public:
  /// \p Blocks: those of the loop, its head among them.
  LoopFlags(const Function &F, const std::vector<BlockId> &Blocks);

  /// True if the loop is not seen to store counts at the address: what it
  /// stores through pointers (`*p += 1`) is not seen, nor what callees store.
  /// Elements of arrays are never flags.
  bool isFlag(const Value &Address) const;

private:
  void noteComputed(const Event &E);
  bool isCount(const Operand &O) const;
  bool noteStore(const Event &E);

  /// Results of events that may be counts.
  std::set<TemporaryId> Computed;
  /// What counts are stored to.
  std::set<VariableId> Variables;
  std::set<SlotKey> Slots;
};

} // namespace qomlint

#endif // QOMLINT_ENGINE_LOOPFLAGS_H
