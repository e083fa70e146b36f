//===- Places.cpp - Lowering of storage -----------------------------------===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "analyzer/capture/Expressions.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/ASTLambda.h"

using namespace clang;
using namespace qomlint;

std::optional<Place> Expressions::place(const Expr *E) {
  E = unwrap(E);
  if (auto Known = Places.find(E); Known != Places.end())
    return Known->second;
  if (auto Known = Values.find(E); Known != Values.end() && E->isGLValue())
    return Out.pointee(Known->second);
  std::optional<Place> Result = lowerPlace(E);
  return Places[E] = Result;
}

std::optional<Place> Expressions::lowerPlace(const Expr *E) {
  if (const auto *Reference = dyn_cast<DeclRefExpr>(E)) {
    if (const auto *Variable = dyn_cast<VarDecl>(Reference->getDecl()))
      return variablePlace(Variable);
    if (const auto *Binding = dyn_cast<BindingDecl>(Reference->getDecl()))
      return Binding->getBinding() ? place(Binding->getBinding())
                                   : std::nullopt;
    return std::nullopt;
  }
  if (const auto *Member = dyn_cast<MemberExpr>(E))
    return memberPlace(Member);
  if (const auto *Element = dyn_cast<ArraySubscriptExpr>(E))
    return elementPlace(Element);
  if (const auto *Cast = dyn_cast<CastExpr>(E); Cast && E->isGLValue())
    return castPlace(Cast);
  if (const auto *Literal = dyn_cast<CompoundLiteralExpr>(E))
    return materialize(Literal->getInitializer());
  if (const auto *Temporary = dyn_cast<MaterializeTemporaryExpr>(E))
    return temporaryPlace(Temporary);
  if (const auto *Opaque = dyn_cast<OpaqueValueExpr>(E))
    return Opaque->getSourceExpr() ? place(Opaque->getSourceExpr())
                                   : std::nullopt;
  if (isa<CXXDefaultArgExpr, CXXDefaultInitExpr>(E))
    return Out.pointee(defaultArgument(E));
  if (E->isGLValue())
    return operatorPlace(E);
  if (isa<CallExpr>(E))
    return resultPlace(E);
  return E->getType()->isRecordType() ? std::optional(materialize(E))
                                      : std::nullopt;
}

/// The struct that a call returned.
std::optional<Place> Expressions::resultPlace(const Expr *Call) {
  Operand Result = value(Call);
  if (Result.Kind != OperandKind::Temporary)
    return std::nullopt;
  return placeOf(PlaceRoot::Temporary, Result.Index);
}

/// C has no way to take the address of `call().member`; in C++, methods do.
std::optional<Place>
Expressions::temporaryPlace(const MaterializeTemporaryExpr *E) {
  const Expr *Inner = unwrap(E->getSubExpr());
  if (isa<CallExpr>(Inner) && !Unit.AST.getLangOpts().CPlusPlus)
    return resultPlace(Inner);
  return materialize(Inner);
}

/// Glvalues that do something first.
std::optional<Place> Expressions::operatorPlace(const Expr *E) {
  if (const auto *Call = dyn_cast<CallExpr>(E)) {
    Operand Result = lowerCall(Call);
    Values[E] = Result;
    return Out.pointee(Result);
  }
  if (isa<AbstractConditionalOperator>(E))
    return Out.pointee(joined(E));
  if (const auto *Unary = dyn_cast<UnaryOperator>(E)) {
    if (Unary->getOpcode() == UO_Deref)
      return pointeePlace(Unary->getSubExpr());
    if (Unary->isIncrementDecrementOp())
      lowerIncrement(Unary);
    return place(Unary->getSubExpr());
  }
  if (const auto *Binary = dyn_cast<BinaryOperator>(E)) {
    if (Binary->getOpcode() == BO_Comma) {
      discard(Binary->getLHS());
      return place(Binary->getRHS());
    }
    if (Binary->isAssignmentOp()) {
      lowerBinary(Binary);
      return place(Binary->getLHS());
    }
  }
  lowerChildren(E);
  return std::nullopt;
}

std::optional<Place> Expressions::variablePlace(const VarDecl *Variable) {
  if (Variable->hasGlobalStorage()) {
    Place Result;
    Result.Root = PlaceRoot::Global;
    Result.Global = Unit.Names.global(Variable);
    return Variable->getType()->isReferenceType()
               ? dereferenced(std::move(Result))
               : Result;
  }
  if (std::optional<Place> Captured = capturedPlace(Variable))
    return Captured;
  if (auto Known = NamedValues.find(Variable); Known != NamedValues.end()) {
    if (Known->second.Kind == OperandKind::Variable)
      return placeOf(PlaceRoot::Variable, Known->second.Index);
    return std::nullopt;
  }
  Place Result = placeOf(PlaceRoot::Variable, Out.variable(Variable));
  bool IsAddress =
      Variable->getType()->isReferenceType() ||
      (isa<ParmVarDecl>(Variable) && isPassedByAddress(Variable->getType()));
  return IsAddress ? dereferenced(std::move(Result)) : Result;
}

/// Inside of a lambda, a variable of the function around it is a member of the
/// closure.
std::optional<Place> Expressions::capturedPlace(const VarDecl *Variable) {
  const auto *Method = dyn_cast<CXXMethodDecl>(Enclosing);
  if (!Method || !isLambdaCallOperator(Method))
    return std::nullopt;
  llvm::DenseMap<const ValueDecl *, FieldDecl *> Captures;
  FieldDecl *This = nullptr;
  Method->getParent()->getCaptureFields(Captures, This);
  auto Found = Captures.find(Variable);
  return Found == Captures.end() ? std::nullopt
                                 : std::optional(member(Found->second));
}

Place Expressions::member(const FieldDecl *Field) const {
  return withField(*Out.pointee(Out.self()), Field);
}

Place Expressions::withField(Place Base, const FieldDecl *Field) const {
  if (Field->isAnonymousStructOrUnion() || Unit.Shapes.isBaseMember(Field))
    return Base;
  Step Next;
  Next.Kind = StepKind::Field;
  Next.Record = Unit.Names.record(Field->getParent());
  Next.Field = Unit.Names.field(Field);
  Unit.Records.insert(cast<RecordDecl>(Field->getParent()->getCanonicalDecl()));
  Base.Steps.push_back(Next);
  return Field->getType()->isReferenceType() ? dereferenced(std::move(Base))
                                             : Base;
}

std::optional<Place> Expressions::memberPlace(const MemberExpr *E) {
  if (const auto *Static = dyn_cast<VarDecl>(E->getMemberDecl())) {
    discard(E->getBase());
    return variablePlace(Static);
  }
  const auto *Field = dyn_cast<FieldDecl>(E->getMemberDecl());
  std::optional<Place> Base =
      E->isArrow() ? pointeePlace(E->getBase()) : place(E->getBase());
  if (!Base || !Field)
    return std::nullopt;
  return withField(std::move(*Base), Field);
}

std::optional<Place> Expressions::elementPlace(const ArraySubscriptExpr *E) {
  std::optional<Place> Array = arrayPlace(E->getBase());
  Operand Index = value(E->getIdx());
  if (!Array)
    return std::nullopt;
  return elementOf(std::move(*Array), Index);
}

/// The array whose elements \p Pointer counts.
std::optional<Place> Expressions::arrayPlace(const Expr *Pointer) {
  const auto *Decay = dyn_cast<CastExpr>(Unit.Shapes.peel(Pointer));
  if (Decay && Decay->getCastKind() == CK_ArrayToPointerDecay)
    return place(Decay->getSubExpr());
  return pointeePlace(Pointer);
}

/// An access path grows where it can: `s->bus->dev` loads nothing by itself.
std::optional<Place> Expressions::pointeePlace(const Expr *Pointer) {
  const Expr *Core = unwrap(Unit.Shapes.peel(Pointer));
  if (Values.contains(Core) || Scan.regionRoot(Core) >= 0)
    return Out.pointee(value(Core));
  if (const auto *Cast = dyn_cast<CastExpr>(Core)) {
    if (Cast->getCastKind() == CK_LValueToRValue) {
      std::optional<Place> From = place(Cast->getSubExpr());
      if (From && !From->isVariable())
        return dereferenced(std::move(*From));
    }
    if (Cast->getCastKind() == CK_ArrayToPointerDecay)
      if (std::optional<Place> Array = place(Cast->getSubExpr()))
        return elementOf(std::move(*Array), integer(0));
  }
  const auto *Sum = dyn_cast<BinaryOperator>(Core);
  if (Sum && Sum->getOpcode() == BO_Add &&
      Sum->getLHS()->getType()->isPointerType()) {
    std::optional<Place> Base = arrayPlace(Sum->getLHS());
    Operand Index = value(Sum->getRHS());
    return Base ? std::optional(elementOf(std::move(*Base), Index))
                : std::nullopt;
  }
  return Out.pointee(value(Core));
}

std::optional<Place> Expressions::castPlace(const CastExpr *E) {
  if (isIdentityCast(E))
    return place(E->getSubExpr());
  discard(E->getSubExpr());
  return std::nullopt;
}

Operand Expressions::addressOf(const Expr *E) {
  E = unwrap(E);
  if (const auto *Reference = dyn_cast<DeclRefExpr>(E))
    if (const auto *Function = dyn_cast<FunctionDecl>(Reference->getDecl()))
      return named(OperandKind::Function, Unit.mention(Function));
  if (isa<clang::StringLiteral, PredefinedExpr>(E))
    return lowerDecay(E);
  if (const auto *Dereference = dyn_cast<UnaryOperator>(E);
      Dereference && Dereference->getOpcode() == UO_Deref)
    return value(Dereference->getSubExpr());
  std::optional<Place> Target = place(E);
  return Target ? Out.address(std::move(*Target), site(E)) : unknown();
}
