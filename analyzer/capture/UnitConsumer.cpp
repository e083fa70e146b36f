//===- UnitConsumer.cpp - Parses for the facts alone ----------------------===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "analyzer/capture/UnitConsumer.h"
#include "analyzer/capture/UnitBuilder.h"
#include "clang/Frontend/CompilerInstance.h"

using namespace clang;
using namespace qomlint;

UnitConsumer::UnitConsumer(CompilerInstance &Compiler,
                           llvm::StringRef SourceRoot, NoLintFinder &NoLints,
                           std::optional<Unit> &Result)
    : Compiler(Compiler), SourceRoot(SourceRoot), NoLints(NoLints),
      Result(Result), Bodies(Compiler.getSourceManager()) {}

bool UnitConsumer::shouldSkipFunctionBody(Decl *Declaration) {
  return Bodies.canSkip(Declaration);
}

void UnitConsumer::HandleTranslationUnit(ASTContext &AST) {
  Result = buildUnit(AST, Compiler.getPreprocessor(), SourceRoot, &NoLints);
}
