//===- UnitContext.h - What lowering shares across a unit -----*- C++ -*-===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef QOMLINT_CAPTURE_UNITCONTEXT_H
#define QOMLINT_CAPTURE_UNITCONTEXT_H

#include "analyzer/capture/Macros.h"
#include "analyzer/capture/Naming.h"
#include "analyzer/capture/QomShapes.h"
#include "analyzer/capture/SourceMap.h"
#include "llvm/ADT/SetVector.h"

namespace clang {
class ASTContext;
}

namespace qomlint {

/// The services that every function of a translation unit is lowered with, and
/// what lowering finds out for the unit as a whole.
struct UnitContext {
  UnitContext(clang::ASTContext &AST, const clang::Preprocessor &Preprocessor,
              llvm::StringRef SourceRoot);

  clang::ASTContext &AST;
  SourceMap Source;
  Naming Names;
  QomShapes Shapes;
  MacroTable Macros;

  /// Functions that were mentioned, in order; bodies among them are captured.
  llvm::SetVector<const clang::FunctionDecl *> Functions;
  llvm::SetVector<const clang::RecordDecl *> Records;

  /// The key of a function that the code being lowered refers to.
  Name mention(const clang::FunctionDecl *Function);
  /// The name of the record that the type is or points to.
  Name mention(clang::QualType Type);
};

} // namespace qomlint

#endif // QOMLINT_CAPTURE_UNITCONTEXT_H
