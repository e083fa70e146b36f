//===- Joins.cpp - Values that several paths agree on ---------------------===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "analyzer/capture/Expressions.h"
#include "clang/AST/ASTContext.h"

using namespace clang;
using namespace qomlint;

// The CFG evaluates `c ? a : b` and `a && b` in several blocks. Each part
// leaves its value in a hidden variable that the whole then reads.

VariableId Expressions::join(const Expr *Whole) {
  auto Known = Joins.find(Whole);
  if (Known != Joins.end())
    return Known->second;
  QualType Type = Whole->getType();
  if (Whole->isGLValue())
    Type = Unit.AST.getPointerType(Type.getNonReferenceType());
  llvm::StringRef Purpose =
      isa<AbstractConditionalOperator>(Whole) ? "cond" : "logic";
  return Joins[Whole] = Out.hidden(Purpose, Type);
}

void Expressions::finishArm(const Expr *Part) {
  const Arm *Known = Scan.arm(Part);
  Operand Result = value(Part);
  switch (Known->Means) {
  case Arm::Value:
    break;
  case Arm::TruthOf:
    Result = truth(Result, Part);
    break;
  case Arm::ShortZero:
    Result = integer(0);
    break;
  case Arm::ShortOne:
    Result = integer(1);
    break;
  }
  Out.store(placeOf(PlaceRoot::Variable, join(Known->Whole)), Result,
            site(Part));
}

Operand Expressions::joined(const Expr *Whole) {
  auto Known = Joins.find(Whole);
  if (Known == Joins.end())
    return unknown();
  Place Result = placeOf(PlaceRoot::Variable, Known->second);
  if (Whole->getType()->isRecordType() && Whole->isPRValue())
    return Out.load(Result, site(Whole));
  return indexed(OperandKind::Variable, Known->second);
}
