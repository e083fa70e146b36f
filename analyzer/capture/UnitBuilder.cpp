//===- UnitBuilder.cpp - A parsed unit to facts ---------------------------===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "analyzer/capture/UnitBuilder.h"
#include "analyzer/capture/BodyPolicy.h"
#include "analyzer/capture/FunctionLowering.h"
#include "analyzer/capture/NoLintScan.h"
#include "analyzer/capture/RecordFacts.h"
#include "analyzer/capture/Selection.h"
#include "analyzer/capture/TypeFacts.h"
#include "analyzer/capture/UnitContext.h"
#include "analyzer/capture/VersionProbes.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/ASTLambda.h"
#include "clang/AST/Attr.h"
#include "clang/Lex/Preprocessor.h"

using namespace clang;
using namespace qomlint;

namespace {

/// Builds a Unit from a parsed AST.
class UnitBuilder {
public:
  UnitBuilder(ASTContext &AST, const clang::Preprocessor &Preprocessor,
              llvm::StringRef SourceRoot, NoLintFinder *NoLints)
      : Context(AST, Preprocessor, SourceRoot), AST(AST), NoLints(NoLints),
        Bodies(AST.getSourceManager()) {}

  Unit build();

private:
  /// Those of the unit's own code.
  std::vector<Decl *> readDeclarations();
  const FunctionDecl *bodyOf(const FunctionDecl *Function);
  void readTables(const Selection &Selected);
  void lowerBodies(const Selection &Selected);
  void lower(const FunctionDecl *Definition);
  void annotate(Function &Facts, const FunctionDecl *Definition);
  void collectNoReturns();
  void collectSources();

  UnitContext Context;
  ASTContext &AST;
  NoLintFinder *NoLints;
  BodyPolicy Bodies;
  Unit Facts;
  llvm::DenseSet<const FunctionDecl *> Lowered;
};

Unit UnitBuilder::build() {
  Facts.MainFile =
      Context.Source.file(AST.getSourceManager().getLocForStartOfFile(
          AST.getSourceManager().getMainFileID()));
  Selection Selected = select(AST, readDeclarations());
  readTables(Selected);
  lowerBodies(Selected);
  Facts.Records = collectRecords(Context);
  collectNoReturns();
  if (NoLints)
    Facts.NoLints = NoLints->find(Context.Source);
  collectSources();
  return std::move(Facts);
}

/// One walk for all that needs every declaration: headers have thousands.
std::vector<Decl *> UnitBuilder::readDeclarations() {
  std::vector<Decl *> Own;
  VersionProbes Probes(AST.Idents);
  for (Decl *Top : AST.getTranslationUnitDecl()->decls()) {
    Probes.note(Top);
    if (Context.Source.isOwnCode(Top->getLocation()))
      Own.push_back(Top);
  }
  Facts.Declared = Probes.declared();
  return Own;
}

/// The definition of \p Function with a body that counts, or null. What the
/// policy skips does not count, even where somebody else had it parsed.
const FunctionDecl *UnitBuilder::bodyOf(const FunctionDecl *Function) {
  const FunctionDecl *Definition = nullptr;
  if (!Function->hasBody(Definition) || Bodies.canSkip(Definition))
    return nullptr;
  return Definition;
}

void UnitBuilder::readTables(const Selection &Selected) {
  TypeFacts Reader(Context, Facts);
  for (const VarDecl *Variable : Selected.Tables)
    Reader.read(Variable);
}

/// The unit's own functions first, then what they call and headers define.
void UnitBuilder::lowerBodies(const Selection &Selected) {
  for (const FunctionDecl *Definition : Selected.Functions)
    lower(Definition);
  for (size_t I = 0; I < Context.Functions.size(); ++I)
    if (const FunctionDecl *Definition = bodyOf(Context.Functions[I]))
      lower(Definition);
}

void UnitBuilder::lower(const FunctionDecl *Definition) {
  if (Definition->isDependentContext() || Definition->hasSkippedBody() ||
      !Definition->getBody() ||
      !Lowered.insert(Definition->getCanonicalDecl()).second)
    return;
  std::optional<Function> Function = lowerFunction(Context, Definition);
  if (!Function)
    return;
  annotate(*Function, Definition);
  Facts.Functions.push_back(std::move(*Function));
}

void takeAnnotations(const Decl *Declaration, llvm::StringRef Prefix,
                     std::vector<Name> &Into) {
  for (const auto *Attribute : Declaration->specific_attrs<AnnotateAttr>()) {
    llvm::StringRef Text = Attribute->getAnnotation();
    if (!Text.consume_front("qomlint::"))
      continue;
    Name Result((Prefix + Text).str());
    if (!llvm::is_contained(Into, Result))
      Into.push_back(Result);
  }
}

const FunctionDecl *enclosingFunction(const FunctionDecl *Function) {
  const auto *Method = dyn_cast<CXXMethodDecl>(Function);
  while (Method && isLambdaCallOperator(Method)) {
    Function = dyn_cast_or_null<FunctionDecl>(
        Method->getParent()->getParentFunctionOrMethod());
    Method = dyn_cast_or_null<CXXMethodDecl>(Function);
  }
  return Function;
}

void UnitBuilder::annotate(Function &Facts, const FunctionDecl *Definition) {
  for (const FunctionDecl *Declaration : Definition->redecls()) {
    takeAnnotations(Declaration, "", Facts.Annotations);
    for (const ParmVarDecl *Parameter : Declaration->parameters())
      takeAnnotations(
          Parameter,
          ("param" + llvm::Twine(Parameter->getFunctionScopeIndex()) + ":")
              .str(),
          Facts.Annotations);
  }
  llvm::sort(Facts.Annotations);
  const FunctionDecl *Enclosing = enclosingFunction(Definition);
  if (Enclosing && Enclosing != Definition)
    Facts.EnclosingKey = Context.Names.function(Enclosing);
}

void UnitBuilder::collectNoReturns() {
  for (const FunctionDecl *Function : Context.Functions)
    if (Function->getMostRecentDecl()->isNoReturn() && !bodyOf(Function))
      Facts.NoReturns.push_back(Context.Names.function(Function));
  llvm::sort(Facts.NoReturns);
}

void UnitBuilder::collectSources() {
  const SourceManager &Sources = AST.getSourceManager();
  for (FileID File : Context.Source.ownFiles())
    Facts.Sources.push_back(
        {Context.Source.file(Sources.getLocForStartOfFile(File)),
         hashOf(Sources.getBufferData(File))});
  llvm::sort(Facts.Sources, [](const SourceFile &A, const SourceFile &B) {
    return A.File < B.File;
  });
}

} // namespace

std::optional<Unit> qomlint::buildUnit(ASTContext &AST,
                                       const clang::Preprocessor &PP,
                                       llvm::StringRef SourceRoot,
                                       NoLintFinder *NoLints) {
  if (AST.getDiagnostics().hasUncompilableErrorOccurred())
    return std::nullopt;
  return UnitBuilder(AST, PP, SourceRoot, NoLints).build();
}
