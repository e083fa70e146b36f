//===- GraphLowering.h - A control-flow graph to blocks ---------*- C++ -*-===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Implemented by concern: FunctionLowering.cpp (order of blocks), Elements.cpp
// (statements, scopes, destructors), Terminators.cpp.
//
//===----------------------------------------------------------------------===//
#ifndef QOMLINT_CAPTURE_GRAPHLOWERING_H
#define QOMLINT_CAPTURE_GRAPHLOWERING_H

#include "analyzer/capture/Expressions.h"
#include "clang/Analysis/CFG.h"

namespace qomlint {

/// Lowers one body: walks the blocks of its CFG and has Expressions lower what
/// they evaluate.
class GraphLowering {
public:
  GraphLowering(UnitContext &Unit, const clang::FunctionDecl *Definition)
      : Unit(Unit), Definition(Definition), Out(Unit, Definition),
        Scan(Unit.Macros, Unit.Shapes, Unit.Source),
        Values(Unit, Out, Scan, Definition) {}

  std::optional<Function> run();

private:
  void numberBlocks();
  void lowerBlock(const clang::CFGBlock &Block);
  void lowerElement(const clang::CFGElement &Element,
                    const clang::CFGBlock &Block);
  void lowerStatement(const clang::Stmt *Statement,
                      const clang::CFGBlock &Block);
  void lowerReturn(const clang::ReturnStmt *Return);
  void lowerCleanup(const clang::CFGCleanupFunction &Cleanup,
                    const clang::CFGBlock &Block);
  void lowerDestructor(const clang::CFGImplicitDtor &Destructor);
  void endVariable(const clang::VarDecl *Variable, Site Where);
  void destroyVariable(const clang::VarDecl *Variable, Site Where);
  void unwind(const clang::Stmt *Thrower);

  void lowerTerminator(const clang::CFGBlock &Block);
  void lowerSwitch(const clang::SwitchStmt *Switch,
                   const clang::CFGBlock &Block);
  void lowerTwoWay(const clang::CFGBlock &Block, BlockId IfTrue,
                   BlockId IfFalse);
  void lowerThrowingCall(const clang::CFGBlock &Block, BlockId Normal,
                         BlockId Handler);
  void lowerManyWay(llvm::ArrayRef<BlockId> Targets);
  void lowerExit(const clang::CFGBlock &Block);
  bool branchesInsideMacro(const clang::CFGBlock &Block) const;
  void goTo(BlockId Target);

  std::optional<BlockId> target(const clang::CFGBlock &From,
                                const clang::CFGBlock *To);
  Terminator::Case caseFor(const clang::CaseStmt *Label, BlockId Target) const;
  BlockId addBlock(TerminatorKind Kind);
  void keepReturned();
  Site scopeEnd(const clang::Stmt *Trigger);
  Terminator &terminator() { return Out.Facts.Blocks[Out.block()].End; }

  UnitContext &Unit;
  const clang::FunctionDecl *Definition;
  std::unique_ptr<clang::CFG> Graph;
  Body Out;
  BodyScan Scan;
  Expressions Values;

  std::vector<const clang::CFGBlock *> Order;
  llvm::DenseMap<const clang::CFGBlock *, BlockId> Ids;
  /// Variables whose scope was ended together with their cleanup.
  llvm::DenseSet<const clang::VarDecl *> Ended;
  std::optional<Operand> Returned;
  Site ReturnSite;
  std::optional<VariableId> ReturnSlot;
  /// The block that stands for the exit where a branch leads there.
  std::optional<BlockId> Exit;
  const clang::Expr *Condition = nullptr;
};

/// The temporary whose destructor the branch at the end of \p Block guards;
/// null if it is another branch.
const clang::CXXBindTemporaryExpr *
conditionalTemporary(const clang::CFGBlock &Block);

/// The block of an edge, null if Clang proved the edge dead. A `default` that
/// no enumerator reaches is still what runs for the values between them.
const clang::CFGBlock *successor(const clang::CFGBlock &Block,
                                 const clang::CFGBlock::AdjacentBlock &Next);

} // namespace qomlint

#endif // QOMLINT_CAPTURE_GRAPHLOWERING_H
