//===- Reads.cpp - Who reads what in a function ---------------------------===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "analyzer/capture/Reads.h"

using namespace qomlint;

Reads::Reads(const Function &F) : OfVariable(F.Variables.size()), F(F) {
  for (const Block &B : F.Blocks) {
    for (const Event &E : B.Events) {
      if (E.Result != NoId && E.Result >= OfTemporary.size())
        OfTemporary.resize(E.Result + 1);
      event(E);
    }
    operand(B.End.Value);
  }
}

void Reads::place(const Place &P) {
  if (P.Root == PlaceRoot::Variable)
    count(OfVariable, P.Index);
  else if (P.Root == PlaceRoot::Temporary)
    count(OfTemporary, P.Index);
  for (const Step &S : P.Steps)
    if (S.Kind == StepKind::Element)
      operand(S.Index);
}

void Reads::operand(const Operand &O) {
  if (O.Kind == OperandKind::Variable)
    count(OfVariable, O.Index);
  else if (O.Kind == OperandKind::Temporary)
    count(OfTemporary, O.Index);
  else if (O.Kind == OperandKind::Address)
    place(F.Places[O.Index]);
}

void Reads::event(const Event &E) {
  bool Replaces = E.Kind == EventKind::Store && E.Target->isVariable();
  if (E.Target && !Replaces)
    place(*E.Target);
  for (const Operand &O : E.Operands)
    operand(O);
}
