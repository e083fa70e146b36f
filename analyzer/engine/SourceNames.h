//===- SourceNames.h - What the source calls an object ----------*- C++ -*-===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef QOMLINT_ENGINE_SOURCENAMES_H
#define QOMLINT_ENGINE_SOURCENAMES_H

#include "analyzer/engine/Executor.h"

namespace qomlint {

/// The names of one function's source. Several variables may be one pointer: a
/// field is named through the one that the source uses, `s->clk` and not
/// `obj->clk`.
class SourceNames {
public:
  /// Both must outlive it. \p InLoop: elements that the first rounds of a loop
  /// met stand for all.
  SourceNames(const Function &F, const Executor &Run, bool InLoop);

  /// A field as the source spells it; other texts stay as they are.
  std::string spelled(const std::string &Text) const;
  /// The field at the address, through the variable of its record; empty if it
  /// has no name.
  std::string ofStorage(ValueId Address, const State &S) const;
  /// The one of the names that means the same field; \p Text if none does.
  std::string among(const std::vector<std::string> &Names,
                    std::string Text) const;
  /// Adds what is a name, and is none of them yet.
  void addTo(std::vector<std::string> &Names, std::string Text) const;

private:
  const Function &F;
  const Executor &Run;
  bool InLoop;
  std::map<std::string, std::string> Spellings; ///< of fields, by their steps
};

} // namespace qomlint

#endif // QOMLINT_ENGINE_SOURCENAMES_H
