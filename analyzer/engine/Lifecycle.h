//===- Lifecycle.h - When a function runs in an object's life -*- C++ -*-===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A leak in realize of a device that lives as long as its board harms nobody;
// the same leak in instance_init is repeated by every introspection. This file
// answers two questions: which hooks lead to a function, and whether the types
// that own them can go away before the process does.
//
//===----------------------------------------------------------------------===//
#ifndef QOMLINT_ENGINE_LIFECYCLE_H
#define QOMLINT_ENGINE_LIFECYCLE_H

#include "analyzer/contracts/ContractTable.h"
#include "analyzer/engine/Program.h"
#include "analyzer/facts/Finding.h"
#include <set>

namespace qomlint {

class Lifecycle {
public:
  Lifecycle(const Program &P, const Contracts &C);

  /// How a loss in the function comes about; the most harmful way counts.
  Reach reach(Name Function) const;
  /// True if the function runs in finalizers, and nowhere else that is known.
  bool onlyFinalizes(Name Function) const;
  /// True if a property setter leads to the function: it runs at any time, and
  /// again.
  bool isSetter(Name Function) const;
  /// True if the event that would make a loss there harmful cannot happen:
  /// machine setup, or setup and teardown of types that live as long as the
  /// board.
  bool isLatent(Name Function) const;

private:
  struct Type {
    TypeInfo Info;
    std::vector<Name> Hooks; ///< keys of the functions installed for it
    /// What its own class_init sets.
    std::optional<bool> UserCreatable, Hotpluggable;
    std::set<Name> Makes; ///< type names that its hooks embed or create
  };

  void addType(const TypeInfo &Info);
  void readClassInit(Type &T, Name ClassInit);
  void addHook(Name Function, Phase When, Type *Owner);
  void addInstallations();
  void spreadPhases();
  void spreadTypes();
  void findRemovableTypes();
  std::set<Name> reachableFrom(const std::vector<Name> &Roots) const;
  bool isDevice(Name TypeName) const;
  bool isMachine(Name Record) const;
  bool canBePlugged(const Type &T) const;
  std::optional<bool> inherited(const Type &T,
                                std::optional<bool> Type::*Member) const;

  const Program &P;
  const Contracts &Known;
  std::map<Name, Type> Types;
  std::unordered_map<Name, std::vector<Name>> Calls;
  std::unordered_map<Name, uint32_t> Phases; ///< function to a set of bits
  std::unordered_map<Name, std::set<Name>> Owners; ///< function to type names
  std::set<Name> Removable; ///< types that can go away while the process lives
};

} // namespace qomlint

#endif // QOMLINT_ENGINE_LIFECYCLE_H
