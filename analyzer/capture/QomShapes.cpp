//===- QomShapes.cpp - Forms that keep an object's identity ---------------===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "analyzer/capture/QomShapes.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/DeclCXX.h"
#include "clang/AST/ExprCXX.h"

using namespace clang;
using namespace qomlint;

const RecordDecl *qomlint::recordOf(QualType Type) {
  if (Type.isNull())
    return nullptr;
  Type = Type.getNonReferenceType();
  while (const auto *Array = Type->getAsArrayTypeUnsafe())
    Type = Array->getElementType();
  QualType Pointee = Type->getPointeeType();
  if (!Pointee.isNull())
    Type = Pointee;
  return Type->getAsRecordDecl();
}

const Expr *qomlint::unwrap(const Expr *E) {
  while (true) {
    const Expr *Inner = E->IgnoreParens();
    if (const auto *Full = dyn_cast<FullExpr>(Inner))
      Inner = Full->getSubExpr();
    else if (const auto *Argument =
                 dyn_cast<SubstNonTypeTemplateParmExpr>(Inner))
      Inner = Argument->getReplacement();
    if (Inner == E)
      return E;
    E = Inner;
  }
}

bool qomlint::isPassedByAddress(QualType Type) {
  const CXXRecordDecl *Class = Type->getAsCXXRecordDecl();
  return Class && Class->hasDefinition() && !Class->canPassInRegisters();
}

bool qomlint::isIdentityCast(const CastExpr *Cast) {
  switch (Cast->getCastKind()) {
  case CK_NoOp:
  case CK_BitCast:
  case CK_LValueBitCast:
  case CK_AddressSpaceConversion:
  case CK_IntegralCast:
  case CK_BooleanToSignedIntegral:
  case CK_IntegralToPointer:
  case CK_PointerToIntegral:
  case CK_BaseToDerived:
  case CK_DerivedToBase:
  case CK_UncheckedDerivedToBase:
  case CK_Dynamic:
  case CK_ConstructorConversion:
  case CK_UserDefinedConversion:
  case CK_AtomicToNonAtomic:
  case CK_NonAtomicToAtomic:
    return true;
  default:
    return false;
  }
}

QomShapes::Family QomShapes::family(const RecordDecl *Record) {
  if (!Record)
    return Family::None;
  if (const IdentifierInfo *Identifier = Record->getIdentifier()) {
    if (Identifier->isStr("Object"))
      return Family::Instance;
    if (Identifier->isStr("ObjectClass"))
      return Family::Class;
  }
  const RecordDecl *Definition = Record->getDefinition();
  if (!Definition)
    return Family::None;
  if (auto Known = Families.find(Definition); Known != Families.end())
    return Known->second;
  Family Result = family(base(Definition));
  Families[Definition] = Result;
  return Result;
}

/// The record at offset 0: the first base class or the first member.
static const RecordDecl *firstRecord(const RecordDecl *Definition) {
  if (const auto *Class = dyn_cast<CXXRecordDecl>(Definition))
    if (Class->getNumBases())
      return Class->bases_begin()->getType()->getAsCXXRecordDecl();
  if (Definition->isUnion() || Definition->field_empty())
    return nullptr;
  return Definition->field_begin()->getType()->getAsRecordDecl();
}

const RecordDecl *QomShapes::base(const RecordDecl *Record) {
  const RecordDecl *Definition = Record->getDefinition();
  if (!Definition)
    return nullptr;
  const RecordDecl *First = firstRecord(Definition);
  return family(First) == Family::None ? nullptr : First;
}

bool QomShapes::isInstance(const RecordDecl *Record) {
  return family(Record) == Family::Instance;
}

bool QomShapes::isClass(const RecordDecl *Record) {
  return family(Record) == Family::Class;
}

bool QomShapes::isBaseMember(const FieldDecl *Field) {
  // The first member of an anonymous struct may stand anywhere in the record.
  if (Field->getFieldIndex() != 0 ||
      Field->getParent()->isAnonymousStructOrUnion())
    return false;
  const RecordDecl *Type = Field->getType()->getAsRecordDecl();
  return Type && base(Field->getParent()) == Type;
}

bool QomShapes::derives(const RecordDecl *Derived, const RecordDecl *Base) {
  while ((Derived = base(Derived)))
    if (declaresSameEntity(Derived, Base))
      return true;
  return false;
}

static bool isCheckedCast(const FunctionDecl *Function) {
  const IdentifierInfo *Identifier = Function->getIdentifier();
  return Identifier && (Identifier->isStr("object_dynamic_cast_assert") ||
                        Identifier->isStr("object_class_dynamic_cast_assert"));
}

/// The generators name checkers in capitals and let them take any pointer. A
/// `_GET_CLASS` has the same signature and returns something else.
bool QomShapes::looksGenerated(const FunctionDecl *Function) {
  if (!Function->isInlineSpecified() || Function->getNumParams() != 1)
    return false;
  QualType Pointee = Function->getParamDecl(0)->getType()->getPointeeType();
  if (Pointee.isNull() || !Pointee->isVoidType() || !Pointee.isConstQualified())
    return false;
  if (!Function->getReturnType()->isPointerType() ||
      !recordOf(Function->getReturnType()))
    return false;
  llvm::StringRef Spelling = Function->getName();
  return !Spelling.ends_with("_GET_CLASS") &&
         llvm::none_of(Spelling, [](char C) { return llvm::isLower(C); });
}

bool QomShapes::returnsItsParameter(const FunctionDecl *Function) {
  const FunctionDecl *Definition = nullptr;
  if (!Function->isInlined() || Function->getNumParams() != 1 ||
      !Function->getParamDecl(0)->getType()->isPointerType() ||
      !Function->getReturnType()->isPointerType() ||
      !Function->hasBody(Definition))
    return false;
  const auto *Body = dyn_cast_or_null<CompoundStmt>(Definition->getBody());
  if (!Body || Body->size() != 1)
    return false;
  const auto *Return = dyn_cast<ReturnStmt>(Body->body_front());
  if (!Return || !Return->getRetValue())
    return false;
  const auto *Read =
      dyn_cast<DeclRefExpr>(peel(Return->getRetValue())->IgnoreParenImpCasts());
  return Read && Read->getDecl() == Definition->getParamDecl(0);
}

bool QomShapes::isChecker(const FunctionDecl *Function) {
  if (isCheckedCast(Function))
    return true;
  if (!Function->getIdentifier())
    return false;
  Function = Function->getCanonicalDecl();
  if (auto Known = Checkers.find(Function); Known != Checkers.end())
    return Known->second;
  // A function that returns its own call's argument is not one.
  Checkers[Function] = false;
  bool Result = looksGenerated(Function) || returnsItsParameter(Function);
  Checkers[Function] = Result;
  return Result;
}

const Expr *QomShapes::checked(const CallExpr *Call) {
  const FunctionDecl *Callee = Call->getDirectCallee();
  if (!Callee || Call->getNumArgs() == 0 || !isChecker(Callee))
    return nullptr;
  return Call->getArg(0);
}

const Expr *QomShapes::peel(const Expr *Value) {
  while (true) {
    Value = Value->IgnoreParens();
    const Expr *Inner = nullptr;
    if (const auto *Cast = dyn_cast<CastExpr>(Value))
      Inner = isIdentityCast(Cast) ? Cast->getSubExpr() : nullptr;
    else if (const auto *Call = dyn_cast<CallExpr>(Value))
      Inner = checked(Call);
    if (!Inner)
      return Value;
    Value = Inner;
  }
}
