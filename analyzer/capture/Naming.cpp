//===- Naming.cpp - Keys of functions, globals and records ----------------===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "analyzer/capture/Naming.h"
#include "analyzer/capture/QomShapes.h"
#include "analyzer/facts/Function.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/DeclCXX.h"
#include "clang/AST/DeclTemplate.h"
#include "llvm/ADT/SmallPtrSet.h"
#include "llvm/Support/raw_ostream.h"

using namespace clang;
using namespace qomlint;

static PrintingPolicy policyFor(const LangOptions &Language) {
  PrintingPolicy Policy(Language);
  Policy.SuppressTagKeyword = true;
  Policy.SuppressUnwrittenScope = true;
  Policy.SuppressDefaultTemplateArgs = false;
  Policy.FullyQualifiedName = true;
  Policy.Bool = true;
  return Policy;
}

Naming::Naming(SourceMap &Source)
    : Source(Source), Policy(policyFor(Source.language())) {}

std::string Naming::qualified(const NamedDecl *Declaration) {
  if (!Source.language().CPlusPlus)
    return Declaration->getName().str();
  std::string Text;
  llvm::raw_string_ostream OS(Text);
  Declaration->getNameForDiagnostic(OS, Policy, /*Qualified=*/true);
  return Text;
}

std::string Naming::withFile(const NamedDecl *Declaration, std::string Text) {
  return (Source.file(Declaration->getLocation()).str() + ":" + Text).str();
}

/// Overloads need their parameters to be told apart. Constructors always have
/// some: the implicit copy and move.
static bool isOverloaded(const FunctionDecl *Function) {
  if (isa<CXXConstructorDecl>(Function))
    return true;
  const DeclContext *Scope = Function->getDeclContext()->getRedeclContext();
  llvm::SmallPtrSet<const Decl *, 4> Distinct;
  for (const NamedDecl *Found : Scope->lookup(Function->getDeclName()))
    Distinct.insert(Found->getCanonicalDecl());
  return Distinct.size() > 1;
}

static std::string parameterTypes(const FunctionDecl *Function,
                                  const PrintingPolicy &Policy) {
  std::string Text = "(";
  for (const ParmVarDecl *Parameter : Function->parameters()) {
    if (Text.size() > 1)
      Text += ", ";
    Text += Parameter->getType().getCanonicalType().getAsString(Policy);
  }
  return Text + ")";
}

std::string Naming::functionText(const FunctionDecl *Function) {
  const FunctionDecl *Definition = nullptr;
  if (!Function->isDefined(Definition))
    Definition = Function;
  if (!Source.language().CPlusPlus || Function->isExternC() ||
      Function->isMain()) {
    std::string Text = Function->getNameAsString();
    return Function->isExternallyVisible() ? Text : withFile(Definition, Text);
  }
  std::string Text;
  const auto *Method = dyn_cast<CXXMethodDecl>(Function);
  if (Method && Method->getParent()->isLambda())
    return withFile(Definition, lambda(Method->getParent()) + "::operator()");
  Text = qualified(Function);
  if (isOverloaded(Function))
    Text += parameterTypes(Function, Policy);
  return Function->isExternallyVisible() ? Text : withFile(Definition, Text);
}

Name Naming::function(const FunctionDecl *Function) {
  Function = Function->getCanonicalDecl();
  if (auto Found = Known.find(Function); Found != Known.end())
    return Found->second;
  return Known[Function] = Name(functionText(Function));
}

Name Naming::global(const VarDecl *Variable) {
  Variable = Variable->getCanonicalDecl();
  if (auto Found = Known.find(Variable); Found != Known.end())
    return Found->second;
  std::string Text = Variable->isStaticLocal() ? Variable->getNameAsString()
                                               : qualified(Variable);
  if (Variable->isStaticLocal())
    if (const auto *Owner =
            dyn_cast<FunctionDecl>(Variable->getParentFunctionOrMethod()))
      Text = Owner->getNameAsString() + "." + Text;
  if (Variable->isStaticLocal() || !Variable->isExternallyVisible())
    Text = withFile(Variable, Text);
  return Known[Variable] = Name(Text);
}

std::string Naming::lambda(const CXXRecordDecl *Closure) {
  Position At = Source.position(Closure->getLocation());
  return "lambda_" + std::to_string(At.Line) + "_" + std::to_string(At.Column);
}

/// Finds the member that has an unnamed record as its type.
static const FieldDecl *memberOfType(const RecordDecl *Outer,
                                     const RecordDecl *Unnamed) {
  for (const FieldDecl *Field : Outer->fields())
    if (qomlint::recordOf(Field->getType()) == Unnamed &&
        Field->getIdentifier())
      return Field;
  return nullptr;
}

std::string Naming::unnamedRecord(const RecordDecl *Record) {
  const auto *Outer = dyn_cast<RecordDecl>(Record->getDeclContext());
  if (!Outer)
    return std::string();
  std::string Text = record(Outer).str().str();
  if (const FieldDecl *Member = memberOfType(Outer, Record))
    Text += "::" + Member->getNameAsString();
  return Text;
}

std::string Naming::recordText(const RecordDecl *Record) {
  const auto *Class = dyn_cast<CXXRecordDecl>(Record);
  if (Class && Class->isLambda())
    return lambda(Class);
  if (Record->getIdentifier())
    return qualified(Record);
  if (const TypedefNameDecl *Alias = Record->getTypedefNameForAnonDecl())
    return qualified(Alias);
  return unnamedRecord(Record);
}

Name Naming::record(const RecordDecl *Record) {
  Record = cast<RecordDecl>(Record->getCanonicalDecl());
  if (auto Found = Known.find(Record); Found != Known.end())
    return Found->second;
  // The recursion for unnamed records may grow the map: assign afterwards.
  Name Result(recordText(Record));
  return Known[Record] = Result;
}

Name Naming::recordOf(QualType Type) {
  const RecordDecl *Record = qomlint::recordOf(Type);
  return Record ? record(Record) : Name();
}

/// A closure's members have no names of their own.
static const ValueDecl *capturedBy(const FieldDecl *Field) {
  const auto *Closure = dyn_cast<CXXRecordDecl>(Field->getParent());
  if (!Closure || !Closure->isLambda())
    return nullptr;
  auto Member = Closure->field_begin();
  for (const LambdaCapture &Capture : Closure->captures()) {
    if (*Member == Field)
      return Capture.capturesVariable() ? Capture.getCapturedVar() : nullptr;
    ++Member;
  }
  return nullptr;
}

Name Naming::field(const FieldDecl *Field) {
  if (Field->getIdentifier()) {
    Name Own(Field->getName());
    // The bases of a tuple all have a member of the same name.
    return isLibraryMember(Own) &&
                   isa<ClassTemplateSpecializationDecl>(Field->getParent())
               ? Name(
                     (Own.str() + "@" + record(Field->getParent()).str()).str())
               : Own;
  }
  if (const ValueDecl *Captured = capturedBy(Field))
    return Name(Captured->getName());
  return Name("this");
}
