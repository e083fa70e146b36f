//===- Borrowing.h - Parameters and slots that only borrow -----*- C++ -*-===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Calls through function pointers have too many targets for summaries: every
// device's read would be part of every access. And a pointer that is kept in
// some record may be dropped by any function that reads it there. One question
// can be answered for all of them at once, without following paths: does anyone
// whom the pointer can reach do more than use it?
//
//===----------------------------------------------------------------------===//
#ifndef QOMLINT_ENGINE_BORROWING_H
#define QOMLINT_ENGINE_BORROWING_H

#include "analyzer/contracts/ContractTable.h"
#include "analyzer/engine/Program.h"
#include "analyzer/engine/Verdict.h"
#include <set>

namespace qomlint {

/// Of a whole program: who is not in it could do anything.
class Borrowing {
public:
  Borrowing(const Program &P, const Contracts &C);

  /// True if the function neither takes nor drops a reference to the
  /// parameter's object or to a part of it, nor gives the pointer to someone
  /// who might: as a result, or in a slot that does more than borrow.
  bool onlyBorrows(Name Function, unsigned Parameter) const;
  /// The same for whatever the member, a function pointer, may point to. False
  /// if nothing is ever stored there.
  bool onlyBorrows(Name Record, Name Field, unsigned Parameter) const;
  /// True if nobody takes or drops a reference to what the slot points to.
  bool onlyBorrows(const SlotKey &Slot) const;
  /// The slots of whose content the body does more, as far as its events tell
  /// in no particular order.
  std::set<SlotKey> slotsTakenFrom(const Function &Body) const;

private:
  /// Somewhere that a pointer can be.
  struct Node {
    enum class Kind : uint8_t {
      Parameter,        ///< of the function Owner
      PointerParameter, ///< of what the member Owner.Field may point to
      Result,           ///< of the function Owner
      Slot,             ///< Owner.Field
    };
    Kind Is = Kind::Parameter;
    Name Owner, Field;
    unsigned Parameter = 0;
    friend bool operator<(const Node &A, const Node &B) {
      return std::tie(A.Owner, A.Field, A.Is, A.Parameter) <
             std::tie(B.Owner, B.Field, B.Is, B.Parameter);
    }
  };
  using Member = std::pair<Name, Name>; ///< record, field
  class Flow;
  class FlowGraph;
  class TakenSlots;
  class BodyReader;

  static Node parameter(Name Function, unsigned Index);
  static Node pointerParameter(const Member &Pointer, unsigned Index);
  static Node result(Name Function);
  static Node slot(Name Record, Name Field);

  void findTargets(const Program &P);
  void addTarget(const Member &Pointer, Name Function);
  void readBodies(const Program &P);
  void except(const Node &N);
  void spread();

  const Contracts &Known;
  std::map<Member, std::set<Name>> Targets;
  std::map<Name, std::set<Member>> PointersTo; ///< by target
  std::set<Name> Bodies;
  /// Where more is done with a pointer than using it.
  std::set<Node> Exceptions;
  std::vector<Node> Unspread; ///< new exceptions
  /// From where a pointer goes to where it comes from.
  std::map<Node, std::vector<Node>> Sources;
};

} // namespace qomlint

#endif // QOMLINT_ENGINE_BORROWING_H
