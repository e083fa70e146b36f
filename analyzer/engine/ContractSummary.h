//===- ContractSummary.h - Contracts as summaries -------------*- C++ -*-===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef QOMLINT_ENGINE_CONTRACTSUMMARY_H
#define QOMLINT_ENGINE_CONTRACTSUMMARY_H

#include "analyzer/contracts/Contract.h"
#include "analyzer/engine/Summary.h"

namespace qomlint {

/// What a call of \p C does, in the engine's form: one outcome if it cannot
/// fail, else success and failure.
Summary summaryOf(const Contract &C);

} // namespace qomlint

#endif // QOMLINT_ENGINE_CONTRACTSUMMARY_H
