//===- NullArguments.cpp - Parameters that callers pass null to -----------===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "analyzer/engine/NullArguments.h"

using namespace qomlint;

NullArguments::NullArguments(const Program &P) {
  auto Add = [&](const Event &E) {
    for (unsigned I = 0; I != E.Operands.size(); ++I)
      if (E.Operands[I].Kind == OperandKind::Null)
        Passed.insert({E.Callee, I});
  };
  for (const ProgramFunction *F : P.functions())
    for (const Function &Body : F->Variants)
      for (const Block &B : Body.Blocks)
        for (const Event &E : B.Events)
          if (E.Kind == EventKind::Call)
            Add(E);
}
