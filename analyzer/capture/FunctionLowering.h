//===- FunctionLowering.h - One body to facts -----------------*- C++ -*-===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Walks Clang's CFG of a function and lowers its blocks: control flow, scopes,
// cleanups and destructors here, expressions in Expressions.h.
//
//===----------------------------------------------------------------------===//
#ifndef QOMLINT_CAPTURE_FUNCTIONLOWERING_H
#define QOMLINT_CAPTURE_FUNCTIONLOWERING_H

#include "analyzer/capture/UnitContext.h"
#include "analyzer/facts/Function.h"
#include <optional>

namespace qomlint {

/// The facts of \p Definition, which has a body; nothing if Clang cannot build
/// its control-flow graph.
std::optional<Function> lowerFunction(UnitContext &Unit,
                                      const clang::FunctionDecl *Definition);

} // namespace qomlint

#endif // QOMLINT_CAPTURE_FUNCTIONLOWERING_H
