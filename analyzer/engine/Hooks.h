//===- Hooks.h - Which functions are installed as hooks -------*- C++ -*-===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A function that is stored in a hook's member, passed to a function that
// installs it, or listed in a table is called by others, under the hook's
// contract.
//
//===----------------------------------------------------------------------===//
#ifndef QOMLINT_ENGINE_HOOKS_H
#define QOMLINT_ENGINE_HOOKS_H

#include "analyzer/contracts/ContractTable.h"
#include "analyzer/engine/Program.h"
#include <set>

namespace qomlint {

/// The row of the hook that a function pointer member is: `Record.Field`.
Name hookName(Name Record, Name Field);

/// The contracts that are named must outlive it.
class Hooks {
  struct ByName {
    bool operator()(const Contract *A, const Contract *B) const {
      return A->Function < B->Function;
    }
  };

public:
  using Rows = std::set<const Contract *, ByName>;

  Hooks(const Program &P, const Contracts &C);

  /// The hooks that each function is installed as, by the function's key.
  const std::map<Name, Rows> &installed() const { return Installed; }
  /// Functions passed to calls that say nothing of when they run.
  const std::set<Name> &otherCallbacks() const { return Others; }

private:
  void add(Name Function, Name Hook);
  void addStore(const Event &E);
  void addCall(const Event &E);

  const Contracts &Known;
  std::map<Name, Rows> Installed;
  std::set<Name> Others;
};

} // namespace qomlint

#endif // QOMLINT_ENGINE_HOOKS_H
