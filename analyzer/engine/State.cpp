//===- State.cpp - What is known on one path ------------------------------===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "analyzer/engine/State.h"
#include "llvm/ADT/STLExtras.h"

using namespace qomlint;

int ObjectState::held() const {
  int Total = 0;
  for (const KnownHolder &H : Holders)
    Total += H.Count;
  return Total;
}

bool ObjectState::heldBy(qomlint::Relation R) const {
  return llvm::any_of(Holders,
                      [R](const KnownHolder &H) { return H.Relation == R; });
}

bool ObjectState::sameAs(const ObjectState &O) const {
  return Origin == O.Origin && Frame == O.Frame && Stored == O.Stored &&
         Holders == O.Holders && Parent == O.Parent && Silence == O.Silence &&
         Gone == O.Gone && MaybeGone == O.MaybeGone && Given == O.Given &&
         Lost == O.Lost && OnOwner == O.OnOwner && Reported == O.Reported &&
         Block == O.Block && IsArray == O.IsArray;
}

bool State::sameObjects(const State &Other) const {
  return std::equal(Objects.begin(), Objects.end(), Other.Objects.begin(),
                    Other.Objects.end(), [](const auto &X, const auto &Y) {
                      return X.first == Y.first && X.second.sameAs(Y.second);
                    });
}

Range State::testedRangeOf(const Values &Terms, ValueId Id) const {
  const Value &V = Terms[Id];
  if (V.Kind == ValueKind::Null)
    return Range::exactly(0);
  if (V.Kind == ValueKind::Integer)
    return Range::exactly(V.Number);
  if (Terms.isAddress(Id))
    return Range::nonZero();
  const Range *R = Ranges.find(Id);
  return R ? *R : Range::any();
}

Range State::rangeOf(const Values &Terms, ValueId Id) const {
  Range Tested = testedRangeOf(Terms, Id);
  const bool *Dereferenced = Uses.find(Id);
  bool IsUsed = Dereferenced && *Dereferenced && !Terms.isConstant(Id);
  return IsUsed ? Tested.intersect(Range::nonZero()) : Tested;
}

/// What the range of a number says of whether it is a constant.
static std::optional<bool> isEqual(const Values &Terms, const State &S,
                                   ValueId Comparison) {
  const Value &V = Terms[Comparison];
  if (V.Kind != ValueKind::Compute || Terms[V.Other].Kind != ValueKind::Integer)
    return std::nullopt;
  bool Negated = V.Text.str() == "!=";
  if (!Negated && V.Text.str() != "==")
    return std::nullopt;
  Range Known = S.rangeOf(Terms, V.Base);
  int64_t Constant = Terms[V.Other].Number;
  if (Known.intersect(Range::exactly(Constant)).isEmpty())
    return Negated;
  return Known.isExactly(Constant) ? std::optional<bool>(!Negated)
                                   : std::nullopt;
}

bool State::knows(const Values &Terms, Literal L) const {
  Range Known = rangeOf(Terms, L.Id);
  return (L.NonZero ? Known.excludesZero() : Known.isZero()) ||
         isEqual(Terms, *this, L.Id) == L.NonZero;
}

bool State::sameAs(const State &O) const {
  return Variables == O.Variables && Temporaries == O.Temporaries &&
         Memory == O.Memory && Ranges == O.Ranges && Uses == O.Uses &&
         Freed == O.Freed && Exposed == O.Exposed && Assumed == O.Assumed &&
         Either == O.Either && sameObjects(O);
}
