//===- Conditions.cpp - Lowering of truth values --------------------------===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "analyzer/capture/Expressions.h"
#include "clang/AST/ASTContext.h"

using namespace clang;
using namespace qomlint;

/// x of `!!x`.
static const Expr *doublyNegated(const Expr *E) {
  const auto *Outer = dyn_cast<UnaryOperator>(E);
  if (!Outer || Outer->getOpcode() != UO_LNot)
    return nullptr;
  const auto *Inner =
      dyn_cast<UnaryOperator>(Outer->getSubExpr()->IgnoreParenImpCasts());
  return Inner && Inner->getOpcode() == UO_LNot ? Inner->getSubExpr() : nullptr;
}

Operand Expressions::condition(const Expr *E) {
  E = unwrap(E);
  if (auto Known = Values.find(E); Known != Values.end())
    return Known->second;
  Operand Result;
  if (const Expr *Inner = doublyNegated(E)) {
    Result = condition(Inner);
  } else if (const auto *Cast = dyn_cast<CastExpr>(E);
             Cast && (Cast->getCastKind() == CK_PointerToBoolean ||
                      Cast->getCastKind() == CK_IntegralToBoolean ||
                      Cast->getCastKind() == CK_IntegralCast)) {
    Result = condition(Cast->getSubExpr());
  } else {
    return value(E);
  }
  return Values[E] = Result;
}

Operand Expressions::lowerNot(const UnaryOperator *E) {
  if (const Expr *Twice = doublyNegated(E))
    return truth(condition(Twice), Twice);
  return Out.negate(condition(E->getSubExpr()), site(E));
}

static bool isBoolean(const Expr *E) {
  E = E->IgnoreParenImpCasts();
  if (E->getType()->isBooleanType())
    return true;
  if (const auto *Unary = dyn_cast<UnaryOperator>(E))
    return Unary->getOpcode() == UO_LNot;
  const auto *Binary = dyn_cast<BinaryOperator>(E);
  return Binary && (Binary->isComparisonOp() || Binary->isLogicalOp());
}

Operand Expressions::truth(Operand Value, const Expr *Of) {
  switch (Value.Kind) {
  case OperandKind::Integer:
    return integer(Value.Integer != 0);
  case OperandKind::Null:
    return integer(0);
  case OperandKind::Address:
  case OperandKind::Function:
  case OperandKind::String:
    return integer(1);
  case OperandKind::Unknown:
    return unknown();
  default:
    if (isBoolean(Of))
      return Value;
    return Out.compute("!=", Value, zero(Of->getType()), site(Of));
  }
}
