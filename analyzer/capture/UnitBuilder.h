//===- UnitBuilder.h - A parsed unit to facts -------------------*- C++ -*-===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The way in for whoever has an AST: the command parses for the facts alone,
// clang-tidy has parsed for all of its checks.
//
//===----------------------------------------------------------------------===//
#ifndef QOMLINT_CAPTURE_UNITBUILDER_H
#define QOMLINT_CAPTURE_UNITBUILDER_H

#include "analyzer/facts/Unit.h"
#include <optional>

namespace clang {
class ASTContext;
class Preprocessor;
} // namespace clang

namespace qomlint {

class NoLintFinder;

/// The facts of a unit that is parsed to its end; nothing if it has errors.
/// Positions are made relative to \p SourceRoot where they lie below it; with
/// an empty root they are absolute. Bodies that BodyPolicy skips need not be
/// parsed and give no facts if they are. \p NoLints is null where somebody else
/// obeys the comments. Not to be called while the AST is being traversed.
std::optional<Unit> buildUnit(clang::ASTContext &AST,
                              const clang::Preprocessor &Preprocessor,
                              llvm::StringRef SourceRoot,
                              NoLintFinder *NoLints);

} // namespace qomlint

#endif // QOMLINT_CAPTURE_UNITBUILDER_H
