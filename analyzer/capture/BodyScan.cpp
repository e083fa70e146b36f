//===- BodyScan.cpp - What lowering must know beforehand ------------------===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "analyzer/capture/BodyScan.h"
#include "analyzer/capture/QomShapes.h"
#include "analyzer/capture/SourceMap.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/Attr.h"
#include "clang/AST/ExprCXX.h"
#include "clang/AST/StmtCXX.h"

using namespace clang;
using namespace qomlint;

void BodyScan::run(const Stmt *Body) { visit(Body); }

bool BodyScan::isNamedValue(const VarDecl *Variable) const {
  if (!Variable->hasLocalStorage() || !Variable->getInit() ||
      isa<ParmVarDecl>(Variable) || Variable->hasAttr<CleanupAttr>() ||
      Exposed.contains(Variable))
    return false;
  QualType Type = Variable->getType();
  return Type->isScalarType() && !Type.isVolatileQualified() &&
         Source.isMacroBody(Variable->getLocation());
}

void BodyScan::visit(const Stmt *Statement) {
  if (!Statement)
    return;
  if (Statement->getBeginLoc().isMacroID())
    if (ListedMacro Use = Macros.use(Statement);
        Use && !llvm::is_contained(Entered, Use.Body))
      return enterRegion(Statement, Use);
  noteContext(Statement);
  visitChildren(Statement);
  noteUnwinding(Statement);
}

/// True for statements whose declarations end with them.
static bool isScope(const Stmt *Statement) {
  return isa<CompoundStmt, ForStmt, IfStmt, WhileStmt, SwitchStmt,
             CXXForRangeStmt, CXXCatchStmt>(Statement);
}

void BodyScan::visitChildren(const Stmt *Statement) {
  if (const auto *Try = dyn_cast<CXXTryStmt>(Statement))
    return visitTry(Try);
  size_t Outside = Alive.size();
  visitParts(Statement);
  if (isScope(Statement))
    Alive.resize(Outside);
}

void BodyScan::visitTry(const CXXTryStmt *Try) {
  std::optional<size_t> Outside = TryStart;
  TryStart = Alive.size();
  visit(Try->getTryBlock());
  TryStart = Outside;
  for (unsigned I = 0; I < Try->getNumHandlers(); ++I)
    visit(Try->getHandler(I));
}

static bool needsUnwinding(const VarDecl *Variable) {
  if (!Variable->hasLocalStorage())
    return false;
  QualType Type = Variable->getType();
  return Variable->hasAttr<CleanupAttr>() ||
         Type.isDestructedType() == QualType::DK_cxx_destructor;
}

void BodyScan::noteUnwinding(const Stmt *Statement) {
  if (const auto *Declaration = dyn_cast<DeclStmt>(Statement)) {
    for (const Decl *Declared : Declaration->decls())
      if (const auto *Variable = dyn_cast<VarDecl>(Declared))
        if (needsUnwinding(Variable))
          Alive.push_back(Variable);
    return;
  }
  bool MayThrow = TryStart && isa<CallExpr, CXXConstructExpr>(Statement);
  size_t Start = TryStart.value_or(0);
  if ((isa<CXXThrowExpr>(Statement) || MayThrow) && Alive.size() > Start)
    Unwound[Statement].assign(Alive.rbegin(), Alive.rend() - Start);
}

void BodyScan::visitParts(const Stmt *Statement) {
  if (isa<UnaryExprOrTypeTraitExpr>(Statement))
    return; // Not evaluated.
  if (const auto *Selection = dyn_cast<GenericSelectionExpr>(Statement)) {
    if (!Selection->isResultDependent())
      visit(Selection->getResultExpr());
    return;
  }
  if (const auto *Lambda = dyn_cast<LambdaExpr>(Statement)) {
    for (const Expr *Initializer : Lambda->capture_inits())
      visit(Initializer);
    return; // The body is another function.
  }
  for (const Stmt *Child : Statement->children())
    visit(Child);
}

void BodyScan::enterRegion(const Stmt *Root, ListedMacro Use) {
  int Index = Regions.size();
  Regions.push_back({Use, Root});
  Roots[Root] = Index;
  if (const auto *Value = dyn_cast<Expr>(Root))
    Roots[unwrap(Value)] = Index;
  markRegion(Root, Index);
  // What the arguments evaluate is lowered on demand and needs its context.
  Entered.push_back(Use.Body);
  noteContext(Root);
  visitChildren(Root);
  Entered.pop_back();
}

static void addVariables(const Stmt *Statement,
                         llvm::DenseSet<const VarDecl *> &Into) {
  if (const auto *Declaration = dyn_cast<DeclStmt>(Statement))
    for (const Decl *Declared : Declaration->decls())
      if (const auto *Variable = dyn_cast<VarDecl>(Declared))
        Into.insert(Variable);
}

void BodyScan::markRegion(const Stmt *Statement, int Index) {
  if (!RegionOf.try_emplace(Statement, Index).second)
    return;
  addVariables(Statement, SilentVariables);
  for (const Stmt *Child : Statement->children())
    if (Child)
      markRegion(Child, Index);
}

void BodyScan::noteContext(const Stmt *Statement) {
  noteDiscarded(Statement);
  if (const auto *Cast = dyn_cast<CastExpr>(Statement))
    noteRead(Cast);
  if (const auto *Read = dyn_cast<DeclRefExpr>(Statement))
    if (!Reads.contains(Read))
      if (const auto *Variable = dyn_cast<VarDecl>(Read->getDecl()))
        Exposed.insert(Variable);
  if (isa<CastExpr, CallExpr>(Statement))
    noteResult(cast<Expr>(Statement));
  noteConditional(Statement);
}

void BodyScan::noteRead(const CastExpr *Cast) {
  if (Cast->getCastKind() != CK_LValueToRValue)
    return;
  if (const auto *Read =
          dyn_cast<DeclRefExpr>(Cast->getSubExpr()->IgnoreParens()))
    Reads.insert(Read);
}

void BodyScan::discard(const Stmt *Child) {
  const auto *Value = dyn_cast_or_null<Expr>(Child);
  if (!Value || Results.contains(Value))
    return;
  Discarded.insert(Value);
  Discarded.insert(unwrap(Value));
}

void BodyScan::noteResultOf(const StmtExpr *Value) {
  const CompoundStmt *Statements = Value->getSubStmt();
  for (const Stmt *Statement : Statements->body())
    addVariables(Statement, InnerVariables);
  const auto *Last = Statements->body_empty()
                         ? nullptr
                         : dyn_cast<Expr>(Statements->body_back());
  if (!Last || Last->getType()->isVoidType())
    return;
  Results.insert(Last);
  Results.insert(unwrap(Last));
}

void BodyScan::noteDiscarded(const Stmt *Statement) {
  if (const auto *Compound = dyn_cast<CompoundStmt>(Statement)) {
    for (const Stmt *Child : Compound->body())
      discard(Child);
  } else if (const auto *Value = dyn_cast<StmtExpr>(Statement)) {
    noteResultOf(Value);
  } else if (const auto *If = dyn_cast<IfStmt>(Statement)) {
    discard(If->getThen());
    discard(If->getElse());
  } else if (const auto *While = dyn_cast<WhileStmt>(Statement)) {
    discard(While->getBody());
  } else if (const auto *Do = dyn_cast<DoStmt>(Statement)) {
    discard(Do->getBody());
  } else if (const auto *For = dyn_cast<ForStmt>(Statement)) {
    discard(For->getInit());
    discard(For->getInc());
    discard(For->getBody());
  } else if (const auto *Range = dyn_cast<CXXForRangeStmt>(Statement)) {
    discard(Range->getBody());
  } else if (const auto *Label = dyn_cast<LabelStmt>(Statement)) {
    discard(Label->getSubStmt());
  } else if (const auto *Case = dyn_cast<SwitchCase>(Statement)) {
    discard(Case->getSubStmt());
  }
}

/// The CFG lets the parts of these conditions branch by themselves.
static const Expr *branchCondition(const Stmt *Statement) {
  if (const auto *If = dyn_cast<IfStmt>(Statement))
    return If->getCond();
  if (const auto *While = dyn_cast<WhileStmt>(Statement))
    return While->getCond();
  if (const auto *For = dyn_cast<ForStmt>(Statement))
    return For->getCond();
  return nullptr;
}

static const BinaryOperator *logicalOperator(const Stmt *Statement) {
  const auto *Operator = dyn_cast_or_null<BinaryOperator>(Statement);
  return Operator && Operator->isLogicalOp() ? Operator : nullptr;
}

void BodyScan::noteConditional(const Stmt *Statement) {
  if (const Expr *Condition = branchCondition(Statement))
    cover(Condition);
  if (const auto *Choice = dyn_cast<AbstractConditionalOperator>(Statement))
    return noteChoice(Choice);
  const BinaryOperator *Operator = logicalOperator(Statement);
  if (Operator && !Covered.contains(Operator))
    noteLogical(Operator, Operator, /*StopsIfTrue=*/true,
                /*StopsIfFalse=*/true);
}

void BodyScan::cover(const Expr *Condition) {
  const BinaryOperator *Operator = logicalOperator(unwrap(Condition));
  if (!Operator)
    return;
  Covered.insert(Operator);
  cover(Operator->getLHS());
  cover(Operator->getRHS());
}

void BodyScan::noteChoice(const AbstractConditionalOperator *Choice) {
  if (Choice->getType()->isVoidType())
    return;
  auto Note = [&](const Expr *Part) {
    if (!Part->getType()->isVoidType())
      Arms[unwrap(Part)] = {Choice, Arm::Value};
  };
  // `a ?: b` has the value of its condition where the CFG has no true arm.
  if (const auto *Short = dyn_cast<BinaryConditionalOperator>(Choice))
    Note(Short->getCommon());
  else
    Note(Choice->getTrueExpr());
  Note(Choice->getFalseExpr());
}

/// The CFG evaluates the parts of nested logical operators one after another
/// and leaves as soon as the whole is decided. The flags say which outcomes of
/// \p Part leave.
void BodyScan::noteLogical(const Expr *Part, const Expr *Whole,
                           bool StopsIfTrue, bool StopsIfFalse) {
  Part = unwrap(Part);
  if (const BinaryOperator *Operator = logicalOperator(Part)) {
    Covered.insert(Operator);
    bool IsAnd = Operator->getOpcode() == BO_LAnd;
    noteLogical(Operator->getLHS(), Whole, !IsAnd && StopsIfTrue,
                IsAnd && StopsIfFalse);
    noteLogical(Operator->getRHS(), Whole, StopsIfTrue, StopsIfFalse);
    return;
  }
  if (StopsIfTrue && StopsIfFalse)
    Arms[Part] = {Whole, Arm::TruthOf};
  else if (StopsIfTrue)
    Arms[Part] = {Whole, Arm::ShortOne};
  else if (StopsIfFalse)
    Arms[Part] = {Whole, Arm::ShortZero};
}

/// Remembers for the call inside of casts and type checkers what they make of
/// its result. A cast to a base class says less than the call itself.
void BodyScan::noteResult(const Expr *Wrapper) {
  const Expr *Core = Shapes.peel(Wrapper);
  if (Core == Wrapper || !isa<CallExpr>(Core))
    return;
  const RecordDecl *Outer = recordOf(Wrapper->getType());
  const RecordDecl *&Known = ResultRecords[Core];
  if (!Outer || !Wrapper->getType()->isPointerType())
    return;
  if (!Known || Shapes.derives(Outer, Known))
    Known = Outer;
}
