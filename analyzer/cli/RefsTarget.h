//===- RefsTarget.h - What refs is asked about ------------------*- C++ -*-===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef QOMLINT_CLI_REFSTARGET_H
#define QOMLINT_CLI_REFSTARGET_H

#include "analyzer/facts/ReferenceHistory.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Error.h"

namespace qomlint {

/// `FILE[:LINE[:COLUMN]]` or `FILE:FUNCTION[:VARIABLE]`.
struct RefsTarget {
  std::string File;
  uint32_t Line = 0, Column = 0;  ///< 0: not given
  std::string Function, Variable; ///< empty: not given
};

/// C++ names may have `::` in them.
llvm::Expected<RefsTarget> parseRefsTarget(llvm::StringRef Text);

/// The identifier in \p Line that the column (from 1) is on or just behind;
/// empty if there is none.
llvm::StringRef identifierAt(llvm::StringRef Line, uint32_t Column);

/// True if \p Name (`s->clk[i]`) is what a user calls \p Written: the whole, or
/// the variable or field at its end (`clk`).
bool isCalled(llvm::StringRef Name, llvm::StringRef Written);

/// True if the object is called \p Written.
bool isCalled(const ObjectHistory &O, llvm::StringRef Written);

/// True if the line names the object, in its text or because something happens
/// to it there.
bool isOnLine(const ObjectHistory &O, uint32_t Line, llvm::StringRef Text);

} // namespace qomlint

#endif // QOMLINT_CLI_REFSTARGET_H
