//===- BodyPolicy.h - Which bodies are parsed -----------------*- C++ -*-===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Most of what headers define cannot matter to references, and skipping those
// bodies is a quarter of the time of a parse. This file decides by signature
// and by what the main file's text mentions.
//
//===----------------------------------------------------------------------===//
#ifndef QOMLINT_CAPTURE_BODYPOLICY_H
#define QOMLINT_CAPTURE_BODYPOLICY_H

#include "clang/Basic/SourceLocation.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/ADT/StringSet.h"

namespace clang {
class Decl;
class FunctionDecl;
class SourceManager;
} // namespace clang

namespace qomlint {

class BodyPolicy {
public:
  explicit BodyPolicy(const clang::SourceManager &Sources) : Sources(Sources) {}

  bool canSkip(const clang::Decl *Declaration);

private:
  void readMainFile();
  void collectCleanedTypes(llvm::StringRef Text);
  bool isWantedCleanup(llvm::StringRef Function);

  const clang::SourceManager &Sources;
  clang::FileID LastFile;
  bool LastIsOwn = false;
  bool HasRead = false;
  /// The main file includes code as text, which may use any type.
  bool MayCleanAnything = false;
  /// T of `g_autoptr(T)` and its relatives.
  llvm::StringSet<> CleanedTypes;
};

} // namespace qomlint

#endif // QOMLINT_CAPTURE_BODYPOLICY_H
