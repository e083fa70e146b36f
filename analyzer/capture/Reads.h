//===- Reads.h - Who reads what in a function -------------------*- C++ -*-===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef QOMLINT_CAPTURE_READS_H
#define QOMLINT_CAPTURE_READS_H

#include "analyzer/facts/Function.h"

namespace qomlint {

/// How often variables and temporaries are read. A place's root counts as read
/// unless it is the variable that a store replaces.
class Reads {
public:
  explicit Reads(const Function &F);

  std::vector<unsigned> OfVariable, OfTemporary;

  /// Takes the reads of \p E back.
  void forget(const Event &E) {
    Change = -1;
    event(E);
  }

private:
  const Function &F;
  int Change = 1;

  void place(const Place &P);
  void operand(const Operand &O);
  void event(const Event &E);
  void count(std::vector<unsigned> &Counts, uint32_t Index) {
    if (Index >= Counts.size())
      Counts.resize(Index + 1);
    Counts[Index] += Change;
  }
};

} // namespace qomlint

#endif // QOMLINT_CAPTURE_READS_H
