//===- FunctionLowering.cpp - One body to facts ---------------------------===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "analyzer/capture/FunctionLowering.h"
#include "analyzer/capture/Expressions.h"
#include "analyzer/capture/Tidy.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/ASTLambda.h"
#include "clang/AST/Attr.h"
#include "clang/AST/StmtCXX.h"
#include "clang/Analysis/CFG.h"

using namespace clang;
using namespace qomlint;

namespace {

class FunctionLowering {
public:
  FunctionLowering(UnitContext &Unit, const FunctionDecl *Definition)
      : Unit(Unit), Definition(Definition), Out(Unit, Definition),
        Scan(Unit.Macros, Unit.Shapes, Unit.Source),
        Values(Unit, Out, Scan, Definition) {}

  std::optional<Function> run();

private:
  void numberBlocks();
  void lowerBlock(const CFGBlock &Block);
  void lowerElement(const CFGElement &Element, const CFGBlock &Block);
  void lowerStatement(const Stmt *Statement, const CFGBlock &Block);
  void lowerReturn(const ReturnStmt *Return);
  void lowerCleanup(const CFGCleanupFunction &Cleanup, const CFGBlock &Block);
  void lowerDestructor(const CFGImplicitDtor &Destructor);
  void endVariable(const VarDecl *Variable, Site Where);
  void destroyVariable(const VarDecl *Variable, Site Where);
  void unwind(const Stmt *Thrower);

  void lowerTerminator(const CFGBlock &Block);
  void lowerSwitch(const SwitchStmt *Switch, const CFGBlock &Block);
  void lowerTwoWay(const CFGBlock &Block, BlockId IfTrue, BlockId IfFalse);
  void lowerThrowingCall(const CFGBlock &Block, BlockId Normal,
                         BlockId Handler);
  void lowerManyWay(llvm::ArrayRef<BlockId> Targets);
  void lowerExit(const CFGBlock &Block);
  bool branchesInsideMacro(const CFGBlock &Block) const;
  void goTo(BlockId Target);

  std::optional<BlockId> target(const CFGBlock &From, const CFGBlock *To);
  Terminator::Case caseFor(const CaseStmt *Label, BlockId Target) const;
  BlockId addBlock(TerminatorKind Kind);
  void keepReturned();
  Site scopeEnd(const Stmt *Trigger);
  Terminator &terminator() { return Out.Facts.Blocks[Out.block()].End; }

  UnitContext &Unit;
  const FunctionDecl *Definition;
  std::unique_ptr<CFG> Graph;
  Body Out;
  BodyScan Scan;
  Expressions Values;

  std::vector<const CFGBlock *> Order;
  llvm::DenseMap<const CFGBlock *, BlockId> Ids;
  /// Variables whose scope was ended together with their cleanup.
  llvm::DenseSet<const VarDecl *> Ended;
  std::optional<Operand> Returned;
  Site ReturnSite;
  std::optional<VariableId> ReturnSlot;
  /// The block that stands for the exit where a branch leads there.
  std::optional<BlockId> Exit;
  const Expr *Condition = nullptr;
};

} // namespace

static bool containsTry(const Stmt *Statement) {
  if (isa<CXXTryStmt>(Statement))
    return true;
  return llvm::any_of(Statement->children(), [](const Stmt *Child) {
    return Child && !isa<LambdaExpr>(Child) && containsTry(Child);
  });
}

static CFG::BuildOptions optionsFor(const FunctionDecl *Definition,
                                    const LangOptions &Language) {
  CFG::BuildOptions Options;
  Options.AddLifetime = true;
  Options.AddImplicitDtors = true;
  Options.AddTemporaryDtors = true;
  Options.AddInitializers = true;
  // In C, statics are constants.
  Options.AddStaticInitBranches = Language.CPlusPlus;
  // Which callees throw is for the engine to say; edges to handlers are only
  // worth their number where there are handlers.
  Options.AddEHEdges =
      Language.CXXExceptions && containsTry(Definition->getBody());
  return Options;
}

/// The temporary whose destructor the branch at the end of \p Block guards.
static const CXXBindTemporaryExpr *conditionalTemporary(const CFGBlock &Block) {
  CFGTerminator Terminator = Block.getTerminator();
  return Terminator.isTemporaryDtorsBranch()
             ? dyn_cast_or_null<CXXBindTemporaryExpr>(Terminator.getStmt())
             : nullptr;
}

std::optional<Function> FunctionLowering::run() {
  Graph = CFG::buildCFG(Definition, Definition->getBody(), &Unit.AST,
                        optionsFor(Definition, Unit.AST.getLangOpts()));
  if (!Graph)
    return std::nullopt;
  if (const auto *Constructor = dyn_cast<CXXConstructorDecl>(Definition))
    for (const CXXCtorInitializer *Initializer : Constructor->inits())
      Scan.run(Initializer->getInit());
  Scan.run(Definition->getBody());
  numberBlocks();
  for (const CFGBlock *Block : Order)
    if (const CXXBindTemporaryExpr *Temporary = conditionalTemporary(*Block))
      Values.expectConditional(Temporary);
  for (const CFGBlock *Block : Order)
    lowerBlock(*Block);
  if (Exit && ReturnSlot)
    Out.Facts.Blocks[*Exit].End.Value =
        indexed(OperandKind::Variable, *ReturnSlot);
  tidy(Out.Facts);
  return std::move(Out.Facts);
}

/// A `default` that no enumerator reaches is still what runs for the values
/// between them.
static const CFGBlock *successor(const CFGBlock &Block,
                                 const CFGBlock::AdjacentBlock &Next) {
  if (const CFGBlock *Target = Next.getReachableBlock())
    return Target;
  return isa_and_nonnull<SwitchStmt>(Block.getTerminatorStmt())
             ? Next.getPossiblyUnreachableBlock()
             : nullptr;
}

/// Reverse postorder: everything is evaluated before it is used, except around
/// loops, where expressions do not reach.
void FunctionLowering::numberBlocks() {
  llvm::DenseSet<const CFGBlock *> Seen{&Graph->getExit()};
  llvm::SmallVector<std::pair<const CFGBlock *, CFGBlock::const_succ_iterator>>
      Path;
  auto Enter = [&](const CFGBlock *Block) {
    if (Block && Seen.insert(Block).second)
      Path.push_back({Block, Block->succ_begin()});
  };
  Enter(&Graph->getEntry());
  while (!Path.empty()) {
    auto &[Block, Next] = Path.back();
    if (Next != Block->succ_end()) {
      Enter(successor(*Block, *Next++));
    } else {
      Order.push_back(Block);
      Path.pop_back();
    }
  }
  std::reverse(Order.begin(), Order.end());
  for (const CFGBlock *Block : Order)
    Ids.try_emplace(Block, Ids.size());
  Out.Facts.Blocks.resize(Order.size());
}

/// The expression that the branch at the end of \p Block tests: its last
/// element. Clang's own accessor expects one where `asm goto` has none.
static const Expr *conditionOf(const CFGBlock &Block) {
  if (!Block.getTerminatorStmt() || Block.succ_size() < 2 || Block.empty() ||
      isa<GCCAsmStmt, IndirectGotoStmt, CXXTryStmt, DeclStmt>(
          Block.getTerminatorStmt()) ||
      conditionalTemporary(Block))
    return nullptr;
  auto Last = Block.back().getAs<CFGStmt>();
  const auto *Value = Last ? dyn_cast<Expr>(Last->getStmt()) : nullptr;
  return Value ? unwrap(Value) : nullptr;
}

void FunctionLowering::lowerBlock(const CFGBlock &Block) {
  Out.setBlock(Ids[&Block]);
  Returned.reset();
  ReturnSite = Site();
  Ended.clear();
  Condition = conditionOf(Block);
  for (const CFGElement &Element : Block)
    lowerElement(Element, Block);
  lowerTerminator(Block);
}

//===----------------------------------------------------------------------===//
// Elements
//===----------------------------------------------------------------------===//

void FunctionLowering::lowerElement(const CFGElement &Element,
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

void FunctionLowering::lowerStatement(const Stmt *Statement,
                                      const CFGBlock &Block) {
  if (int Region = Scan.region(Statement); Region >= 0)
    return Values.emitRegion(Region);
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
void FunctionLowering::lowerReturn(const ReturnStmt *Return) {
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

void FunctionLowering::endVariable(const VarDecl *Variable, Site Where) {
  if (!Out.knows(Variable) || isa<ParmVarDecl>(Variable) ||
      !Ended.insert(Variable).second)
    return;
  VariableId Id = Out.variable(Variable);
  const auto &Known = Out.Facts.Variables[Id];
  if (Known.Pointer || Known.Slot || !Known.Type.empty())
    Out.endScope(Id, Where);
}

/// Where a scope ends: the jump out of it, or its last token.
Site FunctionLowering::scopeEnd(const Stmt *Trigger) {
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

void FunctionLowering::lowerCleanup(const CFGCleanupFunction &Cleanup,
                                    const CFGBlock &Block) {
  const VarDecl *Variable = Cleanup.getVarDecl();
  destroyVariable(Variable, scopeEnd(cleanupTrigger(Variable, Block)));
}

/// Calls what runs at the end of the variable's life, and ends it.
void FunctionLowering::destroyVariable(const VarDecl *Variable, Site Where) {
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
void FunctionLowering::unwind(const Stmt *Thrower) {
  Site Where = Unit.Source.site(Thrower->getSourceRange());
  for (const VarDecl *Variable : Scan.unwound(Thrower))
    destroyVariable(Variable, Where);
}

void FunctionLowering::lowerDestructor(const CFGImplicitDtor &Destructor) {
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

//===----------------------------------------------------------------------===//
// Terminators
//===----------------------------------------------------------------------===//

void FunctionLowering::goTo(BlockId Target) {
  terminator().Kind = TerminatorKind::Goto;
  terminator().Targets = {Target};
}

BlockId FunctionLowering::addBlock(TerminatorKind Kind) {
  Block Last;
  Last.End.Kind = Kind;
  if (Kind == TerminatorKind::Return)
    Last.End.Where = Unit.Source.site(Definition->getBody()->getEndLoc());
  Out.Facts.Blocks.push_back(std::move(Last));
  return Out.Facts.Blocks.size() - 1;
}

/// The block for an edge from \p From. An edge to the exit without a terminator
/// is an exception that leaves the function.
std::optional<BlockId> FunctionLowering::target(const CFGBlock &From,
                                                const CFGBlock *To) {
  if (!To)
    return std::nullopt;
  if (To != &Graph->getExit())
    return Ids.lookup(To);
  const Stmt *Statement = From.getTerminatorStmt();
  if (!Statement)
    return std::nullopt;
  if (isa<CXXTryStmt>(Statement))
    return addBlock(TerminatorKind::Throw);
  if (!Exit)
    Exit = addBlock(TerminatorKind::Return);
  return *Exit;
}

bool FunctionLowering::branchesInsideMacro(const CFGBlock &Block) const {
  const Stmt *Statement = Block.getTerminatorStmt();
  return Statement && Scan.region(Statement) >= 0;
}

static bool onlyReaches(const CFGBlock &Block, const CFGBlock *Target) {
  bool Found = false;
  for (const CFGBlock *Next : Block.succs()) {
    if (Next && Next != Target)
      return false;
    Found |= Next == Target;
  }
  return Found;
}

void FunctionLowering::lowerTerminator(const CFGBlock &Block) {
  if (Block.hasNoReturnElement()) {
    terminator().Kind = TerminatorKind::Unreachable;
    return;
  }
  if (const auto *Switch =
          dyn_cast_or_null<SwitchStmt>(Block.getTerminatorStmt()))
    return lowerSwitch(Switch, Block);
  if (onlyReaches(Block, &Graph->getExit()))
    return lowerExit(Block);
  llvm::SmallVector<BlockId, 2> Targets;
  for (const CFGBlock *Next : Block.succs())
    if (std::optional<BlockId> Target = target(Block, Next))
      Targets.push_back(*Target);
  if (Targets.empty()) {
    terminator().Kind = TerminatorKind::Unreachable;
    return;
  }
  if (Returned)
    keepReturned();
  // Inside of a macro that is one event, every way leads out of it; the last
  // successor is the one that leaves loops.
  if (Targets.size() == 1 || branchesInsideMacro(Block))
    return goTo(Targets.back());
  if (Targets.size() == 2 && !Block.getTerminatorStmt())
    return lowerThrowingCall(Block, Targets[0], Targets[1]);
  if (Targets.size() == 2)
    return lowerTwoWay(Block, Targets[0], Targets[1]);
  lowerManyWay(Targets);
}

/// Destructors that branch stand between this return and the exit.
void FunctionLowering::keepReturned() {
  if (!ReturnSlot)
    ReturnSlot = Out.hidden("return", Definition->getReturnType());
  Out.store(placeOf(PlaceRoot::Variable, *ReturnSlot), *Returned, ReturnSite);
}

void FunctionLowering::lowerTwoWay(const CFGBlock &Block, BlockId IfTrue,
                                   BlockId IfFalse) {
  Terminator &End = terminator();
  End.Kind = TerminatorKind::Branch;
  End.Targets = {IfTrue, IfFalse};
  if (const CXXBindTemporaryExpr *Temporary = conditionalTemporary(Block)) {
    End.Value = Values.wasMade(Temporary);
    return;
  }
  if (!Condition)
    return;
  Operand Value = Values.condition(Condition);
  terminator().Value = Value;
  terminator().Where = Unit.Source.site(Condition->getSourceRange());
}

/// What is written in C does not throw.
static bool neverThrows(const Stmt *Statement) {
  const auto *Call = dyn_cast<CallExpr>(Statement);
  const FunctionDecl *Callee = Call ? Call->getDirectCallee() : nullptr;
  return Callee && Callee->isExternC();
}

/// A call inside of a try: it returns, or a handler takes over.
void FunctionLowering::lowerThrowingCall(const CFGBlock &Block, BlockId Normal,
                                         BlockId Handler) {
  auto Last = Block.empty() ? std::nullopt : Block.back().getAs<CFGStmt>();
  if (Last && neverThrows(Last->getStmt()))
    return goTo(Normal);
  BlockId Caller = Out.block();
  if (Last && !Scan.unwound(Last->getStmt()).empty()) {
    BlockId Unwinding = addBlock(TerminatorKind::Goto);
    Out.setBlock(Unwinding);
    Ended.clear();
    unwind(Last->getStmt());
    goTo(Handler);
    Handler = Unwinding;
    Out.setBlock(Caller);
  }
  terminator().Kind = TerminatorKind::Branch;
  terminator().Targets = {Normal, Handler};
}

/// Computed gotos, and the handlers of a try: any of them.
void FunctionLowering::lowerManyWay(llvm::ArrayRef<BlockId> Targets) {
  Terminator &End = terminator();
  End.Kind = TerminatorKind::Switch;
  int64_t Number = 0;
  for (BlockId Target : Targets.drop_back()) {
    End.Cases.push_back({Number, Number, Target});
    ++Number;
  }
  End.Targets = {Targets.back()};
}

static bool endsInThrow(const CFGBlock &Block) {
  auto Last = Block.empty() ? std::nullopt : Block.back().getAs<CFGStmt>();
  return Last && isa<CXXThrowExpr>(Last->getStmt());
}

void FunctionLowering::lowerExit(const CFGBlock &Block) {
  Terminator &End = terminator();
  if (endsInThrow(Block)) {
    End.Kind = TerminatorKind::Throw;
    return;
  }
  End.Kind = TerminatorKind::Return;
  End.Where = ReturnSite.At.valid()
                  ? ReturnSite
                  : Unit.Source.site(Definition->getBody()->getEndLoc());
  if (Returned)
    End.Value = *Returned;
  else if (ReturnSlot)
    End.Value = indexed(OperandKind::Variable, *ReturnSlot);
}

Terminator::Case FunctionLowering::caseFor(const CaseStmt *Label,
                                           BlockId Target) const {
  auto Evaluate = [&](const Expr *Value) {
    return Value->EvaluateKnownConstInt(Unit.AST).extOrTrunc(64).getSExtValue();
  };
  Terminator::Case Result;
  Result.First = Evaluate(Label->getLHS());
  Result.Last = Label->getRHS() ? Evaluate(Label->getRHS()) : Result.First;
  Result.Target = Target;
  return Result;
}

void FunctionLowering::lowerSwitch(const SwitchStmt *Switch,
                                   const CFGBlock &Block) {
  Terminator End;
  End.Kind = TerminatorKind::Switch;
  End.Value = Values.value(Switch->getCond());
  End.Where = Unit.Source.site(Switch->getCond()->getSourceRange());
  std::optional<BlockId> Default;
  for (const CFGBlock::AdjacentBlock &Edge : Block.succs()) {
    const CFGBlock *Next = successor(Block, Edge);
    if (!Next)
      continue;
    BlockId Target = *target(Block, Next);
    if (const auto *Case = dyn_cast_or_null<CaseStmt>(Next->getLabel()))
      End.Cases.push_back(caseFor(Case, Target));
    else
      Default = Target;
  }
  // Clang lists them backwards.
  llvm::sort(End.Cases,
             [](const auto &A, const auto &B) { return A.First < B.First; });
  End.Targets = {Default ? *Default : addBlock(TerminatorKind::Unreachable)};
  terminator() = std::move(End);
}

std::optional<Function> qomlint::lowerFunction(UnitContext &Unit,
                                               const FunctionDecl *Definition) {
  return FunctionLowering(Unit, Definition).run();
}
