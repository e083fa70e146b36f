//===- StructValues.h - Structs that are values -----------------*- C++ -*-===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A struct that is copied, returned or passed by value has no address: smart
// pointers of C++ are such values. What a member holds is kept in the memory of
// the path, under the member's term.
//
//===----------------------------------------------------------------------===//
#ifndef QOMLINT_ENGINE_STRUCTVALUES_H
#define QOMLINT_ENGINE_STRUCTVALUES_H

#include "analyzer/engine/State.h"
#include "llvm/ADT/DenseSet.h"

namespace qomlint {

/// The struct values of a function of whose members anything is known.
class StructValues {
public:
  /// \p Terms must outlive this.
  explicit StructValues(Values &Terms) : Terms(Terms) {}

  void add(ValueId Struct) { Known.insert(Struct); }
  /// The members, of any depth, of which the path knows anything. None of a
  /// value that is no struct.
  std::vector<ValueId> membersOf(const State &S, ValueId Struct) const;
  /// What a member is: its own term, unless it is known to be another value.
  ValueId load(const State &S, ValueId Member) const;
  /// The same member of another struct value.
  ValueId rebased(ValueId Member, ValueId From, ValueId To);
  /// Leaves out the members of values that the path does not hold any more.
  void forgetDead(State &S) const;

private:
  Values &Terms;
  llvm::DenseSet<ValueId> Known;
};

} // namespace qomlint

#endif // QOMLINT_ENGINE_STRUCTVALUES_H
