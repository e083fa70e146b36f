//===- TypeFacts.cpp - QOM types, links and tables ------------------------===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "analyzer/capture/TypeFacts.h"
#include "clang/AST/ASTContext.h"
#include "clang/AST/DeclCXX.h"
#include "clang/AST/Expr.h"
#include "llvm/ADT/StringSwitch.h"

using namespace clang;
using namespace qomlint;

static const InitListExpr *semanticList(const Expr *Value) {
  Value = Value->IgnoreParenImpCasts();
  if (const auto *Literal = dyn_cast<CompoundLiteralExpr>(Value))
    Value = Literal->getInitializer();
  const auto *List = dyn_cast<InitListExpr>(Value);
  if (List && List->getSemanticForm())
    List = List->getSemanticForm();
  return List;
}

static bool isRecordNamed(QualType Type, llvm::StringRef Expected) {
  const RecordDecl *Record = Type->getAsRecordDecl();
  return Record && Record->getIdentifier() && Record->getName() == Expected;
}

/// Calls \p Visit with each member that \p List initializes.
template <class Visitor>
static void forEachMember(const InitListExpr *List, Visitor Visit) {
  const RecordDecl *Record = List->getType()->getAsRecordDecl();
  if (!Record)
    return;
  if (Record->isUnion()) {
    const FieldDecl *Field = List->getInitializedFieldInUnion();
    if (Field && List->getNumInits())
      Visit(Field, List->getInit(0));
    return;
  }
  unsigned Index = 0;
  for (const FieldDecl *Field : Record->fields()) {
    if (Field->isUnnamedBitField())
      continue;
    if (Index >= List->getNumInits())
      return;
    const Expr *Value = List->getInit(Index++);
    if (!isa<ImplicitValueInitExpr>(Value))
      Visit(Field, Value);
  }
}

/// The text of a string literal, also through a constant array that has it.
Name TypeFacts::string(const Expr *Value) {
  Value = Value->IgnoreParenCasts();
  if (const auto *Literal = dyn_cast<clang::StringLiteral>(Value))
    return Name(Literal->getString());
  if (const auto *Reference = dyn_cast<DeclRefExpr>(Value))
    if (const auto *Variable = dyn_cast<VarDecl>(Reference->getDecl());
        Variable && Variable->getType().isConstant(Context.AST) &&
        Variable->getInit())
      return string(Variable->getInit());
  return Name();
}

static const FunctionDecl *functionOf(const Expr *Value) {
  Value = Value->IgnoreParenCasts();
  if (const auto *Address = dyn_cast<UnaryOperator>(Value);
      Address && Address->getOpcode() == UO_AddrOf)
    Value = Address->getSubExpr()->IgnoreParenCasts();
  const auto *Reference = dyn_cast<DeclRefExpr>(Value);
  return Reference ? dyn_cast<FunctionDecl>(Reference->getDecl()) : nullptr;
}

Name TypeFacts::functionKey(const Expr *Value) {
  const FunctionDecl *Function = functionOf(Value);
  return Function ? Context.mention(Function) : Name();
}

Name TypeFacts::sizedRecord(const Expr *Value) {
  const auto *Size =
      dyn_cast<UnaryExprOrTypeTraitExpr>(Value->IgnoreParenCasts());
  if (!Size || Size->getKind() != UETT_SizeOf)
    return Name();
  return Context.mention(Size->getTypeOfArgument());
}

void TypeFacts::read(const VarDecl *Variable) {
  const Expr *Initializer = Variable->getInit();
  if (!Initializer || Initializer->isValueDependent())
    return;
  readValue(Variable, Initializer);
  if (Variable->hasGlobalStorage())
    readTable(Variable);
}

void TypeFacts::readValue(const VarDecl *Variable, const Expr *Value) {
  const InitListExpr *List = semanticList(Value);
  if (!List)
    return;
  if (isRecordNamed(List->getType(), "TypeInfo"))
    return readTypeInfo(List);
  if (isRecordNamed(List->getType(), "Property"))
    return readProperty(List);
  if (List->getType()->isArrayType())
    for (const Expr *Element : List->inits())
      readValue(Variable, Element);
}

//===----------------------------------------------------------------------===//
// TypeInfo
//===----------------------------------------------------------------------===//

void TypeFacts::readTypeInfo(const InitListExpr *List) {
  qomlint::TypeInfo Info;
  // A brace of its own, or the whole macro that made it.
  Info.At = Context.Source.position(List->getBeginLoc());
  forEachMember(List, [&](const FieldDecl *Field, const Expr *Value) {
    auto *Hook = llvm::StringSwitch<Name *>(Field->getName())
                     .Case("instance_init", &Info.InstanceInit)
                     .Case("instance_post_init", &Info.InstancePostInit)
                     .Case("instance_finalize", &Info.InstanceFinalize)
                     .Case("class_init", &Info.ClassInit)
                     .Case("class_base_init", &Info.ClassBaseInit)
                     .Default(nullptr);
    if (Hook)
      *Hook = functionKey(Value);
    else if (Field->getName() == "name")
      Info.TypeName = string(Value);
    else if (Field->getName() == "parent")
      Info.Parent = string(Value);
    else if (Field->getName() == "instance_size")
      Info.Record = sizedRecord(Value);
    else if (Field->getName() == "interfaces")
      readInterfaces(Value, Info);
    else if (Field->getName() == "abstract")
      Value->EvaluateAsBooleanCondition(Info.Abstract, Context.AST);
  });
  Facts.Types.push_back(std::move(Info));
}

void TypeFacts::readInterfaces(const Expr *Value, qomlint::TypeInfo &Info) {
  Value = Value->IgnoreParenCasts();
  if (const auto *Reference = dyn_cast<DeclRefExpr>(Value))
    if (const auto *Variable = dyn_cast<VarDecl>(Reference->getDecl()))
      Value = Variable->getInit();
  const InitListExpr *List = Value ? semanticList(Value) : nullptr;
  if (!List || !List->getType()->isArrayType())
    return;
  for (const Expr *Element : List->inits())
    if (const InitListExpr *Interface = semanticList(Element))
      forEachMember(Interface, [&](const FieldDecl *, const Expr *Type) {
        if (Name Text = string(Type))
          Info.Interfaces.push_back(Text);
      });
}

//===----------------------------------------------------------------------===//
// Properties
//===----------------------------------------------------------------------===//

static bool isLinkProperty(const Expr *Value) {
  const auto *Address = dyn_cast<UnaryOperator>(Value->IgnoreParenCasts());
  if (!Address || Address->getOpcode() != UO_AddrOf)
    return false;
  const auto *Reference =
      dyn_cast<DeclRefExpr>(Address->getSubExpr()->IgnoreParens());
  return Reference &&
         Reference->getDecl()->getNameAsString() == "qdev_prop_link";
}

/// The macros add a type check of size zero to the offset.
static const OffsetOfExpr *findOffset(const Stmt *Value) {
  if (const auto *Offset = dyn_cast<OffsetOfExpr>(Value))
    return Offset;
  for (const Stmt *Child : Value->children())
    if (Child)
      if (const OffsetOfExpr *Found = findOffset(Child))
        return Found;
  return nullptr;
}

void TypeFacts::readProperty(const InitListExpr *List) {
  bool IsLink = false;
  const OffsetOfExpr *Offset = nullptr;
  forEachMember(List, [&](const FieldDecl *Field, const Expr *Value) {
    if (Field->getName() == "info")
      IsLink = isLinkProperty(Value);
    else if (Field->getName() == "offset")
      Offset = findOffset(Value);
  });
  if (!IsLink || !Offset)
    return;
  // An element of an array of links is the array's field.
  for (unsigned I = Offset->getNumComponents(); I-- > 0;) {
    OffsetOfNode Component = Offset->getComponent(I);
    if (Component.getKind() != OffsetOfNode::Field)
      continue;
    LinkField Link;
    Link.Record = Context.Names.record(Component.getField()->getParent());
    Link.Field = Context.Names.field(Component.getField());
    Link.At = Context.Source.position(List->getBeginLoc());
    Facts.Links.push_back(Link);
    return;
  }
}

//===----------------------------------------------------------------------===//
// Tables of function pointers
//===----------------------------------------------------------------------===//

void TypeFacts::readTable(const VarDecl *Variable) {
  FunctionTable Table;
  collectFunctions(Variable->getInit(), Table);
  if (Table.Entries.empty())
    return;
  Table.Global = Context.Names.global(Variable);
  Facts.Tables.push_back(std::move(Table));
}

void TypeFacts::collectFunctions(const Expr *Value, FunctionTable &Table) {
  const InitListExpr *List = semanticList(Value);
  if (!List)
    return;
  if (List->getType()->isArrayType()) {
    for (const Expr *Element : List->inits())
      collectFunctions(Element, Table);
    return;
  }
  forEachMember(List, [&](const FieldDecl *Field, const Expr *Member) {
    if (const FunctionDecl *Function = functionOf(Member))
      Table.Entries.push_back({Context.Names.record(Field->getParent()),
                               Context.Names.field(Field),
                               Context.mention(Function)});
    else
      collectFunctions(Member, Table);
  });
}
