//===- Values.cpp - Lowering of values ------------------------------------===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "analyzer/capture/Expressions.h"
#include "clang/AST/ASTContext.h"

using namespace clang;
using namespace qomlint;

Operand Expressions::value(const Expr *E) {
  E = unwrap(E);
  if (auto Known = Values.find(E); Known != Values.end())
    return Known->second;
  if (int Region = Scan.regionRoot(E); Region >= 0) {
    emitRegion(Region);
    return Values.lookup(E);
  }
  Operand Result = E->isGLValue() ? addressOf(E) : lower(E);
  return Values[E] = Result;
}

void Expressions::discard(const Expr *E) {
  E = unwrap(E);
  if (E->isGLValue())
    place(E);
  else
    value(E);
}

/// A C++ object that is built in place by the expression around it. A call is
/// none: its result is a value.
static bool isBuiltInPlace(const Expr *E) {
  return E->isPRValue() && E->getType()->isRecordType() && !isa<CallExpr>(E);
}

void Expressions::element(const Expr *E, bool IsCondition) {
  E = unwrap(E);
  const Arm *Part = Scan.arm(E);
  if (IsCondition || (Part && Part->Means != Arm::Value))
    condition(E);
  else if (Part || Scan.isResult(E))
    value(E);
  else if (!isBuiltInPlace(E) || Scan.isDiscarded(E))
    discard(E);
  if (Scan.isResult(E))
    keepResult(E);
  if (Part)
    finishArm(E);
}

/// The result of a statement expression outlives the variables inside of it.
void Expressions::keepResult(const Expr *E) {
  const auto *Read =
      dyn_cast<DeclRefExpr>(Unit.Shapes.peel(E)->IgnoreParenImpCasts());
  const auto *Source = Read ? dyn_cast<VarDecl>(Read->getDecl()) : nullptr;
  Operand Result = Values.lookup(E);
  if (Source && Scan.isInner(Source) && !NamedValues.contains(Source) &&
      Result.Kind == OperandKind::Variable)
    Values[E] = Out.load(placeOf(PlaceRoot::Variable, Result.Index), site(E));
}

void Expressions::overwrite(const Expr *E) {
  if (std::optional<Place> Target = place(E))
    Out.store(*Target, unknown(), site(E));
}

/// Statics get their value before the program starts, except in C++.
static bool isInitializedHere(const VarDecl *Variable) {
  return Variable->hasLocalStorage() ||
         (Variable->isStaticLocal() && Variable->getInit() &&
          !Variable->hasConstantInitialization());
}

void Expressions::declare(const VarDecl *Variable) {
  if (!isInitializedHere(Variable) || Scan.isSilent(Variable))
    return;
  const Expr *Initializer = Variable->getInit();
  if (!Variable->hasLocalStorage()) {
    Place Static;
    Static.Root = PlaceRoot::Global;
    Static.Global = Unit.Names.global(Variable);
    return initialize(Static, Variable->getType(), Initializer);
  }
  if (Scan.isNamedValue(Variable)) {
    NamedValues[Variable] = namedValue(Initializer);
    return;
  }
  Place Local = placeOf(PlaceRoot::Variable, Out.variable(Variable));
  if (Initializer)
    initialize(Local, Variable->getType(), Initializer);
}

/// A value that stays what it is, even if the variable that holds it changes.
Operand Expressions::namedValue(const Expr *Initializer) {
  Operand Result = value(Initializer);
  if (Result.Kind != OperandKind::Variable)
    return Result;
  const auto *Read = dyn_cast<DeclRefExpr>(
      Unit.Shapes.peel(Initializer)->IgnoreParenImpCasts());
  const auto *Source = Read ? dyn_cast<VarDecl>(Read->getDecl()) : nullptr;
  if (Source && !Scan.isExposed(Source))
    return Result;
  return Out.load(placeOf(PlaceRoot::Variable, Result.Index),
                  site(Initializer));
}

//===----------------------------------------------------------------------===//
// Constants
//===----------------------------------------------------------------------===//

Operand Expressions::zero(QualType Type) {
  return Type->isAnyPointerType() || Type->isNullPtrType() ? null()
                                                           : integer(0);
}

/// Reading a variable is never folded, so that facts do not depend on what the
/// optimizer would know.
static bool mayBeConstant(const Expr *E) {
  if (const auto *Cast = dyn_cast<CastExpr>(E)) {
    if (Cast->getCastKind() != CK_LValueToRValue)
      return mayBeConstant(Cast->getSubExpr()->IgnoreParens());
    const auto *Read =
        dyn_cast<DeclRefExpr>(Cast->getSubExpr()->IgnoreParens());
    const auto *Variable = Read ? dyn_cast<VarDecl>(Read->getDecl()) : nullptr;
    return Variable && Variable->isConstexpr();
  }
  if (const auto *Binary = dyn_cast<BinaryOperator>(E))
    return !Binary->isAssignmentOp() && Binary->getOpcode() != BO_Comma;
  if (const auto *Unary = dyn_cast<UnaryOperator>(E))
    return !Unary->isIncrementDecrementOp();
  if (const auto *Reference = dyn_cast<DeclRefExpr>(E))
    return isa<EnumConstantDecl>(Reference->getDecl());
  if (const auto *Call = dyn_cast<CallExpr>(E))
    return Call->getBuiltinCallee() != 0;
  return !isa<StmtExpr, CXXNewExpr, CXXConstructExpr, AtomicExpr, VAArgExpr>(E);
}

std::optional<Operand> Expressions::constant(const Expr *E) {
  QualType Type = E->getType();
  if (isa<CXXNullPtrLiteralExpr, GNUNullExpr>(E))
    return zero(Type);
  if (!Type->isIntegralOrEnumerationType() || !mayBeConstant(E))
    return std::nullopt;
  Expr::EvalResult Result;
  if (!E->EvaluateAsInt(Result, Unit.AST, Expr::SE_NoSideEffects))
    return std::nullopt;
  return integer(Result.Val.getInt().extOrTrunc(64).getSExtValue());
}

//===----------------------------------------------------------------------===//
// Dispatch
//===----------------------------------------------------------------------===//

Operand Expressions::lower(const Expr *E) {
  if (std::optional<Operand> Constant = constant(E))
    return *Constant;
  if (isa<DeclRefExpr>(E))
    return addressOf(E); // In C, a function is no glvalue.
  if (const auto *Cast = dyn_cast<CastExpr>(E))
    return lowerCast(Cast);
  if (const auto *Call = dyn_cast<CallExpr>(E))
    return lowerCall(Call);
  if (const auto *Unary = dyn_cast<UnaryOperator>(E))
    return lowerUnary(Unary);
  if (const auto *Binary = dyn_cast<BinaryOperator>(E))
    return lowerBinary(Binary);
  if (isa<AbstractConditionalOperator>(E))
    return joined(E);
  if (const auto *Statement = dyn_cast<StmtExpr>(E))
    return lowerStatementExpression(Statement);
  if (const auto *Opaque = dyn_cast<OpaqueValueExpr>(E))
    return Opaque->getSourceExpr() ? value(Opaque->getSourceExpr()) : unknown();
  if (const auto *Atomic = dyn_cast<AtomicExpr>(E))
    return lowerAtomic(Atomic);
  if (std::optional<Operand> Object = lowerObject(E))
    return *Object;
  return lowerChildren(E);
}

Operand Expressions::lowerChildren(const Expr *E) {
  if (isa<UnaryExprOrTypeTraitExpr>(E))
    return unknown();
  for (const Stmt *Child : E->children())
    if (const auto *Part = dyn_cast_or_null<Expr>(Child))
      discard(Part);
  return unknown();
}

Operand Expressions::lowerStatementExpression(const StmtExpr *E) {
  const CompoundStmt *Statements = E->getSubStmt();
  if (Statements->body_empty())
    return unknown();
  // Inside of a macro that is one event, the CFG's elements are passed over
  // and what an argument evaluates is evaluated here.
  if (Scan.region(E) >= 0)
    for (const Stmt *Statement : Statements->body()) {
      if (const auto *Declaration = dyn_cast<DeclStmt>(Statement))
        for (const Decl *Declared : Declaration->decls())
          if (const auto *Variable = dyn_cast<VarDecl>(Declared))
            declare(Variable);
      if (const auto *Part = dyn_cast<Expr>(Statement))
        discard(Part);
    }
  const auto *Last = dyn_cast<Expr>(Statements->body_back());
  return Last && !Last->getType()->isVoidType() ? value(Last) : unknown();
}

//===----------------------------------------------------------------------===//
// Casts and reads
//===----------------------------------------------------------------------===//

Operand Expressions::lowerCast(const CastExpr *E) {
  const Expr *Inner = E->getSubExpr();
  switch (E->getCastKind()) {
  case CK_LValueToRValue:
    return lowerRead(E);
  case CK_ArrayToPointerDecay:
    return lowerDecay(Inner);
  case CK_FunctionToPointerDecay:
  case CK_BuiltinFnToFnPtr:
    return value(Inner);
  case CK_NullToPointer:
    return null();
  case CK_PointerToBoolean:
  case CK_IntegralToBoolean:
    return truth(condition(Inner), Inner);
  case CK_ToVoid:
    discard(Inner);
    return unknown();
  case CK_IntegralToPointer: {
    Operand Result = value(Inner);
    bool IsZero = Result.Kind == OperandKind::Integer && Result.Integer == 0;
    return IsZero ? null() : Result;
  }
  default:
    if (isIdentityCast(E))
      return value(Inner);
    discard(Inner);
    return unknown();
  }
}

Operand Expressions::lowerRead(const CastExpr *E) {
  return read(E->getSubExpr()->IgnoreParens(), E->getType());
}

Operand Expressions::read(const Expr *Source, QualType Type) {
  if (const auto *Reference = dyn_cast<DeclRefExpr>(Source))
    if (const auto *Variable = dyn_cast<VarDecl>(Reference->getDecl()))
      if (auto Known = NamedValues.find(Variable); Known != NamedValues.end())
        return Known->second;
  std::optional<Place> From = place(Source);
  if (!From)
    return unknown();
  if (From->isVariable() && !Type->isRecordType())
    return Type->isScalarType() && !Type->isFloatingType()
               ? indexed(OperandKind::Variable, From->Index)
               : unknown();
  Operand Result = Out.load(*From, site(Source));
  return Type->isFloatingType() ? unknown() : Result;
}

Operand Expressions::lowerDecay(const Expr *Array) {
  Array = Array->IgnoreParens();
  if (const auto *Predefined = dyn_cast<PredefinedExpr>(Array))
    Array = Predefined->getFunctionName();
  if (const auto *Literal = dyn_cast_or_null<clang::StringLiteral>(Array))
    return named(OperandKind::String, Literal->getCharByteWidth() == 1
                                          ? Name(Literal->getString())
                                          : Name());
  return Array ? value(Array) : unknown();
}
