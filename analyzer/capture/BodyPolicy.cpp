//===- BodyPolicy.cpp - Which bodies are parsed ---------------------------===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "analyzer/capture/BodyPolicy.h"
#include "analyzer/capture/SourceMap.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/DeclCXX.h"
#include "clang/AST/DeclTemplate.h"
#include "clang/Basic/SourceManager.h"
#include "llvm/Support/MemoryBuffer.h"

using namespace clang;
using namespace qomlint;
using llvm::StringRef;

//===----------------------------------------------------------------------===//
// GLib's generated cleanups
//===----------------------------------------------------------------------===//

// Every type declared for g_autoptr defines five functions; a unit of QEMU sees
// a thousand and uses two.

void BodyPolicy::collectCleanedTypes(StringRef Text) {
  for (size_t At = Text.find("g_auto"); At != StringRef::npos;
       At = Text.find("g_auto", At + 1)) {
    StringRef Rest = Text.drop_front(At).drop_while(
        [](char C) { return llvm::isAlnum(C) || C == '_'; });
    if (Rest.consume_front("("))
      CleanedTypes.insert(
          Rest.take_until([](char C) { return C == ')'; }).trim());
  }
}

void BodyPolicy::readMainFile() {
  if (HasRead)
    return;
  HasRead = true;
  StringRef Text = Sources.getBufferData(Sources.getMainFileID());
  MayCleanAnything = Text.contains(".inc\"") || Text.contains(".c\"");
  collectCleanedTypes(Text);
}

bool BodyPolicy::isWantedCleanup(StringRef Function) {
  if (Function == "g_autoptr_cleanup_generic_gfree" || MayCleanAnything)
    return true;
  for (StringRef Kind : {"_cleanup_", "_clear_"}) {
    size_t At = Function.find(Kind);
    if (At != StringRef::npos)
      return CleanedTypes.contains(Function.drop_front(At + Kind.size()));
  }
  return false;
}

static bool isGeneratedCleanup(StringRef Function) {
  return Function.starts_with("glib_") || Function.starts_with("g_auto");
}

//===----------------------------------------------------------------------===//
// Signatures
//===----------------------------------------------------------------------===//

/// A pointer to a record, or to a pointer to one.
static bool reachesRecord(QualType Type) {
  QualType Pointee = Type->getPointeeType();
  if (Pointee.isNull())
    return false;
  QualType Inner = Pointee->getPointeeType();
  return (Inner.isNull() ? Pointee : Inner)->isRecordType();
}

static bool reachesRecord(const FunctionDecl *Function) {
  return reachesRecord(Function->getReturnType()) ||
         llvm::any_of(Function->parameters(), [](const ParmVarDecl *P) {
           return reachesRecord(P->getType());
         });
}

/// Type checkers and class lookups are understood without their body.
static bool hasCheckerSignature(const FunctionDecl *Function) {
  if (Function->getNumParams() != 1)
    return false;
  QualType Pointee = Function->getParamDecl(0)->getType()->getPointeeType();
  return !Pointee.isNull() && Pointee->isVoidType() &&
         Pointee.isConstQualified() &&
         llvm::none_of(Function->getName(),
                       [](char C) { return llvm::isLower(C); });
}

/// Clang parses these bodies whatever it is told: other code needs their value
/// or their type.
static bool isNeededByOthers(const FunctionDecl *Function) {
  return Function->isConstexpr() ||
         Function->getReturnType()->getContainedDeducedType();
}

bool BodyPolicy::canSkip(const Decl *Declaration) {
  const FunctionDecl *Function = Declaration->getAsFunction();
  if (!Function || isNeededByOthers(Function))
    return false;
  SourceLocation Where = Sources.getExpansionLoc(Function->getLocation());
  FileID File = Sources.getFileID(Where);
  if (File != LastFile) {
    LastFile = File;
    LastIsOwn = isOwnCode(Sources, File);
  }
  if (LastIsOwn)
    return false;
  StringRef Spelling =
      Function->getIdentifier() ? Function->getName() : StringRef();
  if (isGeneratedCleanup(Spelling)) {
    readMainFile();
    return !isWantedCleanup(Spelling);
  }
  if (Sources.isInSystemHeader(Where))
    return true;
  if (Function->getASTContext().getLangOpts().CPlusPlus)
    return false;
  if (Function->getStorageClass() != SC_Static &&
      !Function->isInlineSpecified())
    return false; // A piece of the program that is included as text.
  return hasCheckerSignature(Function) || !reachesRecord(Function);
}
