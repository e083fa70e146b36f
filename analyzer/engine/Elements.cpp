//===- Elements.cpp - Elements of arrays whose index is not known ---------===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "analyzer/engine/Executor.h"
#include "llvm/ADT/STLExtras.h"

using namespace qomlint;

static bool hasSomeElement(const AccessPath &Path) {
  return llvm::any_of(Path.Steps, [](const AccessPath::Step &S) {
    return S.Kind == AccessPath::StepKind::Element &&
           S.Index == AccessPath::Any;
  });
}

Executor::ElementScope::ElementScope(Executor &Run, const Outcome &O,
                                     ValueId Call)
    : Run(Run) {
  auto IsOfSome = [](const ReferenceEffect &E) {
    return hasSomeElement(E.Object);
  };
  auto Counts = [](const ReferenceEffect &E) {
    return hasSomeElement(E.Object) && E.Action != ReferenceAction::Escape;
  };
  auto StoresToSome = [](const StoreEffect &Store) {
    return hasSomeElement(Store.Slot);
  };
  auto Moves = [](const StoreEffect &Store) {
    return hasSomeElement(Store.Slot) && Store.Value.Kind != ResultKind::Scalar;
  };
  auto Requires = [](const Precondition &R) {
    return hasSomeElement(R.Value) || (R.Other && hasSomeElement(*R.Other));
  };
  IsKept = llvm::any_of(O.Effects, Counts) || llvm::any_of(O.Stores, Moves);
  IsMet = IsKept || llvm::any_of(O.Effects, IsOfSome) ||
          llvm::any_of(O.Stores, StoresToSome) ||
          llvm::any_of(O.Requires, Requires) ||
          llvm::any_of(O.Uses, hasSomeElement);
  Run.SomeIndex = Run.Terms.someIndex(IsKept ? Call : Values::Unknown);
}

void Executor::ElementScope::leave(State &S) const {
  if (!IsMet || IsKept)
    return;
  auto IsOfCall = [&](ValueId Id) {
    return Run.Terms.liesAtIndex(Id, Run.SomeIndex) && !S.object(Id);
  };
  S.Memory.eraseIf([&](ValueId Address, ValueId) { return IsOfCall(Address); });
  S.Ranges.eraseIf([&](ValueId Id, const Range &) { return IsOfCall(Id); });
  S.Uses.eraseIf([&](ValueId Id, bool) { return IsOfCall(Id); });
}

ValueId Executor::indexOf(const AccessPath::Step &Element,
                          const CallSite &Call) {
  ValueId Index = Values::Unknown;
  if (Element.Kind != AccessPath::StepKind::ElementByArgument)
    Index = Element.Index == AccessPath::Any ? Values::Unknown
                                             : Terms.integer(Element.Index);
  else if (static_cast<size_t>(Element.Index) < Call.Arguments.size())
    Index = Call.Arguments[Element.Index];
  return Index == Values::Unknown ? SomeIndex : Index;
}

/// An element that is not known by its index may be any of those that are, and
/// the other way round. (In an array of a record the field's balance tells.)
void Executor::meetElements(State &S, ValueId Array, ValueId Index) {
  if (slotOf(S, Terms.elementAddress(Array, Index)))
    return;
  std::vector<ValueId> Elements;
  for (const auto &[Address, Stored] : S.Memory) {
    const Value &A = Terms[Address];
    if (A.Kind == ValueKind::ElementAddress && A.Base == Array &&
        !(Terms.isConstant(Index) && Terms.isConstant(A.Other)))
      Elements.push_back(Stored);
  }
  for (ValueId Element : Elements)
    escape(S, Element, Silence::Container);
}

/// Pointers that are counted up or down meet the elements of an array in an
/// order that is not followed.
void Executor::walkArray(State &S, ValueId Address) {
  while (Terms[Address].Kind == ValueKind::ElementAddress)
    Address = Terms[Address].Base;
  std::vector<ValueId> Elements;
  for (const auto &[Other, Stored] : S.Memory)
    if (Terms[Other].Kind == ValueKind::ElementAddress &&
        Terms[Other].Base == Address)
      Elements.push_back(Stored);
  if (Terms.isVisibleToCaller(Address))
    Elements.push_back(Terms.content(
        Terms.elementAddress(Address, Terms.someIndex(Values::Unknown))));
  for (ValueId Element : Elements)
    escape(S, Element, Silence::Container, /*Noted=*/true);
}

/// With \p Pointer as a number: a step to another element, or a tag beside the
/// address of an object, which is not followed any further.
void Executor::calculate(State &S, llvm::StringRef Operator, ValueId Pointer) {
  bool Steps = Operator == "+" || Operator == "-";
  bool Tags = Operator == "|" || Operator == "&" || Operator == "^";
  if (Steps && Terms.isAddress(Pointer))
    walkArray(S, Pointer);
  if ((Steps || Tags) && S.Objects.find(Pointer))
    escape(S, Pointer, Silence::UnknownStore);
}

/// What other indices name may be the element that was stored to. (Objects
/// stay where they are: the field's balance tells.)
void Executor::forgetElements(State &S, ValueId Address) {
  std::vector<ValueId> Inexact, Replaced;
  for (auto &[Other, Stored] : S.Memory) {
    if (Other == Address || !Terms.mayBeSame(Other, Address) ||
        S.object(Stored))
      continue;
    Replaced.push_back(Stored);
    if (Terms.isExact(Other))
      Stored = Terms.fresh();
    else
      Inexact.push_back(Other);
  }
  for (ValueId Other : Inexact)
    S.Memory.erase(Other);
  if (!slotOf(S, Address))
    for (ValueId Stored : Replaced)
      escape(S, Stored, Silence::Container);
}
