//===- Objects.cpp - Lowering of C++ objects ------------------------------===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "analyzer/capture/Expressions.h"
#include "clang/AST/ASTContext.h"
#include "llvm/Support/SaveAndRestore.h"

using namespace clang;
using namespace qomlint;

/// The expressions that initialize() can build in place.
static bool isConstruction(const Expr *E) {
  return E->getType()->isRecordType() &&
         isa<CXXBindTemporaryExpr, CXXConstructExpr, CXXStdInitializerListExpr,
             InitListExpr, LambdaExpr, ImplicitValueInitExpr,
             CXXScalarValueInitExpr>(E);
}

std::optional<Operand> Expressions::lowerObject(const Expr *E) {
  if (isa<CXXThisExpr>(E))
    return thisPointer();
  if (const auto *New = dyn_cast<CXXNewExpr>(E))
    return lowerNew(New);
  if (const auto *Delete = dyn_cast<CXXDeleteExpr>(E))
    return lowerDelete(Delete);
  if (isa<CXXDefaultArgExpr, CXXDefaultInitExpr>(E))
    return defaultArgument(E);
  if (const auto *Rewritten = dyn_cast<CXXRewrittenBinaryOperator>(E))
    return value(Rewritten->getSemanticForm());
  if (isa<ImplicitValueInitExpr, CXXScalarValueInitExpr>(E) &&
      E->getType()->isScalarType())
    return zero(E->getType());
  if (const auto *List = dyn_cast<InitListExpr>(E);
      List && E->getType()->isScalarType())
    return List->getNumInits() ? value(List->getInit(0)) : zero(E->getType());
  if (isConstruction(E))
    return Out.load(materialize(E), site(E));
  return std::nullopt;
}

/// In a lambda, `this` is the captured one.
Operand Expressions::thisPointer() {
  const auto *Method = dyn_cast<CXXMethodDecl>(Enclosing);
  if (!Method || !Method->getParent()->isLambda())
    return Out.self();
  llvm::DenseMap<const ValueDecl *, FieldDecl *> Captures;
  FieldDecl *This = nullptr;
  Method->getParent()->getCaptureFields(Captures, This);
  return This ? Out.load(member(This), Site()) : unknown();
}

/// Default arguments are one expression that every call shares: what one call
/// evaluated must not serve another.
Operand Expressions::defaultArgument(const Expr *E) {
  const auto *Argument = dyn_cast<CXXDefaultArgExpr>(E);
  const Expr *Shared =
      Argument ? Argument->getExpr() : cast<CXXDefaultInitExpr>(E)->getExpr();
  llvm::SaveAndRestore FreshValues(Values);
  llvm::SaveAndRestore FreshPlaces(Places);
  Values.clear();
  Places.clear();
  return Shared ? value(Shared) : unknown();
}

//===----------------------------------------------------------------------===//
// Construction
//===----------------------------------------------------------------------===//

Place Expressions::materialize(const Expr *E) {
  Place Result = placeOf(PlaceRoot::Variable, Out.hidden("temp", E->getType()));
  initialize(Result, E->getType(), E);
  return Result;
}

void Expressions::construct(const Place &To, const CXXConstructExpr *E) {
  const CXXConstructorDecl *Constructor = E->getConstructor();
  if (Constructor->isCopyOrMoveConstructor() && Constructor->isTrivial()) {
    if (std::optional<Place> From = place(E->getArg(0)))
      Out.store(To, Out.load(*From, site(E)), site(E));
    return;
  }
  if (E->requiresZeroInitialization())
    clear(To, E->getType(), site(E));
  if (Constructor->isTrivial())
    return;
  Place Object = E->getType()->isArrayType() ? elementOf(To, unknown()) : To;
  Event Call;
  Call.Kind = EventKind::Call;
  Call.Where = site(E);
  Call.Callee = Unit.mention(Constructor);
  Call.Operands = {Out.address(Object, Call.Where)};
  for (const Expr *Argument : E->arguments())
    Call.Operands.push_back(argument(Argument));
  Out.append(std::move(Call));
}

/// The list points to an array beside it: to its first member, as libstdc++ and
/// libc++ have it.
void Expressions::constructList(const Place &To,
                                const CXXStdInitializerListExpr *E) {
  std::optional<Place> Array = place(E->getSubExpr());
  const RecordDecl *List = E->getType()->getAsRecordDecl();
  if (Array && List && !List->field_empty())
    Out.store(withField(To, *List->field_begin()), Out.address(*Array, site(E)),
              site(E));
}

/// `using Base::Base`: the base gets the parameters as they are.
void Expressions::constructInherited(const Place &To,
                                     const CXXInheritedCtorInitExpr *E) {
  Event Call;
  Call.Kind = EventKind::Call;
  Call.Where = site(E);
  Call.Callee = Unit.mention(E->getConstructor());
  Call.Operands = {Out.address(To, Call.Where)};
  for (const ParmVarDecl *Parameter : Enclosing->parameters())
    Call.Operands.push_back(
        indexed(OperandKind::Variable, Out.variable(Parameter)));
  Out.append(std::move(Call));
}

void Expressions::initializeMember(const CXXCtorInitializer *Initializer) {
  if (const FieldDecl *Field = Initializer->getAnyMember()) {
    Place To = member(Field);
    if (Field->getType()->isReferenceType())
      To.Steps.pop_back(); // The reference itself, not what it refers to.
    initialize(To, Field->getType(), Initializer->getInit());
    return;
  }
  const Expr *Base = Initializer->getInit();
  initialize(*Out.pointee(Out.self()), Base->getType(), Base);
}

void Expressions::initializeClosure(const Place &To, const LambdaExpr *E) {
  Unit.mention(E->getCallOperator());
  auto Field = E->getLambdaClass()->field_begin();
  for (const Expr *Initializer : E->capture_inits()) {
    Place Member = withField(To, *Field);
    if (Field->getType()->isReferenceType())
      Member.Steps.pop_back();
    initialize(Member, Field->getType(), Initializer);
    ++Field;
  }
}

Operand Expressions::lowerNew(const CXXNewExpr *E) {
  Operand Storage;
  if (E->getNumPlacementArgs() == 1 &&
      E->getOperatorNew()->isReservedGlobalPlacementOperator()) {
    Storage = value(E->getPlacementArg(0));
  } else {
    Event Allocate;
    Allocate.Kind = EventKind::AllocateStorage;
    Allocate.Where = site(E);
    Allocate.Type = Unit.mention(E->getAllocatedType());
    Storage = Out.define(std::move(Allocate));
  }
  std::optional<Place> Object = Out.pointee(Storage);
  if (E->getInitializer() && Object)
    initialize(*Object, E->getAllocatedType(), E->getInitializer());
  return Storage;
}

/// The destructor is an element of the CFG of its own, before this one.
Operand Expressions::lowerDelete(const CXXDeleteExpr *E) {
  Event Free;
  Free.Kind = EventKind::FreeStorage;
  Free.Where = site(E);
  Free.Operands = {value(E->getArgument())};
  Out.append(std::move(Free));
  return unknown();
}

//===----------------------------------------------------------------------===//
// Destruction
//===----------------------------------------------------------------------===//

void Expressions::callDestructor(const CXXDestructorDecl *Destructor,
                                 Operand Object, Site At) {
  if (!Destructor || Destructor->isTrivial())
    return;
  Event Call;
  Call.Kind = EventKind::Call;
  Call.Where = At;
  Call.Callee = Unit.mention(Destructor);
  Call.Operands = {Object};
  Call.Implicit = true;
  Out.append(std::move(Call));
}

void Expressions::destroy(const Place &Object, QualType Type, Site At) {
  Place Each = Object;
  while (const auto *Array = Type->getAsArrayTypeUnsafe()) {
    Type = Array->getElementType();
    Each = elementOf(std::move(Each), unknown());
  }
  if (const CXXRecordDecl *Class = Type->getAsCXXRecordDecl())
    if (!Class->hasTrivialDestructor())
      callDestructor(Class->getDestructor(), Out.address(Each, At), At);
}

void Expressions::expectConditional(const CXXBindTemporaryExpr *Temporary) {
  auto [Flag, Inserted] = MadeFlags.try_emplace(Temporary);
  if (!Inserted)
    return;
  Flag->second = Out.hidden("made", Unit.AST.BoolTy);
  Out.store(placeOf(PlaceRoot::Variable, Flag->second), integer(0), Site());
}

Operand Expressions::wasMade(const CXXBindTemporaryExpr *Temporary) const {
  auto Flag = MadeFlags.find(Temporary);
  return Flag == MadeFlags.end() ? unknown()
                                 : indexed(OperandKind::Variable, Flag->second);
}

/// A loop may come by again.
void Expressions::noteMade(const CXXBindTemporaryExpr *Temporary, bool Made) {
  auto Flag = MadeFlags.find(Temporary);
  if (Flag != MadeFlags.end())
    Out.store(placeOf(PlaceRoot::Variable, Flag->second), integer(Made),
              site(Temporary));
}

void Expressions::destroyTemporary(const CXXBindTemporaryExpr *Temporary,
                                   Site At) {
  auto Known = Temporaries.find(Temporary);
  if (Known == Temporaries.end())
    return;
  VariableId Variable = Known->second;
  destroy(placeOf(PlaceRoot::Variable, Variable), Temporary->getType(), At);
  Out.endScope(Variable, At);
  noteMade(Temporary, false);
}
