//===- Body.cpp - A function's facts under construction -------------------===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "analyzer/capture/Body.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/DeclCXX.h"

using namespace clang;
using namespace qomlint;

Body::Body(UnitContext &Unit, const FunctionDecl *Declaration) : Unit(Unit) {
  Facts.Key = Unit.Names.function(Declaration);
  Facts.At = Unit.Source.position(Declaration->getLocation());
  Facts.Internal = !Declaration->isExternallyVisible();
  Facts.NoReturn = Declaration->isNoReturn();
  Facts.Variadic = Declaration->isVariadic();
  QualType Return = Declaration->getReturnType();
  Facts.ReturnType = Unit.Names.recordOf(Return);
  Facts.ReturnsPointer =
      Return->isAnyPointerType() || Return->isReferenceType();
  Facts.ReturnsVoid = Return->isVoidType();
  const auto *Method = dyn_cast<CXXMethodDecl>(Declaration);
  if (Method && Method->isInstance())
    addVariable(Name("this"), Method->getThisType(), Facts.At);
  for (const ParmVarDecl *Parameter : Declaration->parameters())
    variable(Parameter);
  Facts.ParameterCount = Facts.Variables.size();
}

VariableId Body::addVariable(Name Identifier, QualType Type, Position At) {
  Variable Result;
  Result.Identifier = Identifier;
  Result.Type = Unit.mention(Type);
  QualType Element = Type;
  while (const auto *Array = Element->getAsArrayTypeUnsafe())
    Element = Array->getElementType();
  Result.Pointer = Element->isAnyPointerType() || Element->isReferenceType();
  Result.At = At;
  Facts.Variables.push_back(Result);
  return Facts.Variables.size() - 1;
}

VariableId Body::variable(const VarDecl *Declaration) {
  if (auto Known = Variables.find(Declaration); Known != Variables.end())
    return Known->second;
  VariableId Id =
      addVariable(Name(Declaration->getName()), Declaration->getType(),
                  Unit.Source.position(Declaration->getLocation()));
  if (isa<ParmVarDecl>(Declaration) &&
      isPassedByAddress(Declaration->getType()))
    Facts.Variables[Id].Pointer = true;
  return Variables[Declaration] = Id;
}

VariableId Body::hidden(llvm::StringRef Purpose, QualType Type) {
  std::string Text = ("$" + Purpose + llvm::Twine(++HiddenCount)).str();
  return addVariable(Name(Text), Type, Position());
}

Operand Body::define(Event E) {
  E.Result = NextTemporary++;
  Operand Result = indexed(OperandKind::Temporary, E.Result);
  append(std::move(E));
  return Result;
}

void Body::append(Event E) {
  Facts.Blocks[Current].Events.push_back(std::move(E));
}

static Event event(EventKind Kind, Site Where) {
  Event Result;
  Result.Kind = Kind;
  Result.Where = Where;
  return Result;
}

Operand Body::load(Place From, Site Where) {
  Event E = event(EventKind::Load, Where);
  E.Target = std::move(From);
  return define(std::move(E));
}

void Body::store(Place To, Operand Value, Site Where) {
  Event E = event(EventKind::Store, Where);
  E.Target = std::move(To);
  E.Operands = {Value};
  append(std::move(E));
}

Operand Body::compute(llvm::StringRef Operator, Operand A, Operand B,
                      Site Where) {
  Event E = event(EventKind::Compute, Where);
  E.Callee = Name(Operator);
  E.Operands = {A, B};
  return define(std::move(E));
}

Operand Body::unary(llvm::StringRef Operator, Operand A, Site Where) {
  Event E = event(EventKind::Compute, Where);
  E.Callee = Name(Operator);
  E.Operands = {A};
  return define(std::move(E));
}

void Body::endScope(VariableId Id, Site Where) {
  Event E = event(EventKind::ScopeEnd, Where);
  E.Variable = Id;
  append(std::move(E));
}

Operand Body::addressOf(const Place &P) {
  if (P.Root == PlaceRoot::Variable && !hasDereference(P))
    Facts.Variables[P.Index].Slot = true;
  auto Known = llvm::find(Facts.Places, P);
  uint32_t Index = Known - Facts.Places.begin();
  if (Known == Facts.Places.end())
    Facts.Places.push_back(P);
  return indexed(OperandKind::Address, Index);
}

/// `&p[0]` is p.
static bool isFirstPointee(const Place &P) {
  size_t Count = P.Steps.size();
  return Count >= 2 && P.Steps[Count - 1].Kind == StepKind::Element &&
         P.Steps[Count - 1].Index == integer(0) &&
         P.Steps[Count - 2].Kind == StepKind::Dereference;
}

Operand Body::address(Place P, Site Where) {
  if (isFirstPointee(P))
    P.Steps.pop_back();
  if (P.Steps.empty() || P.Steps.back().Kind != StepKind::Dereference)
    return addressOf(P);
  P.Steps.pop_back();
  if (!P.Steps.empty() || P.Root == PlaceRoot::Global)
    return load(std::move(P), Where);
  return indexed(P.Root == PlaceRoot::Variable ? OperandKind::Variable
                                               : OperandKind::Temporary,
                 P.Index);
}

std::optional<Place> Body::pointee(Operand Pointer) const {
  switch (Pointer.Kind) {
  case OperandKind::Variable:
    return dereferenced(placeOf(PlaceRoot::Variable, Pointer.Index));
  case OperandKind::Temporary:
    return dereferenced(placeOf(PlaceRoot::Temporary, Pointer.Index));
  case OperandKind::Address:
    return Facts.Places[Pointer.Index];
  default:
    return std::nullopt;
  }
}
