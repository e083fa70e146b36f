//===- FunctionLowering.cpp - One body to facts ---------------------------===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "analyzer/capture/FunctionLowering.h"
#include "analyzer/capture/GraphLowering.h"
#include "analyzer/capture/Statements.h"
#include "analyzer/capture/Tidy.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/StmtCXX.h"

using namespace clang;
using namespace qomlint;

const CXXBindTemporaryExpr *
qomlint::conditionalTemporary(const CFGBlock &Block) {
  CFGTerminator Terminator = Block.getTerminator();
  return Terminator.isTemporaryDtorsBranch()
             ? dyn_cast_or_null<CXXBindTemporaryExpr>(Terminator.getStmt())
             : nullptr;
}

const CFGBlock *qomlint::successor(const CFGBlock &Block,
                                   const CFGBlock::AdjacentBlock &Next) {
  if (const CFGBlock *Target = Next.getReachableBlock())
    return Target;
  return isa_and_nonnull<SwitchStmt>(Block.getTerminatorStmt())
             ? Next.getPossiblyUnreachableBlock()
             : nullptr;
}

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

std::optional<Function> GraphLowering::run() {
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
  Out.Facts.Statements = findStatements(Definition->getBody(), Unit.Source);
  return std::move(Out.Facts);
}

/// Reverse postorder: everything is evaluated before it is used, except around
/// loops, where expressions do not reach.
void GraphLowering::numberBlocks() {
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

void GraphLowering::lowerBlock(const CFGBlock &Block) {
  Out.setBlock(Ids[&Block]);
  Returned.reset();
  ReturnSite = Site();
  Ended.clear();
  Condition = conditionOf(Block);
  for (const CFGElement &Element : Block)
    lowerElement(Element, Block);
  lowerTerminator(Block);
}

std::optional<Function> qomlint::lowerFunction(UnitContext &Unit,
                                               const FunctionDecl *Definition) {
  return GraphLowering(Unit, Definition).run();
}
