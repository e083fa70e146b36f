//===- LoopFlags.cpp - What a loop stores only constants to ---------------===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "analyzer/engine/LoopFlags.h"

using namespace qomlint;

LoopFlags::LoopFlags(const Function &F, const std::vector<BlockId> &Blocks) {
  for (BlockId Block : Blocks)
    for (const Event &E : F.Blocks[Block].Events)
      noteComputed(E);
  // A variable may turn out to be a count after it was copied.
  for (bool Changed = true; Changed;) {
    Changed = false;
    for (BlockId Block : Blocks)
      for (const Event &E : F.Blocks[Block].Events)
        Changed |= E.Kind == EventKind::Store && noteStore(E);
  }
}

/// Conditions are 0 or 1, and of what calls return few constants are known.
void LoopFlags::noteComputed(const Event &E) {
  bool HasFewValues = E.Kind == EventKind::Call ||
                      (E.Kind == EventKind::Compute && isCondition(E.Callee));
  if (E.Result != NoId && !HasFewValues)
    Computed.insert(E.Result);
}

bool LoopFlags::isCount(const Operand &O) const {
  switch (O.Kind) {
  case OperandKind::Integer:
  case OperandKind::Null:
    return false;
  case OperandKind::Variable:
    return Variables.count(O.Index) != 0;
  case OperandKind::Temporary:
    return Computed.count(O.Index) != 0;
  default:
    return true;
  }
}

/// True if that shows one more place for counts.
bool LoopFlags::noteStore(const Event &E) {
  if (!isCount(E.Operands[0]))
    return false;
  const Place &P = *E.Target;
  if (P.isVariable())
    return Variables.insert(P.Index).second;
  if (P.Steps.empty())
    return Slots.insert({Name(), P.Global}).second;
  const Step &Last = P.Steps.back();
  return Last.Kind == StepKind::Field &&
         Slots.insert({Last.Record, Last.Field}).second;
}

bool LoopFlags::isFlag(const Value &Address) const {
  switch (Address.Kind) {
  case ValueKind::LocalAddress:
    return !Variables.count(Address.Number);
  case ValueKind::FieldAddress:
    return !Slots.count({Address.Record, Address.Text});
  case ValueKind::GlobalAddress:
    return !Slots.count({Name(), Address.Text});
  default:
    return false;
  }
}
