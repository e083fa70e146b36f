//===- Initializers.cpp - Lowering of initializers ------------------------===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "analyzer/capture/Expressions.h"
#include "clang/AST/ASTContext.h"

using namespace clang;
using namespace qomlint;

/// Zeros that the source does not spell are stored up to this many: a large
/// table of nothing says nothing.
static constexpr unsigned MostZeros = 16;

/// How many stores it takes to clear an object, up to a few more than
/// MostZeros.
static uint64_t countScalars(QualType Type) {
  if (const auto *Array =
          dyn_cast_or_null<ConstantArrayType>(Type->getAsArrayTypeUnsafe()))
    return Array->getZExtSize() > MostZeros
               ? MostZeros + 1
               : Array->getZExtSize() * countScalars(Array->getElementType());
  const RecordDecl *Record = Type->getAsRecordDecl();
  if (!Record || !Record->getDefinition())
    return 1;
  uint64_t Count = 0;
  for (const FieldDecl *Field : Record->getDefinition()->fields())
    if (Count <= MostZeros)
      Count += countScalars(Field->getType());
  return Count;
}

void Expressions::initialize(const Place &To, QualType Type, const Expr *E) {
  E = unwrap(E);
  if (Type->isReferenceType()) {
    Out.store(To, value(E), site(E));
  } else if (const auto *Temporary = dyn_cast<CXXBindTemporaryExpr>(E)) {
    if (To.isVariable())
      Temporaries[Temporary] = To.Index;
    initialize(To, Type, Temporary->getSubExpr());
    noteMade(Temporary, true);
  } else if (const auto *List = dyn_cast<InitListExpr>(E)) {
    initializeList(To, Type, List);
  } else if (const auto *Construct = dyn_cast<CXXConstructExpr>(E)) {
    construct(To, Construct);
  } else if (const auto *Values = dyn_cast<CXXStdInitializerListExpr>(E)) {
    constructList(To, Values);
  } else if (const auto *Inherited = dyn_cast<CXXInheritedCtorInitExpr>(E)) {
    constructInherited(To, Inherited);
  } else if (const auto *Lambda = dyn_cast<LambdaExpr>(E)) {
    initializeClosure(To, Lambda);
  } else if (isa<ImplicitValueInitExpr, CXXScalarValueInitExpr>(E)) {
    clear(To, Type, site(E));
  } else if (const auto *Literal =
                 dyn_cast<CompoundLiteralExpr>(E->IgnoreParenImpCasts());
             Literal && Type->isRecordType() && !Scan.arm(E)) {
    initialize(To, Type, Literal->getInitializer());
  } else if (const auto *Cast = dyn_cast<CastExpr>(E);
             Cast && Type->isRecordType() && isIdentityCast(Cast)) {
    initialize(To, Type, Cast->getSubExpr());
  } else if (Type->isArrayType()) {
    initializeUnknownArray(To, E);
  } else {
    Out.store(To, value(E), site(E));
  }
}

/// A string into a character array is of no interest; anything else hides
/// what the elements become.
void Expressions::initializeUnknownArray(const Place &To, const Expr *E) {
  if (isa<clang::StringLiteral, PredefinedExpr>(E))
    return;
  lowerChildren(E);
  Out.store(elementOf(To, unknown()), unknown(), site(E));
}

void Expressions::initializeList(const Place &To, QualType Type,
                                 const InitListExpr *List) {
  if (const InitListExpr *Semantic = List->getSemanticForm())
    List = Semantic;
  if (List->isTransparent())
    return initialize(To, Type, List->getInit(0));
  if (const RecordDecl *Record = Type->getAsRecordDecl())
    return initializeRecord(To, Record, List);
  if (const auto *Array = Type->getAsArrayTypeUnsafe())
    return initializeArray(To, Array, List);
  if (List->getNumInits())
    return initialize(To, Type, List->getInit(0));
  clear(To, Type, site(List));
}

void Expressions::initializeRecord(const Place &To, const RecordDecl *Record,
                                   const InitListExpr *List) {
  if (Record->isUnion()) {
    if (const FieldDecl *Field = List->getInitializedFieldInUnion())
      if (List->getNumInits())
        initialize(withField(To, Field), Field->getType(), List->getInit(0));
    return;
  }
  unsigned Index = 0;
  if (const auto *Class = dyn_cast<CXXRecordDecl>(Record))
    for (const CXXBaseSpecifier &Base : Class->bases())
      if (Index < List->getNumInits())
        initialize(To, Base.getType(), List->getInit(Index++));
  bool StoresZeros = countScalars(List->getType()) <= MostZeros;
  for (const FieldDecl *Field : Record->fields()) {
    if (Field->isUnnamedBitField())
      continue;
    if (Index >= List->getNumInits())
      return;
    const Expr *Value = List->getInit(Index++);
    if (!isa<ImplicitValueInitExpr>(Value))
      initialize(withField(To, Field), Field->getType(), Value);
    else if (StoresZeros)
      clear(withField(To, Field), Field->getType(), site(List));
  }
}

void Expressions::initializeArray(const Place &To, const ArrayType *Type,
                                  const InitListExpr *List) {
  QualType Element = Type->getElementType();
  const auto *Known = dyn_cast<ConstantArrayType>(Type);
  bool StoresZeros = Known && countScalars(QualType(Known, 0)) <= MostZeros;
  unsigned Count = List->getNumInits();
  for (unsigned I = 0; I < Count; ++I) {
    const Expr *Value = List->getInit(I);
    if (Value && !isa<ImplicitValueInitExpr>(Value))
      initialize(elementOf(To, integer(I)), Element, Value);
    else if (StoresZeros)
      clear(elementOf(To, integer(I)), Element, site(List));
  }
  if (StoresZeros)
    for (uint64_t I = Count; I < Known->getZExtSize(); ++I)
      clear(elementOf(To, integer(I)), Element, site(List));
}

void Expressions::clear(const Place &To, QualType Type, Site Where) {
  if (Type->isAnyPointerType() || Type->isIntegralOrEnumerationType()) {
    Out.store(To, zero(Type), Where);
    return;
  }
  if (countScalars(Type) > MostZeros)
    return;
  if (const auto *Array =
          dyn_cast_or_null<ConstantArrayType>(Type->getAsArrayTypeUnsafe()))
    for (uint64_t I = 0; I < Array->getZExtSize(); ++I)
      clear(elementOf(To, integer(I)), Array->getElementType(), Where);
  const RecordDecl *Record = Type->getAsRecordDecl();
  if (!Record || Record->isUnion() || !Record->getDefinition())
    return;
  for (const FieldDecl *Field : Record->getDefinition()->fields())
    clear(withField(To, Field), Field->getType(), Where);
}
