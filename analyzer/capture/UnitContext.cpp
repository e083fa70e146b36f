//===- UnitContext.cpp - What lowering shares across a unit ---------------===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "analyzer/capture/UnitContext.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/Decl.h"

using namespace clang;
using namespace qomlint;

UnitContext::UnitContext(ASTContext &AST,
                         const clang::Preprocessor &Preprocessor,
                         llvm::StringRef SourceRoot)
    : AST(AST), Source(AST.getSourceManager(), AST.getLangOpts(), SourceRoot),
      Names(Source), Macros(Preprocessor) {}

Name UnitContext::mention(const FunctionDecl *Function) {
  Functions.insert(Function->getCanonicalDecl());
  return Names.function(Function);
}

Name UnitContext::mention(QualType Type) {
  const RecordDecl *Record = recordOf(Type);
  if (!Record)
    return Name();
  Records.insert(cast<RecordDecl>(Record->getCanonicalDecl()));
  return Names.record(Record);
}
