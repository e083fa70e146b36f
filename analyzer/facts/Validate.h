//===- Validate.h - The invariants of facts ---------------------*- C++ -*-===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What every reader of facts may rely on: each id names something, and each
// kind of event and terminator has the members that it needs.
//
//===----------------------------------------------------------------------===//
#ifndef QOMLINT_FACTS_VALIDATE_H
#define QOMLINT_FACTS_VALIDATE_H

#include "analyzer/facts/Function.h"

namespace qomlint {

/// What is wrong with \p F, in words; empty if nothing is.
std::string findDefect(const Function &F);

} // namespace qomlint

#endif // QOMLINT_FACTS_VALIDATE_H
