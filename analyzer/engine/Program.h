//===- Program.h - All facts, linked --------------------------*- C++ -*-===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef QOMLINT_ENGINE_PROGRAM_H
#define QOMLINT_ENGINE_PROGRAM_H

#include "analyzer/facts/Unit.h"
#include <deque>
#include <map>
#include <set>
#include <unordered_map>

namespace qomlint {

/// A function of the program. One key may have several bodies: a file that is
/// compiled for several targets, or a stub and the real thing. Equal bodies
/// are kept once.
struct ProgramFunction {
  Name Key;
  std::deque<Function> Variants;
};

/// True if the body writes to an object's header. Such code is the
/// implementation of what contracts describe; it cannot break them.
bool countsByHand(const Function &Body);

/// The facts of all translation units that are analyzed together. Units are
/// added in any order that is the same in every run; equal facts merge.
class Program {
public:
  void add(Unit U);

  const ProgramFunction *find(Name Key) const;
  /// In the order of their keys.
  std::vector<const ProgramFunction *> functions() const;
  /// Strongly connected components of the call graph, callees first.
  std::vector<std::vector<const ProgramFunction *>> components() const;

  const std::vector<TypeInfo> &types() const { return Types; }
  const std::vector<LinkField> &links() const { return Links; }
  const std::map<Name, Record> &records() const { return Records; }
  const std::vector<FunctionTable> &tables() const { return Tables; }
  const std::vector<NoLint> &noLints() const { return NoLints; }
  const std::vector<Name> &declared() const { return Declared; }
  /// True if no other translation unit can see the record: it is defined in
  /// the main file of a unit of this program.
  bool isPrivate(Name Record) const;
  /// True if it is the instance struct of some QOM type.
  bool isInstance(Name Record) const;
  /// The hash of a file's bytes as all units that own it saw them; nothing for
  /// headers, and for a file that changed meanwhile.
  std::optional<uint64_t> hashOf(Name File) const;
  /// The record, what it begins with, and so on to the outermost base.
  std::vector<Name> bases(Name Record) const;
  /// The record, those that have it or a pointer to it as a member, and what
  /// these lie in: all that code can name on the way to one of its fields.
  std::set<Name> waysTo(Name Record) const;
  /// True if it is one, or lies in one.
  bool isPartOfInstance(Name Part) const;
  uint64_t functionCount() const { return Functions.size(); }

private:
  void addFunction(Function F);
  std::set<Name> around(Name Part) const;

  std::map<Name, ProgramFunction> Functions;
  std::vector<TypeInfo> Types;
  std::vector<LinkField> Links;
  std::map<Name, Record> Records;
  std::vector<FunctionTable> Tables;
  std::vector<NoLint> NoLints;
  std::vector<Name> Declared;
  std::set<Name> DeclaredOnce;
  std::set<Name> MainFiles;
  std::map<Name, std::optional<uint64_t>> Hashes;
};

} // namespace qomlint

#endif // QOMLINT_ENGINE_PROGRAM_H
