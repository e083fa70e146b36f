//===- BodyScan.h - What lowering must know beforehand --------*- C++ -*-===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Clang's CFG lists expressions without their context. One walk over the body,
// before the CFG is lowered, records the context that decides how each is read.
//
//===----------------------------------------------------------------------===//
#ifndef QOMLINT_CAPTURE_BODYSCAN_H
#define QOMLINT_CAPTURE_BODYSCAN_H

#include "analyzer/capture/Macros.h"
#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/DenseSet.h"
#include <optional>
#include <vector>

namespace clang {
class AbstractConditionalOperator;
class CallExpr;
class CastExpr;
class CXXTryStmt;
class DeclRefExpr;
class DeclStmt;
class Expr;
class LambdaExpr;
class RecordDecl;
class Stmt;
class StmtExpr;
class VarDecl;
} // namespace clang

namespace qomlint {

class QomShapes;
class SourceMap;

/// A statement or expression that one macro of MacroTable produced.
struct MacroRegion {
  ListedMacro Use;
  const clang::Stmt *Root = nullptr;
};

/// What the evaluation of a part of a conditional expression says about the
/// value of the whole.
struct Arm {
  enum Meaning {
    Value,     ///< the whole has this part's value
    TruthOf,   ///< the whole is 1 if this part is not zero, else 0
    ShortZero, ///< if evaluation stops here, the whole is 0
    ShortOne,  ///< if evaluation stops here, the whole is 1
  };
  const clang::Expr *Whole = nullptr;
  Meaning Means = Value;
};

class BodyScan {
public:
  BodyScan(MacroTable &Macros, QomShapes &Shapes, const SourceMap &Source)
      : Macros(Macros), Shapes(Shapes), Source(Source) {}

  void run(const clang::Stmt *Body);

  /// The index in Regions of the outermost macro that \p Statement is part of,
  /// or -1.
  int region(const clang::Stmt *Statement) const {
    auto Found = RegionOf.find(Statement);
    return Found == RegionOf.end() ? -1 : Found->second;
  }
  /// The index in Regions of the macro that made all of \p Statement, or -1.
  int regionRoot(const clang::Stmt *Statement) const {
    auto Found = Roots.find(Statement);
    return Found == Roots.end() ? -1 : Found->second;
  }
  const Arm *arm(const clang::Expr *Part) const {
    auto Found = Arms.find(Part);
    return Found == Arms.end() ? nullptr : &Found->second;
  }
  /// The record to which the casts and type checkers around a call turn its
  /// result; null if they do not.
  const clang::RecordDecl *resultRecord(const clang::Expr *Call) const {
    return ResultRecords.lookup(Call);
  }
  /// True for an expression whose value the source throws away.
  bool isDiscarded(const clang::Stmt *Statement) const {
    return Discarded.contains(Statement);
  }
  /// True for the last expression of a statement expression.
  bool isResult(const clang::Stmt *Statement) const {
    return Results.contains(Statement);
  }
  /// True for a variable of a statement expression.
  bool isInner(const clang::VarDecl *Variable) const {
    return InnerVariables.contains(Variable);
  }
  /// True if \p Variable may change after its initialization.
  bool isExposed(const clang::VarDecl *Variable) const {
    return Exposed.contains(Variable);
  }
  /// True for a macro's variable that merely names its argument: one
  /// initializer, only ever read.
  bool isNamedValue(const clang::VarDecl *Variable) const;
  bool isSilent(const clang::VarDecl *Variable) const {
    return SilentVariables.contains(Variable);
  }

  /// The variables to destroy, innermost first, when \p Statement throws: those
  /// inside of the innermost try, or all of them. Known for throw expressions,
  /// and for calls inside of a try.
  llvm::ArrayRef<const clang::VarDecl *>
  unwound(const clang::Stmt *Statement) const {
    auto Found = Unwound.find(Statement);
    if (Found == Unwound.end())
      return {};
    return Found->second;
  }

  std::vector<MacroRegion> Regions;

private:
  void visit(const clang::Stmt *Statement);
  void visitChildren(const clang::Stmt *Statement);
  void visitParts(const clang::Stmt *Statement);
  void visitTry(const clang::CXXTryStmt *Try);
  void noteUnwinding(const clang::Stmt *Statement);
  void enterRegion(const clang::Stmt *Root, ListedMacro Use);
  void markRegion(const clang::Stmt *Statement, int Index);
  void noteContext(const clang::Stmt *Statement);
  void noteDiscarded(const clang::Stmt *Statement);
  void discard(const clang::Stmt *Child);
  void noteResultOf(const clang::StmtExpr *Value);
  void noteConditional(const clang::Stmt *Statement);
  void noteChoice(const clang::AbstractConditionalOperator *Choice);
  void cover(const clang::Expr *Condition);
  void noteLogical(const clang::Expr *Part, const clang::Expr *Whole,
                   bool StopsIfTrue, bool StopsIfFalse);
  void noteResult(const clang::Expr *Wrapper);
  void noteRead(const clang::CastExpr *Cast);

  MacroTable &Macros;
  QomShapes &Shapes;
  const SourceMap &Source;
  llvm::DenseMap<const clang::Stmt *, int> RegionOf, Roots;
  llvm::SmallVector<clang::FileID, 2> Entered;
  llvm::DenseMap<const clang::Expr *, Arm> Arms;
  llvm::DenseMap<const clang::Expr *, const clang::RecordDecl *> ResultRecords;
  /// Variables in scope that have a destructor or cleanup; those from
  /// TryStart on are inside of the innermost try.
  std::vector<const clang::VarDecl *> Alive;
  std::optional<size_t> TryStart;
  llvm::DenseMap<const clang::Stmt *, std::vector<const clang::VarDecl *>>
      Unwound;
  llvm::DenseSet<const clang::Stmt *> Discarded;
  /// The last expressions of statement expressions.
  llvm::DenseSet<const clang::Stmt *> Results;
  /// Logical operators whose parts are accounted for by an enclosing one, or
  /// that decide a statement's branch.
  llvm::DenseSet<const clang::Stmt *> Covered;
  llvm::DenseSet<const clang::DeclRefExpr *> Reads;
  llvm::DenseSet<const clang::VarDecl *> Exposed;
  llvm::DenseSet<const clang::VarDecl *> SilentVariables, InnerVariables;
};

} // namespace qomlint

#endif // QOMLINT_CAPTURE_BODYSCAN_H
