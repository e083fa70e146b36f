//===- Selection.cpp - Which declarations are captured --------------------===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "analyzer/capture/Selection.h"
#include "clang/ASTMatchers/ASTMatchFinder.h"
#include "clang/ASTMatchers/ASTMatchers.h"

using namespace clang;
using namespace clang::ast_matchers;
using namespace qomlint;

namespace {

/// AST_MATCHER would define these in every file that includes it.
AST_MATCHER(FunctionDecl, hasOwnBody) {
  return Node.doesThisDeclarationHaveABody() && !Node.isDependentContext() &&
         !Node.isDefaulted() && !Node.willHaveBody();
}

AST_MATCHER(VarDecl, hasListInitializer) {
  const Expr *Initializer = Node.getInit();
  return Initializer && !Initializer->isValueDependent() &&
         isa<InitListExpr>(Initializer->IgnoreParenImpCasts());
}

class Collector : public MatchFinder::MatchCallback {
public:
  void run(const MatchFinder::MatchResult &Match) override {
    if (const auto *Function = Match.Nodes.getNodeAs<FunctionDecl>("function"))
      Found.Functions.push_back(Function);
    if (const auto *Table = Match.Nodes.getNodeAs<VarDecl>("table"))
      Found.Tables.push_back(Table);
  }

  Selection Found;
};

} // namespace

Selection qomlint::select(ASTContext &AST, std::vector<Decl *> Scope) {
  Collector Result;
  MatchFinder Finder;
  Finder.addMatcher(functionDecl(hasOwnBody()).bind("function"), &Result);
  Finder.addMatcher(varDecl(hasListInitializer()).bind("table"), &Result);
  std::vector<Decl *> Whole = AST.getTraversalScope();
  AST.setTraversalScope(std::move(Scope));
  Finder.matchAST(AST);
  AST.setTraversalScope(std::move(Whole));
  return std::move(Result.Found);
}
