//===- UnitConsumer.h - Parses for the facts alone --------------*- C++ -*-===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef QOMLINT_CAPTURE_UNITCONSUMER_H
#define QOMLINT_CAPTURE_UNITCONSUMER_H

#include "analyzer/capture/BodyPolicy.h"
#include "analyzer/facts/Unit.h"
#include "clang/AST/ASTConsumer.h"
#include <optional>

namespace clang {
class CompilerInstance;
}

namespace qomlint {

class NoLintFinder;

/// Says which bodies to parse and, at the end of the unit, takes its facts.
class UnitConsumer : public clang::ASTConsumer {
public:
  UnitConsumer(clang::CompilerInstance &Compiler, llvm::StringRef SourceRoot,
               NoLintFinder &NoLints, std::optional<Unit> &Result);

  bool shouldSkipFunctionBody(clang::Decl *Declaration) override;
  void HandleTranslationUnit(clang::ASTContext &AST) override;

private:
  clang::CompilerInstance &Compiler;
  llvm::StringRef SourceRoot;
  NoLintFinder &NoLints;
  std::optional<Unit> &Result;
  BodyPolicy Bodies;
};

} // namespace qomlint

#endif // QOMLINT_CAPTURE_UNITCONSUMER_H
