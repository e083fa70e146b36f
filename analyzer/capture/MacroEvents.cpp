//===- MacroEvents.cpp - Lowering of macros that are one event ------------===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "analyzer/capture/Expressions.h"
#include "clang/AST/ASTContext.h"

using namespace clang;
using namespace qomlint;

void Expressions::emitRegion(int Index) {
  if (!Emitted.insert(Index).second)
    return;
  const MacroRegion &Region = Scan.Regions[Index];
  switch (Region.Use.Rule->Kind) {
  case MacroKind::Silent:
    return;
  case MacroKind::Call:
    return emitMacroCall(Region);
  case MacroKind::Insert:
  case MacroKind::Remove:
  case MacroKind::RemoveHead:
    return emitListEvent(Region);
  }
}

const Expr *Expressions::regionArgument(const MacroRegion &Region, int Index) {
  return Unit.Macros.argument(Region.Use, Region.Root, Index);
}

/// A macro may read its argument a token outside of it: `(elm)->field`.
Operand Expressions::argumentValue(const Expr *Argument) {
  if (!Argument->isGLValue())
    return value(Argument);
  QualType Type = Argument->getType();
  return Type->isArrayType() ? lowerDecay(Argument) : read(Argument, Type);
}

/// The record that the macro itself casts its result to, below conversions of
/// the code around it.
Name Expressions::typeInside(const Expr *Root) {
  while (true) {
    Root = unwrap(Root);
    if (Root->getType()->isPointerType())
      if (Name Result = Unit.mention(Root->getType()))
        return Result;
    const auto *Cast = dyn_cast<CastExpr>(Root);
    const auto *Choice = dyn_cast<ConditionalOperator>(Root);
    if (Cast && isIdentityCast(Cast))
      Root = Cast->getSubExpr();
    else if (Choice) // GLib's `0 ? *pp : steal(pp)`, for the type of *pp.
      Root = Choice->getTrueExpr()->IgnoreParenImpCasts();
    else
      return Name();
  }
}

void Expressions::emitMacroCall(const MacroRegion &Region) {
  Event Call;
  Call.Kind = EventKind::Call;
  Call.Where = Unit.Source.site(Region.Root->getSourceRange());
  Call.Callee = Name(Region.Use.Rule->Callee);
  for (int Index : Region.Use.Rule->Arguments)
    if (Index >= 0) {
      const Expr *Argument = regionArgument(Region, Index);
      Call.Operands.push_back(Argument ? argumentValue(Argument) : unknown());
    }
  const auto *Root = dyn_cast<Expr>(Region.Root);
  if (!Root || Root->getType()->isVoidType())
    return Out.append(std::move(Call));
  Call.Type = typeInside(Root);
  Operand Result = Out.define(std::move(Call));
  Values[unwrap(Root)] = Result;
}

namespace {
/// The member through which an element is linked, as the macro spells it:
/// `(elm)->field`.
const MemberExpr *findLink(const Stmt *Region, const Expr *Element) {
  if (const auto *Member = dyn_cast<MemberExpr>(Region))
    if (Member->getBase()->IgnoreParenImpCasts() ==
        Element->IgnoreParenImpCasts())
      return Member;
  for (const Stmt *Child : Region->children())
    if (Child)
      if (const MemberExpr *Found = findLink(Child, Element))
        return Found;
  return nullptr;
}

/// The first element of a list, as the macro spells it: `(head)->lh_first`.
const MemberExpr *findFirst(const Stmt *Region) {
  if (const auto *Member = dyn_cast<MemberExpr>(Region))
    if (Member->getType()->isPointerType() &&
        Member->getMemberDecl()->getName().ends_with("_first"))
      return Member;
  for (const Stmt *Child : Region->children())
    if (Child)
      if (const MemberExpr *Found = findFirst(Child))
        return Found;
  return nullptr;
}
} // namespace

/// The macros without a head identify the list by the element's link.
void Expressions::emitListEvent(const MacroRegion &Region) {
  const MacroRule &Rule = *Region.Use.Rule;
  Event E;
  E.Kind =
      Rule.Kind == MacroKind::Insert ? EventKind::Insert : EventKind::Remove;
  E.Where = Unit.Source.site(Region.Root->getSourceRange());
  if (Rule.Arguments[0] >= 0)
    if (const Expr *Head = regionArgument(Region, Rule.Arguments[0]))
      E.Target = pointeePlace(Head);
  Operand Element;
  if (Rule.Kind == MacroKind::RemoveHead) {
    if (const MemberExpr *First = findFirst(Region.Root))
      if (std::optional<Place> From = place(First))
        Element = Out.load(*From, E.Where);
  } else if (const Expr *Argument = regionArgument(Region, Rule.Arguments[1])) {
    Element = argumentValue(Argument);
    if (const MemberExpr *Link = findLink(Region.Root, Argument);
        Link && !E.Target)
      E.Target = place(Link);
  }
  E.Operands = {Element};
  if (E.Target)
    Out.append(std::move(E));
}
