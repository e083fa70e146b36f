//===- Statements.h - Where a fix may go ------------------------*- C++ -*-===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef QOMLINT_CAPTURE_STATEMENTS_H
#define QOMLINT_CAPTURE_STATEMENTS_H

#include "analyzer/facts/Function.h"

namespace clang {
class Stmt;
}

namespace qomlint {

class SourceMap;

/// The calls and returns of \p Body that are children of its `{ }`; none of
/// code that macros or headers brought.
std::vector<Statement> findStatements(const clang::Stmt *Body,
                                      SourceMap &Source);

} // namespace qomlint

#endif // QOMLINT_CAPTURE_STATEMENTS_H
