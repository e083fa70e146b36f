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

#include "analyzer/engine/Hooks.h"
#include "analyzer/facts/Finding.h"
#include "llvm/ADT/STLFunctionalExtras.h"
#include <set>

namespace qomlint {

class Lifecycle {
public:
  Lifecycle(const Program &P, const Contracts &C, const Hooks &Installed);

  /// How a loss in the function comes about; the most harmful way counts.
  Reach reach(Name Function) const;
  /// True if the function runs in finalizers, and nowhere else that is known.
  bool onlyFinalizes(Name Function) const;
  /// The same of instance_init and instance_post_init, and of unrealize.
  bool onlyInitializes(Name Function) const;
  bool onlyUnrealizes(Name Function) const;
  /// True if the function is installed as some type's realize.
  bool isRealize(Name Function) const { return Realizers.count(Function) != 0; }
  /// True if the function is some type's instance_finalize.
  bool isFinalizer(Name Function) const {
    return Finalizers.count(Function) != 0;
  }
  /// True if the function does not run for an object that is made and dropped,
  /// as introspection does: it needs one that was realized, plugged, started.
  bool needsUse(Name Function) const;
  /// The types with the instance struct \p Record whose hooks lead to the
  /// function; none if that is not known.
  std::vector<Name> ownersWith(Name Function, Name Record) const;
  /// False if the function belongs to other types with that instance struct.
  bool mayRunFor(Name Function, Name TypeName, Name Record) const;
  /// False if both belong to types, and no type of one is derived from one of
  /// the other.
  bool mayShareType(Name A, Name B) const;
  /// False if no object with that instance struct can meet both.
  bool mayShareObject(Name A, Name B, Name Record) const;
  /// True if a property setter leads to the function: it runs at any time, and
  /// again.
  bool isSetter(Name Function) const;
  /// True if the event that would make a loss there harmful cannot happen:
  /// machine setup, or setup and teardown of types that live as long as the
  /// board.
  bool isLatent(Name Function) const;
  /// False if nothing in the program leads to the function. In a part of a
  /// program its callers may be elsewhere.
  bool isRun(Name Function) const { return phasesOf(Function) != 0; }
  /// The functions that other files can call, among the function and those that
  /// lead to it, if callers there could make a loss in it more harmful, or are
  /// the only ones.
  std::set<Name> openCallers(Name Function) const;
  /// Where a loss is not latent by what is known of the types that run the
  /// function: the instance structs of their bases that are not in the program.
  std::set<Name> openBases(Name Function) const;

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
  void readClassEvent(Type &T, const Event &E,
                      llvm::function_ref<bool()> IsAlways);
  bool isAlwaysRun(Name Key, Name Root) const;
  void addHook(Name Function, Phase When, Type *Owner);
  void addInstallations(const Hooks &Installed);
  void spreadPhases();
  bool mayMake(const Event &Call) const;
  void spreadTypes();
  void findRemovableTypes();
  std::set<Name> reachableFrom(const std::vector<Name> &Roots) const;
  uint32_t phasesOf(Name Function) const;
  bool isA(Name TypeName, Name Ancestor) const;
  bool hasRecord(Name TypeName, Name Record) const;
  /// What contracts say of the type or the nearest base that they know.
  const Contract *typeContract(Name TypeName) const;
  bool isDevice(Name TypeName) const;
  bool isMachine(Name Record) const;
  bool canBePlugged(const Type &T) const;
  Name openBase(Name TypeName) const;
  std::optional<bool> inherited(const Type &T,
                                std::optional<bool> Type::*Member) const;

  const Program &P;
  const Contracts &Known;
  std::map<Name, Type> Types;
  std::unordered_map<Name, std::vector<Name>> Calls, Callers;
  std::unordered_map<Name, uint32_t> Phases; ///< function to a set of bits
  std::unordered_map<Name, std::set<Name>> Owners; ///< function to type names
  std::set<Name> Realizers, Finalizers;
  std::set<Name> Removable; ///< types that can go away while the process lives
};

} // namespace qomlint

#endif // QOMLINT_ENGINE_LIFECYCLE_H
