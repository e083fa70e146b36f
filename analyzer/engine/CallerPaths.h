//===- CallerPaths.h - How a caller names a value ---------------*- C++ -*-===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef QOMLINT_ENGINE_CALLERPATHS_H
#define QOMLINT_ENGINE_CALLERPATHS_H

#include "analyzer/engine/Summary.h"
#include "analyzer/engine/Values.h"
#include "analyzer/facts/Function.h"

namespace qomlint {

bool hasLoop(const Function &F);

/// The path from an argument or global; none if a caller cannot name the value,
/// or only by a path too long to be of use. In a function with a loop (\p
/// InLoop) the blocks stand for all of its rounds, and an index that the first
/// ones met stands for any.
std::optional<AccessPath> callerPath(const Values &Terms, ValueId Id,
                                     bool InLoop);

} // namespace qomlint

#endif // QOMLINT_ENGINE_CALLERPATHS_H
