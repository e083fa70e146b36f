//===- SkippedWalk.h - No walk over the AST for nobody ----------*- C++ -*-===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// clang-tidy walks over everything in a unit, headers too, to find what its
// checks match. Those of qomlint match only the unit and capture it themselves:
// where no other check is enabled, the walk would be a third of what they cost.
//
//===----------------------------------------------------------------------===//
#ifndef QOMLINT_CHECKS_TIDY_SKIPPEDWALK_H
#define QOMLINT_CHECKS_TIDY_SKIPPEDWALK_H

#include "clang/AST/ASTContext.h"

namespace qomlint {

/// While it lives, nobody who walks over the unit sees a declaration. It begins
/// in the match of the unit, before clang-tidy asks for what is in there.
class SkippedWalk {
public:
  /// \p AST isWhole.
  explicit SkippedWalk(clang::ASTContext &AST) : AST(AST) {
    AST.setTraversalScope({});
  }
  ~SkippedWalk() { AST.setTraversalScope({AST.getTranslationUnitDecl()}); }
  SkippedWalk(const SkippedWalk &) = delete;
  SkippedWalk &operator=(const SkippedWalk &) = delete;

  /// True if nobody limits walks over the unit so far.
  static bool isWhole(const clang::ASTContext &AST) {
    llvm::ArrayRef<clang::Decl *> Scope = AST.getTraversalScope();
    return Scope.size() == 1 && Scope.front() == AST.getTranslationUnitDecl();
  }

private:
  clang::ASTContext &AST;
};

} // namespace qomlint

#endif // QOMLINT_CHECKS_TIDY_SKIPPEDWALK_H
