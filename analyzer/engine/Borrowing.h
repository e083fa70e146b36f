//===- Borrowing.h - Parameters that are only borrowed --------*- C++ -*-===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Calls through function pointers have too many targets for summaries: every
// device's read would be part of every access. One question can be answered
// for all targets at once, without following paths: does any of them do more
// with a parameter than use it during the call?
//
//===----------------------------------------------------------------------===//
#ifndef QOMLINT_ENGINE_BORROWING_H
#define QOMLINT_ENGINE_BORROWING_H

#include "analyzer/contracts/ContractTable.h"
#include "analyzer/engine/Program.h"
#include <set>

namespace qomlint {

class Borrowing {
public:
  Borrowing(const Program &P, const Contracts &C);

  /// True if the function neither takes nor drops a reference to the
  /// parameter's object or to a part of it, nor keeps or returns the pointer.
  bool onlyBorrows(Name Function, unsigned Parameter) const;
  /// The same for whatever the member, a function pointer, may point to. False
  /// if nothing is ever stored there.
  bool onlyBorrows(Name Record, Name Field, unsigned Parameter) const;

private:
  using Member = std::pair<Name, Name>; ///< record, field
  /// A parameter, and what the function passes it on to.
  struct Use {
    Name Function;  ///< or
    Member Pointer; ///< if Function is empty
    unsigned Parameter = 0;
    friend bool operator<(const Use &A, const Use &B) {
      return std::tie(A.Function, A.Pointer, A.Parameter) <
             std::tie(B.Function, B.Pointer, B.Parameter);
    }
  };
  class BodyReader;

  void findTargets(const Program &P);
  void readBodies(const Program &P);
  void spread();

  const Contracts &Known;
  std::map<Member, std::set<Name>> Targets;
  /// Parameters that are more than borrowed.
  std::set<std::pair<Name, unsigned>> Exceptions;
  std::set<std::pair<Member, unsigned>> PointerExceptions;
  /// From what is called to the parameters that are passed to it.
  std::map<Use, std::vector<std::pair<Name, unsigned>>> PassedBy;
  std::set<Name> Bodies;
};

} // namespace qomlint

#endif // QOMLINT_ENGINE_BORROWING_H
