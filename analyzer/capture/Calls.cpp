//===- Calls.cpp - Lowering of calls --------------------------------------===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "analyzer/capture/Expressions.h"
#include "clang/AST/ASTContext.h"
#include "clang/Basic/Builtins.h"

using namespace clang;
using namespace qomlint;

static bool isTrivialAssignment(const CallExpr *E) {
  const auto *Method = dyn_cast_or_null<CXXMethodDecl>(E->getDirectCallee());
  return Method && Method->isTrivial() &&
         (Method->isCopyAssignmentOperator() ||
          Method->isMoveAssignmentOperator());
}

Operand Expressions::lowerCall(const CallExpr *E) {
  if (const Expr *Object = Unit.Shapes.checked(E))
    return value(Object);
  if (isa<CXXPseudoDestructorExpr>(E->getCallee()->IgnoreParens()))
    return lowerChildren(E);
  if (const FunctionDecl *Callee = E->getDirectCallee())
    if (std::optional<Operand> Result = lowerBuiltin(E, Callee))
      return *Result;
  if (isTrivialAssignment(E))
    if (std::optional<Operand> Result = lowerTrivialAssignment(E))
      return *Result;
  Event Call;
  Call.Where = site(E);
  Call.Type = resultRecord(E);
  lowerCallee(Call, E);
  lowerArguments(Call, E);
  if (!E->getType()->isVoidType())
    return Out.define(std::move(Call));
  Out.append(std::move(Call));
  return unknown();
}

Name Expressions::resultRecord(const CallExpr *E) {
  const RecordDecl *Outer = Scan.resultRecord(E);
  const RecordDecl *Own =
      E->getType()->isPointerType() ? recordOf(E->getType()) : nullptr;
  if (!Outer || (Own && Unit.Shapes.derives(Own, Outer)))
    Outer = Own;
  if (!Outer)
    return Name();
  Unit.Records.insert(cast<RecordDecl>(Outer->getCanonicalDecl()));
  return Unit.Names.record(Outer);
}

//===----------------------------------------------------------------------===//
// Callee and arguments
//===----------------------------------------------------------------------===//

/// Steps from `(*hooks->get)` to `hooks->get`.
static const Expr *functionPointer(const Expr *Callee) {
  while (true) {
    Callee = Callee->IgnoreParens();
    const auto *Cast = dyn_cast<CastExpr>(Callee);
    const auto *Unary = dyn_cast<UnaryOperator>(Callee);
    if (Cast && (Cast->getCastKind() == CK_FunctionToPointerDecay ||
                 isIdentityCast(Cast)))
      Callee = Cast->getSubExpr();
    else if (Unary && (Unary->getOpcode() == UO_Deref ||
                       Unary->getOpcode() == UO_AddrOf))
      Callee = Unary->getSubExpr();
    else
      return Callee;
  }
}

void Expressions::lowerCallee(Event &Call, const CallExpr *E) {
  const FunctionDecl *Direct = E->getDirectCallee();
  const Expr *Pointer = functionPointer(E->getCallee());
  if (!Direct)
    if (const auto *Reference = dyn_cast<DeclRefExpr>(Pointer))
      Direct = dyn_cast<FunctionDecl>(Reference->getDecl());
  if (Direct) {
    Call.Kind = EventKind::Call;
    Call.Callee = Unit.mention(Direct);
    return;
  }
  Call.Kind = EventKind::CallThroughPointer;
  if (const auto *Read = dyn_cast<CastExpr>(Pointer);
      Read && Read->getCastKind() == CK_LValueToRValue)
    Call.Target = place(Read->getSubExpr());
  if (Call.Target)
    return;
  Place Holder =
      placeOf(PlaceRoot::Variable, Out.hidden("callee", Unit.AST.VoidPtrTy));
  Operand Function = value(Pointer);
  Out.store(Holder, Function, site(E->getCallee()));
  Call.Target = Holder;
}

void Expressions::lowerArguments(Event &Call, const CallExpr *E) {
  if (const auto *Method = dyn_cast<CXXMemberCallExpr>(E)) {
    const Expr *Object = Method->getImplicitObjectArgument();
    if (Object)
      Call.Operands.push_back(value(Object));
  }
  for (const Expr *Argument : E->arguments())
    Call.Operands.push_back(argument(Argument));
}

Operand Expressions::argument(const Expr *E) {
  if (E->isPRValue() && isPassedByAddress(E->getType()))
    return Out.address(materialize(E), site(E));
  return value(E);
}

/// Copies the bytes, as assignment in C. The operator of a union has no body
/// that says so.
std::optional<Operand> Expressions::lowerTrivialAssignment(const CallExpr *E) {
  Event Call;
  lowerArguments(Call, E);
  std::optional<Place> To = Out.pointee(Call.Operands[0]);
  std::optional<Place> From = Out.pointee(Call.Operands[1]);
  if (!To || !From)
    return std::nullopt;
  Out.store(*To, Out.load(*From, site(E)), site(E));
  return Call.Operands[0];
}

//===----------------------------------------------------------------------===//
// Built-in functions
//===----------------------------------------------------------------------===//

/// Built-in functions that return their first argument.
static bool isTransparent(unsigned Builtin) {
  switch (Builtin) {
  case Builtin::BI__builtin_assume_aligned:
  case Builtin::BI__builtin_launder:
  case Builtin::BI__builtin_addressof:
  case Builtin::BImove:
  case Builtin::BImove_if_noexcept:
  case Builtin::BIforward:
  case Builtin::BIforward_like:
  case Builtin::BIas_const:
  case Builtin::BIaddressof:
  case Builtin::BI__addressof:
    return true;
  default:
    return false;
  }
}

std::optional<Operand> Expressions::lowerBuiltin(const CallExpr *E,
                                                 const FunctionDecl *Callee) {
  unsigned Builtin = Callee->getBuiltinID();
  if (!Builtin)
    return std::nullopt;
  if (Builtin == Builtin::BI__builtin_expect ||
      Builtin == Builtin::BI__builtin_expect_with_probability)
    return condition(E->getArg(0));
  // What can be folded was folded before this.
  if (Builtin == Builtin::BI__builtin_constant_p)
    return integer(0);
  if (isTransparent(Builtin))
    return value(E->getArg(0));
  if (Unit.AST.BuiltinInfo.isPredefinedLibFunction(Builtin))
    return std::nullopt;
  llvm::StringRef Spelling = Callee->getName();
  if (Unit.AST.BuiltinInfo.isLibFunction(Builtin) ||
      Spelling == "__builtin_alloca")
    return lowerLibraryBuiltin(E, Spelling);
  for (const Expr *Argument : E->arguments())
    discard(Argument);
  if (Spelling.starts_with("__sync_") && E->getNumArgs())
    if (std::optional<Place> Target = Out.pointee(value(E->getArg(0))))
      Out.store(*Target, unknown(), site(E));
  return unknown();
}

/// `__builtin_memcpy` is memcpy.
Operand Expressions::lowerLibraryBuiltin(const CallExpr *E,
                                         llvm::StringRef Spelling) {
  Spelling.consume_front("__builtin_");
  Event Call;
  Call.Kind = EventKind::Call;
  Call.Where = site(E);
  Call.Callee = Name(Spelling);
  Call.Type = resultRecord(E);
  lowerArguments(Call, E);
  if (!E->getType()->isVoidType())
    return Out.define(std::move(Call));
  Out.append(std::move(Call));
  return unknown();
}

//===----------------------------------------------------------------------===//
// Atomic operations
//===----------------------------------------------------------------------===//

namespace {
/// What an atomic operation does, apart from being atomic.
enum class AtomicShape { Load, LoadInto, Store, StoreFrom, Exchange, Other };
} // namespace

static AtomicShape shapeOf(AtomicExpr::AtomicOp Operation) {
  switch (Operation) {
  case AtomicExpr::AO__c11_atomic_load:
  case AtomicExpr::AO__atomic_load_n:
    return AtomicShape::Load;
  case AtomicExpr::AO__atomic_load:
    return AtomicShape::LoadInto;
  case AtomicExpr::AO__c11_atomic_store:
  case AtomicExpr::AO__c11_atomic_init:
  case AtomicExpr::AO__atomic_store_n:
    return AtomicShape::Store;
  case AtomicExpr::AO__atomic_store:
    return AtomicShape::StoreFrom;
  case AtomicExpr::AO__c11_atomic_exchange:
  case AtomicExpr::AO__atomic_exchange_n:
    return AtomicShape::Exchange;
  default:
    return AtomicShape::Other;
  }
}

/// The operator of `__atomic_fetch_add` and `__atomic_add_fetch`.
static llvm::StringRef updateOperator(AtomicExpr::AtomicOp Operation,
                                      bool &ReturnsNew) {
  ReturnsNew = false;
  switch (Operation) {
  case AtomicExpr::AO__atomic_add_fetch:
    ReturnsNew = true;
    [[fallthrough]];
  case AtomicExpr::AO__atomic_fetch_add:
  case AtomicExpr::AO__c11_atomic_fetch_add:
    return "+";
  case AtomicExpr::AO__atomic_sub_fetch:
    ReturnsNew = true;
    [[fallthrough]];
  case AtomicExpr::AO__atomic_fetch_sub:
  case AtomicExpr::AO__c11_atomic_fetch_sub:
    return "-";
  case AtomicExpr::AO__atomic_fetch_and:
    return "&";
  case AtomicExpr::AO__atomic_fetch_or:
    return "|";
  default:
    return "";
  }
}

Operand Expressions::lowerAtomic(const AtomicExpr *E) {
  std::optional<Place> Target = pointeePlace(E->getPtr());
  if (!Target)
    return lowerChildren(E);
  Site Where = site(E);
  switch (shapeOf(E->getOp())) {
  case AtomicShape::Load:
    return Out.load(*Target, Where);
  case AtomicShape::LoadInto: {
    Operand Value = Out.load(*Target, Where);
    if (std::optional<Place> To = pointeePlace(E->getVal1()))
      Out.store(*To, Value, Where);
    return unknown();
  }
  case AtomicShape::Store:
    Out.store(*Target, value(E->getVal1()), Where);
    return unknown();
  case AtomicShape::StoreFrom: {
    std::optional<Place> From = pointeePlace(E->getVal1());
    Out.store(*Target, From ? Out.load(*From, Where) : unknown(), Where);
    return unknown();
  }
  case AtomicShape::Exchange: {
    Operand New = value(E->getVal1());
    Operand Old = Out.load(*Target, Where);
    Out.store(*Target, New, Where);
    return Old;
  }
  case AtomicShape::Other:
    return atomicUpdate(E, *Target);
  }
}

Operand Expressions::atomicUpdate(const AtomicExpr *E, const Place &Target) {
  bool ReturnsNew = false;
  llvm::StringRef Operator = updateOperator(E->getOp(), ReturnsNew);
  Site Where = site(E);
  if (Operator.empty()) {
    lowerChildren(E);
    Out.store(Target, unknown(), Where);
    return unknown();
  }
  Operand Change = value(E->getVal1());
  Operand Old = Out.load(Target, Where);
  Operand New = Out.compute(Operator, Old, Change, Where);
  Out.store(Target, New, Where);
  return ReturnsNew ? New : Old;
}
