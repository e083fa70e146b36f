//===- Naming.h - Keys of functions, globals and records ------*- C++ -*-===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What facts call a declaration. The same declaration has the same name in
// every translation unit; two internal ones of different files never share one.
//
//===----------------------------------------------------------------------===//
#ifndef QOMLINT_CAPTURE_NAMING_H
#define QOMLINT_CAPTURE_NAMING_H

#include "analyzer/capture/SourceMap.h"
#include "clang/AST/PrettyPrinter.h"

namespace clang {
class CXXRecordDecl;
class FieldDecl;
class FunctionDecl;
class NamedDecl;
class QualType;
class RecordDecl;
class VarDecl;
} // namespace clang

namespace qomlint {

class Naming {
public:
  explicit Naming(SourceMap &Source);

  /// Function::Key.
  Name function(const clang::FunctionDecl *Function);
  /// Place::Global.
  Name global(const clang::VarDecl *Variable);
  /// The tag, or the typedef of an untagged record. An unnamed record that is
  /// the type of a member is named after it: `Outer::member`.
  Name record(const clang::RecordDecl *Record);
  /// The record that the type is or points to; empty if none.
  Name recordOf(clang::QualType Type);
  /// The member's name; the captured variable's for a member of a closure. With
  /// its record, if the C++ library keeps the member to itself.
  Name field(const clang::FieldDecl *Field);

private:
  std::string functionText(const clang::FunctionDecl *Function);
  std::string recordText(const clang::RecordDecl *Record);
  std::string unnamedRecord(const clang::RecordDecl *Record);
  std::string lambda(const clang::CXXRecordDecl *Closure);
  std::string qualified(const clang::NamedDecl *Declaration);
  std::string withFile(const clang::NamedDecl *Declaration, std::string Text);

  SourceMap &Source;
  clang::PrintingPolicy Policy;
  llvm::DenseMap<const clang::NamedDecl *, Name> Known;
};

} // namespace qomlint

#endif // QOMLINT_CAPTURE_NAMING_H
