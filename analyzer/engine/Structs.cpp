//===- Structs.cpp - Struct values and their members ----------------------===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A struct that is copied, returned or passed by value has no address: smart
// pointers of C++ are such values. What a member holds is kept in the memory of
// the path, under the member's term; nothing is stored there twice.
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
  Structs.insert(Copy);
  for (ValueId Member : membersOf(S, Held))
    S.Memory[rebased(Member, Held, Copy)] = loadMember(S, Member);
  for (auto [Address, Stored] : Inside)
    if (ValueId Member = memberAt(Address, Local, Copy))
      S.Memory[Member] = Stored;
    else
      escape(S, Stored, Silence::UnknownStore);
  return Copy;
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

/// The same member of another struct value.
ValueId Executor::rebased(ValueId Member, ValueId From, ValueId To) {
  if (Member == From)
    return To;
  const Value M = Terms[Member];
  return Terms.member(rebased(M.Base, From, To), M.Record, M.Text);
}

/// The members of a struct value of which anything is known.
std::vector<ValueId> Executor::membersOf(const State &S, ValueId Struct) const {
  std::vector<ValueId> Members;
  if (!Structs.contains(Terms.aggregate(Struct)))
    return Members;
  auto Note = [&](ValueId Id) {
    if (Terms[Id].Kind == ValueKind::Member &&
        Terms.reachesThrough(Id, Struct) && Id != Struct)
      Members.push_back(Id);
  };
  for (const auto &[Address, Stored] : S.Memory)
    Note(Address);
  for (const auto &[Id, O] : S.Objects)
    if (!S.Memory.find(Id))
      Note(Id);
  return Members;
}

/// What a member of a struct value is: its own term, unless it is known to be
/// another value.
ValueId Executor::loadMember(const State &S, ValueId Member) const {
  const ValueId *Stored = S.Memory.find(Member);
  return Stored ? *Stored : Member;
}

/// Members of values that nothing holds any more are not worth a join.
void Executor::forgetDeadStructs(State &S) const {
  if (Structs.empty())
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

/// What is known to be in the members of a struct value leaves the engine's
/// sight with it.
void Executor::escapeMembers(State &S, ValueId Struct, Silence Reason) {
  for (ValueId Member : membersOf(S, Struct))
    escape(S, loadMember(S, Member), Reason);
}
