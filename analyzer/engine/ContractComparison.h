//===- ContractComparison.h - Contract against body -----------*- C++ -*-===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef QOMLINT_ENGINE_CONTRACTCOMPARISON_H
#define QOMLINT_ENGINE_CONTRACTCOMPARISON_H

#include "analyzer/engine/Analysis.h"

namespace qomlint {

/// A contract and the body of its function say different things.
struct Disagreement {
  Name Function;
  Position At; ///< of the body
  /// The argument whose references differ; none: the result.
  std::optional<unsigned> Argument;
  /// References that the caller gains (negative: loses) in the contract, and
  /// all that the body was seen to do.
  int Stated = 0;
  std::vector<int> Inferred;
};

/// Compares every contract whose function has a body in the program. Bodies
/// that count references by hand (they write members of Object) define what
/// the others mean, and are left out; so is whatever escaped the engine.
std::vector<Disagreement> compareContracts(const Analysis &A);

} // namespace qomlint

#endif // QOMLINT_ENGINE_CONTRACTCOMPARISON_H
