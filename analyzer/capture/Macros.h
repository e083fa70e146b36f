//===- Macros.h - Macros that mean more than their expansion --*- C++ -*-===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A few macros are one event: list insertion and removal, stealing, clearing,
// allocation. Their expansions are recognized here and not lowered.
//
//===----------------------------------------------------------------------===//
#ifndef QOMLINT_CAPTURE_MACROS_H
#define QOMLINT_CAPTURE_MACROS_H

#include "clang/Basic/SourceLocation.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/StringRef.h"

namespace clang {
class Expr;
class Preprocessor;
class SourceManager;
class Stmt;
} // namespace clang

namespace qomlint {

enum class MacroKind : uint8_t {
  Silent,     ///< no event at all
  Call,       ///< a call of Callee with the arguments of Arguments
  Insert,     ///< Arguments: container (or -1), element
  Remove,     ///< Arguments: container (or -1), element
  RemoveHead, ///< Arguments: container
};

struct MacroRule {
  const char *Macro;
  MacroKind Kind;
  /// Indices of the macro's arguments; -1 ends or skips.
  int Arguments[2];
  /// Call: what is called.
  const char *Callee;
};

/// One expansion of such a macro.
struct ListedMacro {
  const MacroRule *Rule = nullptr;
  /// Identifies the expansion: where its body's tokens are.
  clang::FileID Body;

  explicit operator bool() const { return Rule; }
};

class MacroTable {
public:
  explicit MacroTable(const clang::Preprocessor &Preprocessor);

  /// The outermost expansion of a listed macro whose body spelled all of
  /// \p Statement.
  ListedMacro use(const clang::Stmt *Statement);
  /// The largest expression in \p Region that is the text of argument
  /// \p Index; null if the expansion does not contain it.
  const clang::Expr *argument(ListedMacro Use, const clang::Stmt *Region,
                              int Index);

private:
  ListedMacro outermost(clang::SourceLocation Where);
  ListedMacro named(clang::SourceLocation Where, clang::FileID Body);
  int parameter(clang::SourceLocation Where, ListedMacro Use);
  const clang::Expr *find(const clang::Stmt *Region, ListedMacro Use,
                          int Index);

  const clang::Preprocessor &Preprocessor;
  const clang::SourceManager &Sources;
  llvm::DenseMap<clang::FileID, ListedMacro> Known;
};

} // namespace qomlint

#endif // QOMLINT_CAPTURE_MACROS_H
