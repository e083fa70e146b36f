//===- Operators.cpp - Lowering of operators ------------------------------===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "analyzer/capture/Expressions.h"
#include "clang/AST/ASTContext.h"

using namespace clang;
using namespace qomlint;

static bool isExact(QualType Type) {
  return Type->isIntegralOrEnumerationType() || Type->isAnyPointerType() ||
         Type->isNullPtrType();
}

Operand Expressions::lowerUnary(const UnaryOperator *E) {
  const Expr *Inner = E->getSubExpr();
  switch (E->getOpcode()) {
  case UO_AddrOf:
    return addressOf(Inner->IgnoreParens());
  case UO_PostInc:
  case UO_PostDec:
  case UO_PreInc:
  case UO_PreDec:
    return lowerIncrement(E);
  case UO_Plus:
  case UO_Extension:
    return value(Inner);
  case UO_LNot:
    return lowerNot(E);
  case UO_Minus:
  case UO_Not:
    if (!isExact(E->getType()))
      break;
    if (E->getOpcode() == UO_Minus)
      return Out.compute("-", integer(0), value(Inner), site(E));
    return Out.complement(value(Inner), site(E));
  default:
    break;
  }
  return lowerChildren(E);
}

Operand Expressions::lowerIncrement(const UnaryOperator *E) {
  std::optional<Place> Target = place(E->getSubExpr());
  if (!Target)
    return unknown();
  Site Where = site(E);
  if (!isExact(E->getType())) {
    Out.store(*Target, unknown(), Where);
    return unknown();
  }
  bool NeedsOld = E->isPostfix() && !Scan.isDiscarded(E);
  Operand Old = Target->isVariable() && !NeedsOld
                    ? indexed(OperandKind::Variable, Target->Index)
                    : Out.load(*Target, Where);
  Operand New =
      Out.compute(E->isIncrementOp() ? "+" : "-", Old, integer(1), Where);
  Out.store(*Target, New, Where);
  return E->isPostfix() ? Old : New;
}

Operand Expressions::lowerBinary(const BinaryOperator *E) {
  if (const auto *Compound = dyn_cast<CompoundAssignOperator>(E))
    return lowerCompoundAssignment(Compound);
  if (E->isAssignmentOp())
    return lowerAssignment(E);
  if (E->isLogicalOp())
    return joined(E);
  if (E->getOpcode() == BO_Comma) {
    discard(E->getLHS());
    return value(E->getRHS());
  }
  return lowerArithmetic(E);
}

Operand Expressions::lowerArithmetic(const BinaryOperator *E) {
  if (!isExact(E->getLHS()->getType()) || !isExact(E->getRHS()->getType()) ||
      E->isPtrMemOp() || E->getOpcode() == BO_Cmp)
    return lowerChildren(E);
  if (E->getOpcode() == BO_Sub)
    if (std::optional<Operand> Container = containerOf(E))
      return *Container;
  Operand A = value(E->getLHS()), B = value(E->getRHS());
  return Out.compute(E->getOpcodeStr(), A, B, site(E));
}

Operand Expressions::lowerAssignment(const BinaryOperator *E) {
  QualType Type = E->getLHS()->getType();
  if (Type->isRecordType()) {
    if (std::optional<Place> Target = place(E->getLHS()))
      initialize(*Target, Type, E->getRHS());
    return unknown();
  }
  Operand Value = value(E->getRHS());
  if (std::optional<Place> Target = place(E->getLHS()))
    Out.store(*Target, Value, site(E));
  return Value;
}

Operand Expressions::lowerCompoundAssignment(const CompoundAssignOperator *E) {
  Operand Change = value(E->getRHS());
  std::optional<Place> Target = place(E->getLHS());
  if (!Target)
    return unknown();
  Operand Result = unknown();
  Site Where = site(E);
  if (isExact(E->getType()) && isExact(E->getRHS()->getType())) {
    Operand Old = Target->isVariable()
                      ? indexed(OperandKind::Variable, Target->Index)
                      : Out.load(*Target, Where);
    Result = Out.compute(E->getOpcodeStr().drop_back(), Old, Change, Where);
  }
  Out.store(*Target, Result, Where);
  return Result;
}

//===----------------------------------------------------------------------===//
// From a member to the record around it
//===----------------------------------------------------------------------===//

std::optional<Operand> Expressions::containerOf(const BinaryOperator *E) {
  const auto *Offset =
      dyn_cast<OffsetOfExpr>(E->getRHS()->IgnoreParenImpCasts());
  if (!Offset || !E->getLHS()->getType()->isPointerType())
    return std::nullopt;
  for (unsigned I = 0; I < Offset->getNumComponents(); ++I)
    if (Offset->getComponent(I).getKind() != OffsetOfNode::Field)
      return std::nullopt;
  return memberOffset(value(E->getLHS()), Offset, site(E));
}

/// Walks out from the innermost member, one record at a time.
Operand Expressions::memberOffset(Operand Base, const OffsetOfExpr *Offset,
                                  Site Where) {
  for (unsigned I = Offset->getNumComponents(); I-- > 0;) {
    const FieldDecl *Field = Offset->getComponent(I).getField();
    if (Unit.Shapes.isBaseMember(Field) || Field->isAnonymousStructOrUnion())
      continue;
    Event E;
    E.Kind = EventKind::ContainerOf;
    E.Where = Where;
    E.Record = Unit.Names.record(Field->getParent());
    E.Field = Unit.Names.field(Field);
    E.Type = E.Record;
    E.Operands = {Base};
    Base = Out.define(std::move(E));
  }
  return Base;
}
