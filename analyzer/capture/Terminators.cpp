//===- Terminators.cpp - Lowering of branches and exits -------------------===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "analyzer/capture/GraphLowering.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/StmtCXX.h"

using namespace clang;
using namespace qomlint;

void GraphLowering::goTo(BlockId Target) {
  terminator().Kind = TerminatorKind::Goto;
  terminator().Targets = {Target};
}

BlockId GraphLowering::addBlock(TerminatorKind Kind) {
  Block Last;
  Last.End.Kind = Kind;
  if (Kind == TerminatorKind::Return)
    Last.End.Where = Unit.Source.site(Definition->getBody()->getEndLoc());
  Out.Facts.Blocks.push_back(std::move(Last));
  return Out.Facts.Blocks.size() - 1;
}

/// The block for an edge from \p From. An edge to the exit without a terminator
/// is an exception that leaves the function.
std::optional<BlockId> GraphLowering::target(const CFGBlock &From,
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

bool GraphLowering::branchesInsideMacro(const CFGBlock &Block) const {
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

void GraphLowering::lowerTerminator(const CFGBlock &Block) {
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
void GraphLowering::keepReturned() {
  if (!ReturnSlot)
    ReturnSlot = Out.hidden("return", Definition->getReturnType());
  Out.store(placeOf(PlaceRoot::Variable, *ReturnSlot), *Returned, ReturnSite);
}

void GraphLowering::lowerTwoWay(const CFGBlock &Block, BlockId IfTrue,
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
void GraphLowering::lowerThrowingCall(const CFGBlock &Block, BlockId Normal,
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
void GraphLowering::lowerManyWay(llvm::ArrayRef<BlockId> Targets) {
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

void GraphLowering::lowerExit(const CFGBlock &Block) {
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

Terminator::Case GraphLowering::caseFor(const CaseStmt *Label,
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

void GraphLowering::lowerSwitch(const SwitchStmt *Switch,
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
