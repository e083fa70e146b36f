//===- SummaryBuilder.h - From exits to a summary -------------*- C++ -*-===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef QOMLINT_ENGINE_SUMMARYBUILDER_H
#define QOMLINT_ENGINE_SUMMARYBUILDER_H

#include "analyzer/engine/Executor.h"

namespace qomlint {

/// What callers of \p F may rely on, from the exits that \p E reached. Exits
/// with equal effects become one outcome; too many different ones become a
/// single outcome that lets everything it touched escape.
Summary buildSummary(const Function &F, const Executor &E,
                     const ExecutionResult &Result);

} // namespace qomlint

#endif // QOMLINT_ENGINE_SUMMARYBUILDER_H
