//===- BodyPolicy.cpp - Which bodies are parsed ---------------------------===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "analyzer/capture/BodyPolicy.h"
#include "analyzer/capture/QomShapes.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/DeclCXX.h"
#include "clang/AST/DeclTemplate.h"
#include "clang/Basic/SourceManager.h"

using namespace clang;
using namespace qomlint;

/// GLib's cleanup for g_autofree is the only body of a system header that
/// drops something for its caller.
static bool isGenericCleanup(const FunctionDecl *Function) {
  const IdentifierInfo *Identifier = Function->getIdentifier();
  return Identifier && Identifier->isStr("g_autoptr_cleanup_generic_gfree");
}

/// A pointer to a record, or to a pointer to one.
static bool reachesRecord(QualType Type) {
  QualType Pointee = Type->getPointeeType();
  if (Pointee.isNull())
    return false;
  QualType Inner = Pointee->getPointeeType();
  return (Inner.isNull() ? Pointee : Inner)->isRecordType();
}

static bool hasCheckerSignature(const FunctionDecl *Function) {
  if (Function->getNumParams() != 1)
    return false;
  QualType Pointee = Function->getParamDecl(0)->getType()->getPointeeType();
  return !Pointee.isNull() && Pointee->isVoidType() &&
         Pointee.isConstQualified() &&
         llvm::none_of(Function->getName(),
                       [](char C) { return llvm::isLower(C); });
}

bool qomlint::canSkipBody(const Decl *Declaration,
                          const SourceManager &Sources) {
  const FunctionDecl *Function = Declaration->getAsFunction();
  if (!Function)
    return false;
  SourceLocation Where = Sources.getExpansionLoc(Function->getLocation());
  if (Sources.isInMainFile(Where))
    return false;
  if (Sources.isInSystemHeader(Where))
    return !isGenericCleanup(Function);
  if (Function->getASTContext().getLangOpts().CPlusPlus)
    return false;
  if (Function->getStorageClass() != SC_Static &&
      !Function->isInlineSpecified())
    return false; // A piece of the program that is included as text.
  if (hasCheckerSignature(Function))
    return true;
  return !reachesRecord(Function->getReturnType()) &&
         llvm::none_of(Function->parameters(), [](const ParmVarDecl *P) {
           return reachesRecord(P->getType());
         });
}
