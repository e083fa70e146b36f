//===- StructValues.cpp - Structs that are values -------------------------===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "analyzer/engine/StructValues.h"

using namespace qomlint;

std::vector<ValueId> StructValues::membersOf(const State &S,
                                             ValueId Struct) const {
  std::vector<ValueId> Members;
  if (!Known.contains(Terms.aggregate(Struct)))
    return Members;
  auto Note = [&](ValueId Id) {
    ValueId Whole = Id;
    while (Terms[Whole].Kind == ValueKind::Member && Whole != Struct)
      Whole = Terms[Whole].Base;
    if (Whole == Struct && Id != Struct)
      Members.push_back(Id);
  };
  for (const auto &[Address, Stored] : S.Memory)
    Note(Address);
  for (const auto &[Id, O] : S.Objects)
    if (!S.Memory.find(Id))
      Note(Id);
  return Members;
}

ValueId StructValues::load(const State &S, ValueId Member) const {
  const ValueId *Stored = S.Memory.find(Member);
  return Stored ? *Stored : Member;
}

ValueId StructValues::rebased(ValueId Member, ValueId From, ValueId To) {
  if (Member == From)
    return To;
  const Value M = Terms[Member];
  return Terms.member(rebased(M.Base, From, To), M.Record, M.Text);
}

void StructValues::forgetDead(State &S) const {
  if (Known.empty())
    return;
  llvm::DenseSet<ValueId> Live(S.Variables.begin(), S.Variables.end());
  Live.insert(S.Temporaries.begin(), S.Temporaries.end());
  for (const auto &[Address, Stored] : S.Memory)
    Live.insert(Stored);
  S.Memory.eraseIf([&](ValueId Address, ValueId) {
    return Terms[Address].Kind == ValueKind::Member &&
           !Live.contains(Terms.aggregate(Address));
  });
}
