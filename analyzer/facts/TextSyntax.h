//===- TextSyntax.h - Words and characters of the text form -----*- C++ -*-===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What printer and parser of the text form must agree on. Names that do not
// follow these rules are written in quotes.
//
//===----------------------------------------------------------------------===//
#ifndef QOMLINT_FACTS_TEXTSYNTAX_H
#define QOMLINT_FACTS_TEXTSYNTAX_H

#include "analyzer/facts/Unit.h"
#include "llvm/ADT/ArrayRef.h"
#include <optional>

namespace qomlint::text {

/// Letters, digits and `_`, not beginning with a digit.
bool isIdentifier(llvm::StringRef Text);
/// Identifiers joined by `::`.
bool isQualified(llvm::StringRef Text);
/// Letters, digits and `_./+-`, not beginning with a digit, `-` or `+`.
bool isFile(llvm::StringRef Text);
/// A file, `:`, and a qualified name; or a qualified name alone.
bool isKey(llvm::StringRef Text);
/// Characters such as `=` and `<`.
bool isOperator(llvm::StringRef Text);
/// A type that is not one of the words `int` and `void`.
bool isType(llvm::StringRef Text);

bool isIdentifierCharacter(char C);
bool isFileCharacter(char C);

/// The key's length at the start of \p Text, 0 if there is none.
size_t matchKey(llvm::StringRef Text);
size_t matchQualified(llvm::StringRef Text);
size_t matchIdentifier(llvm::StringRef Text);
size_t matchFile(llvm::StringRef Text);
size_t matchOperator(llvm::StringRef Text);

/// The word that begins an event or terminator. Call and CallThroughPointer
/// share theirs; the latter is told by its `*`.
llvm::StringRef wordFor(EventKind Kind);
llvm::StringRef wordFor(TerminatorKind Kind);
llvm::StringRef wordFor(NoLintScope Scope);
std::optional<EventKind> eventFor(llvm::StringRef Word);
std::optional<TerminatorKind> terminatorFor(llvm::StringRef Word);
std::optional<NoLintScope> scopeFor(llvm::StringRef Word);

/// The members of TypeInfo that are function keys, with their words.
struct Hook {
  const char *Word;
  Name TypeInfo::*Member;
};
llvm::ArrayRef<Hook> hooks();

/// The record of a field whose text names none: the one that the variable at
/// the root of \p P is or points to, if the field is taken directly of it.
/// \p P has the steps before the field.
Name impliedRecord(const Place &P, const Function &F);

/// True if a function with this key has internal linkage unless it says
/// otherwise.
bool impliesInternal(Name Key);

} // namespace qomlint::text

#endif // QOMLINT_FACTS_TEXTSYNTAX_H
