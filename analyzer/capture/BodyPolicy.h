//===- BodyPolicy.h - Which bodies are parsed -----------------*- C++ -*-===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef QOMLINT_CAPTURE_BODYPOLICY_H
#define QOMLINT_CAPTURE_BODYPOLICY_H

namespace clang {
class Decl;
class SourceManager;
} // namespace clang

namespace qomlint {

/// True if the body of \p Declaration cannot matter to references: it stands in
/// a header, and its signature has no way to reach an object. Skipping those is
/// a quarter of the time of a parse.
bool canSkipBody(const clang::Decl *Declaration,
                 const clang::SourceManager &Sources);

} // namespace qomlint

#endif // QOMLINT_CAPTURE_BODYPOLICY_H
