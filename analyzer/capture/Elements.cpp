//===- Elements.cpp - Lowering of statements and scopes -------------------===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "analyzer/capture/GraphLowering.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/Attr.h"
#include "clang/AST/StmtCXX.h"

using namespace clang;
using namespace qomlint;

void GraphLowering::lowerElement(const CFGElement &Element,
                                 const CFGBlock &Block) {
  if (auto Statement = Element.getAs<CFGStmt>())
    lowerStatement(Statement->getStmt(), Block);
  else if (auto Cleanup = Element.getAs<CFGCleanupFunction>())
    lowerCleanup(*Cleanup, Block);
  else if (auto End = Element.getAs<CFGLifetimeEnds>())
    endVariable(End->getVarDecl(), scopeEnd(End->getTriggerStmt()));
  else if (auto Destructor = Element.getAs<CFGImplicitDtor>())
    lowerDestructor(*Destructor);
  else if (auto Initializer = Element.getAs<CFGInitializer>())
    Values.initializeMember(Initializer->getInitializer());
}

void GraphLowering::lowerStatement(const Stmt *Statement,
                                   const CFGBlock &Block) {
  if (int Region = Scan.region(Statement); Region >= 0) {
    Values.emitRegion(Region);
    // The macro as a whole is a value like any other to what is around it.
    if (const auto *Value = dyn_cast<Expr>(Statement);
        Value && Scan.regionRoot(unwrap(Value)) == Region)
      Values.element(Value, Condition && unwrap(Value) == Condition);
    return;
  }
  if (const auto *Declaration = dyn_cast<DeclStmt>(Statement)) {
    for (const Decl *Declared : Declaration->decls())
      if (const auto *Variable = dyn_cast<VarDecl>(Declared))
        Values.declare(Variable);
  } else if (const auto *Return = dyn_cast<ReturnStmt>(Statement)) {
    lowerReturn(Return);
  } else if (const auto *Assembly = dyn_cast<GCCAsmStmt>(Statement)) {
    for (unsigned I = 0; I < Assembly->getNumOutputs(); ++I)
      Values.overwrite(Assembly->getOutputExpr(I));
  } else if (const auto *Value = dyn_cast<Expr>(Statement)) {
    Values.element(Value, Condition && unwrap(Value) == Condition);
    if (isa<CXXThrowExpr>(Value))
      unwind(Value);
  }
}

/// What is returned is read before the scopes end.
void GraphLowering::lowerReturn(const ReturnStmt *Return) {
  ReturnSite = Unit.Source.site(Return->getSourceRange());
  const Expr *Value = Return->getRetValue();
  if (!Value)
    return;
  if (Value->getType()->isVoidType())
    return Values.discard(Value);
  Operand Result = Values.value(Value);
  if (Result.Kind == OperandKind::Variable &&
      Out.endsBeforeReturn(Result.Index))
    Result = Out.load(placeOf(PlaceRoot::Variable, Result.Index), ReturnSite);
  Returned = Result;
}

void GraphLowering::endVariable(const VarDecl *Variable, Site Where) {
  if (!Out.knows(Variable) || isa<ParmVarDecl>(Variable) ||
      !Ended.insert(Variable).second)
    return;
  VariableId Id = Out.variable(Variable);
  const auto &Known = Out.Facts.Variables[Id];
  if (Known.Pointer || Known.Slot || !Known.Type.empty())
    Out.endScope(Id, Where);
}

/// Where a scope ends: the jump out of it, or its last token.
Site GraphLowering::scopeEnd(const Stmt *Trigger) {
  if (!Trigger)
    return Site();
  if (isa<ReturnStmt, BreakStmt, ContinueStmt, GotoStmt>(Trigger))
    return Unit.Source.site(Trigger->getSourceRange());
  return Unit.Source.site(Trigger->getEndLoc());
}

/// A cleanup element does not say where it runs; the end of the variable's
/// lifetime, which follows, does.
static const Stmt *cleanupTrigger(const VarDecl *Variable,
                                  const CFGBlock &Block) {
  for (const CFGElement &Element : Block)
    if (auto End = Element.getAs<CFGLifetimeEnds>())
      if (End->getVarDecl() == Variable)
        return End->getTriggerStmt();
  return nullptr;
}

void GraphLowering::lowerCleanup(const CFGCleanupFunction &Cleanup,
                                 const CFGBlock &Block) {
  const VarDecl *Variable = Cleanup.getVarDecl();
  destroyVariable(Variable, scopeEnd(cleanupTrigger(Variable, Block)));
}

/// Calls what runs at the end of the variable's life, and ends it.
void GraphLowering::destroyVariable(const VarDecl *Variable, Site Where) {
  if (Scan.isSilent(Variable))
    return;
  Place Object = placeOf(PlaceRoot::Variable, Out.variable(Variable));
  if (const auto *Cleanup = Variable->getAttr<CleanupAttr>()) {
    Event Call;
    Call.Kind = EventKind::Call;
    Call.Where = Where;
    Call.Callee = Unit.mention(Cleanup->getFunctionDecl());
    Call.Operands = {Out.address(Object, Where)};
    Call.Implicit = true;
    Out.append(std::move(Call));
  } else {
    // A reference extends the life of the temporary that it names.
    if (Variable->getType()->isReferenceType())
      Object = dereferenced(std::move(Object));
    Values.destroy(Object, Variable->getType().getNonReferenceType(), Where);
  }
  endVariable(Variable, Where);
}

/// The CFG has no cleanups on the ways that exceptions take.
void GraphLowering::unwind(const Stmt *Thrower) {
  Site Where = Unit.Source.site(Thrower->getSourceRange());
  for (const VarDecl *Variable : Scan.unwound(Thrower))
    destroyVariable(Variable, Where);
}

void GraphLowering::lowerDestructor(const CFGImplicitDtor &Destructor) {
  if (auto Automatic = Destructor.getAs<CFGAutomaticObjDtor>()) {
    destroyVariable(Automatic->getVarDecl(),
                    scopeEnd(Automatic->getTriggerStmt()));
  } else if (auto Temporary = Destructor.getAs<CFGTemporaryDtor>()) {
    const CXXBindTemporaryExpr *Object = Temporary->getBindTemporaryExpr();
    Values.destroyTemporary(Object, Unit.Source.site(Object->getSourceRange()));
  } else if (auto Delete = Destructor.getAs<CFGDeleteDtor>()) {
    const CXXDeleteExpr *Expression = Delete->getDeleteExpr();
    Values.callDestructor(Destructor.getDestructorDecl(Unit.AST),
                          Values.value(Expression->getArgument()),
                          Unit.Source.site(Expression->getSourceRange()));
  } else if (auto Member = Destructor.getAs<CFGMemberDtor>()) {
    const FieldDecl *Field = Member->getFieldDecl();
    Values.destroy(Values.member(Field), Field->getType(),
                   Unit.Source.site(Definition->getEndLoc()));
  } else if (auto Base = Destructor.getAs<CFGBaseDtor>()) {
    Values.destroy(*Out.pointee(Out.self()),
                   Base->getBaseSpecifier()->getType(),
                   Unit.Source.site(Definition->getEndLoc()));
  }
}
