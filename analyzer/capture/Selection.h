//===- Selection.h - Which declarations are captured ----------*- C++ -*-===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef QOMLINT_CAPTURE_SELECTION_H
#define QOMLINT_CAPTURE_SELECTION_H

#include <vector>

namespace clang {
class ASTContext;
class Decl;
class FunctionDecl;
class VarDecl;
} // namespace clang

namespace qomlint {

struct Selection {
  /// Definitions with a body, methods and template instantiations included;
  /// patterns of templates are not.
  std::vector<const clang::FunctionDecl *> Functions;
  /// Variables whose initializer may declare types or callbacks.
  std::vector<const clang::VarDecl *> Tables;
};

/// Looks below \p Scope, the declarations of the unit's own code, with AST
/// matchers. The rest of the unit is the headers, which are ten times as large.
Selection select(clang::ASTContext &AST, std::vector<clang::Decl *> Scope);

} // namespace qomlint

#endif // QOMLINT_CAPTURE_SELECTION_H
