//===- CallerPaths.cpp - How a caller names a value -----------------------===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "analyzer/engine/CallerPaths.h"
#include "llvm/ADT/STLExtras.h"

using namespace qomlint;

bool qomlint::hasLoop(const Function &F) {
  for (BlockId B = 0; B != F.Blocks.size(); ++B) {
    auto GoesBack = [B](BlockId Target) { return Target <= B; };
    if (llvm::any_of(F.Blocks[B].End.Targets, GoesBack))
      return true;
  }
  return false;
}

static AccessPath::Step elementStep(const Value &Index, bool InLoop) {
  if (Index.Kind == ValueKind::Parameter)
    return {AccessPath::StepKind::ElementByArgument, Name(), Name(),
            Index.Number};
  return {AccessPath::StepKind::Element, Name(), Name(),
          Index.Kind == ValueKind::Integer && !InLoop ? Index.Number
                                                      : AccessPath::Any};
}

std::optional<AccessPath> qomlint::callerPath(const Values &Terms, ValueId Id,
                                              bool InLoop) {
  constexpr size_t MaximumLength = 6;
  std::vector<AccessPath::Step> Steps;
  for (;; Id = Terms[Id].Base) {
    const Value &V = Terms[Id];
    AccessPath Path;
    if (Steps.size() > MaximumLength)
      return std::nullopt;
    switch (V.Kind) {
    case ValueKind::Parameter:
      Path = AccessPath::argument(V.Number);
      break;
    case ValueKind::GlobalAddress:
      Path.Root = AccessPath::RootKind::Global;
      Path.Global = V.Text;
      break;
    case ValueKind::FieldAddress:
      Steps.push_back({AccessPath::StepKind::Field, V.Record, V.Text});
      continue;
    case ValueKind::Content:
      Steps.push_back({AccessPath::StepKind::Content, Name(), Name()});
      continue;
    case ValueKind::ElementAddress: {
      Steps.push_back(elementStep(Terms[V.Other], InLoop));
      continue;
    }
    default:
      return std::nullopt;
    }
    Path.Steps.assign(Steps.rbegin(), Steps.rend());
    return Path;
  }
}
