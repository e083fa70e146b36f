//===- Structs.cpp - Struct values and their members ----------------------===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "analyzer/engine/Executor.h"
#include "llvm/ADT/STLExtras.h"

using namespace qomlint;

/// The value of a struct of this frame: what it was assigned whole, with what
/// was stored in its members since.
ValueId Executor::copyStruct(State &S, ValueId Local) {
  ValueId Held = S.Variables[Terms[Local].Number];
  std::vector<std::pair<ValueId, ValueId>> Inside;
  for (const auto &[Address, Stored] : S.Memory)
    if (Terms.liesIn(Address, Local))
      Inside.push_back({Address, Stored});
  if (Inside.empty())
    return Held;
  ValueId Copy = Terms.copyOf(Local, CurrentEventNumber, Visits[CurrentBlock]);
  Structs.add(Copy);
  for (ValueId Member : Structs.membersOf(S, Held))
    S.Memory[Structs.rebased(Member, Held, Copy)] = Structs.load(S, Member);
  for (auto [Address, Stored] : Inside)
    if (ValueId Member = memberAt(Address, Local, Copy))
      storeMember(S, Member, Stored);
    else
      escape(S, Stored, Silence::UnknownStore);
  return Copy;
}

/// A struct that becomes a member brings its own members along.
void Executor::storeMember(State &S, ValueId Member, ValueId Stored) {
  for (ValueId Inner : Structs.membersOf(S, Stored))
    S.Memory[Structs.rebased(Inner, Stored, Member)] = Structs.load(S, Inner);
  S.Memory[Member] = Stored;
}

/// The member of \p Copy that stands where \p Address does in \p Local;
/// Unknown for elements of arrays.
ValueId Executor::memberAt(ValueId Address, ValueId Local, ValueId Copy) {
  if (Address == Local)
    return Copy;
  const Value A = Terms[Address];
  if (A.Kind != ValueKind::FieldAddress)
    return Values::Unknown;
  ValueId Base = memberAt(A.Base, Local, Copy);
  return Base ? Terms.member(Base, Name(), A.Text) : Values::Unknown;
}

/// What is known to be in the members of a struct value leaves the engine's
/// sight with it.
void Executor::escapeMembers(State &S, ValueId Struct, Silence Reason) {
  for (ValueId Member : Structs.membersOf(S, Struct))
    escape(S, Structs.load(S, Member), Reason);
}
