//===- Statements.cpp - Where a fix may go --------------------------------===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "analyzer/capture/Statements.h"
#include "analyzer/capture/SourceMap.h"
#include "clang/AST/ExprCXX.h"
#include "clang/AST/StmtCXX.h"

using namespace clang;
using namespace qomlint;

namespace {

/// Walks statements, not expressions: what follows the last statement of a
/// statement expression would change its value.
class StatementFinder {
public:
  explicit StatementFinder(SourceMap &Source) : Source(Source) {}

  void visit(const Stmt *Parent) {
    bool IsBlock = isa<CompoundStmt>(Parent);
    if (IsBlock && Parent->getBeginLoc().isMacroID())
      return;
    for (const Stmt *Child : Parent->children()) {
      if (!Child || isa<DeclStmt>(Child))
        continue;
      if (isa<Expr, ReturnStmt>(Child)) {
        if (IsBlock)
          note(Child);
      } else {
        visit(Child);
      }
    }
  }

  std::vector<Statement> Found;

private:
  SourceMap &Source;

  /// Assignments of a call's result included.
  static bool isCall(const Expr *Value) {
    Value = Value->IgnoreParenCasts();
    if (const auto *Full = dyn_cast<ExprWithCleanups>(Value))
      return isCall(Full->getSubExpr());
    const auto *Assignment = dyn_cast<BinaryOperator>(Value);
    if (Assignment && Assignment->getOpcode() == BO_Assign)
      return isCall(Assignment->getRHS());
    return isa<CallExpr>(Value);
  }

  void note(const Stmt *Child) {
    const auto *Value = dyn_cast<Expr>(Child);
    if (Child->getBeginLoc().isMacroID() || (Value && !isCall(Value)))
      return;
    Site Where = Source.site(Child->getSourceRange());
    Found.push_back(
        {Where.At.Line, Where.At.Column, Where.EndLine, Where.EndColumn});
  }
};

} // namespace

std::vector<Statement> qomlint::findStatements(const Stmt *Body,
                                               SourceMap &Source) {
  if (!Source.isOwnCode(Body->getBeginLoc()))
    return {};
  StatementFinder Finder(Source);
  Finder.visit(Body);
  return std::move(Finder.Found);
}
