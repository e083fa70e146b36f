//===- QomShapes.h - Forms that keep an object's identity -----*- C++ -*-===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// QOM derives by putting the parent's struct first and converts with generated
// type checkers. Both leave the address unchanged; this file recognizes them.
//
//===----------------------------------------------------------------------===//
#ifndef QOMLINT_CAPTURE_QOMSHAPES_H
#define QOMLINT_CAPTURE_QOMSHAPES_H

#include "llvm/ADT/DenseMap.h"

namespace clang {
class CallExpr;
class CastExpr;
class Expr;
class FieldDecl;
class FunctionDecl;
class QualType;
class RecordDecl;
} // namespace clang

namespace qomlint {

class QomShapes {
public:
  /// True if \p Record starts with `struct Object`, however deep.
  bool isInstance(const clang::RecordDecl *Record);
  /// True if \p Record starts with `struct ObjectClass`, however deep.
  bool isClass(const clang::RecordDecl *Record);
  /// The record of the first member if that makes \p Record an instance or
  /// class struct, else null.
  const clang::RecordDecl *base(const clang::RecordDecl *Record);
  /// True for that first member.
  bool isBaseMember(const clang::FieldDecl *Field);
  /// True if \p Derived has \p Base somewhere among its bases.
  bool derives(const clang::RecordDecl *Derived, const clang::RecordDecl *Base);

  /// The object that a type checker returns: `DEVICE(x)` is x. Null if \p Call
  /// is an ordinary call.
  const clang::Expr *checked(const clang::CallExpr *Call);
  bool isChecker(const clang::FunctionDecl *Function);

  /// \p Value without the casts, parentheses and type checkers around it.
  const clang::Expr *peel(const clang::Expr *Value);

private:
  enum class Family { None, Instance, Class };
  Family family(const clang::RecordDecl *Record);
  bool looksGenerated(const clang::FunctionDecl *Function);
  bool returnsItsParameter(const clang::FunctionDecl *Function);

  llvm::DenseMap<const clang::RecordDecl *, Family> Families;
  llvm::DenseMap<const clang::FunctionDecl *, bool> Checkers;
};

/// \p E without the forms that only wrap: parentheses, full expressions,
/// substituted template arguments.
const clang::Expr *unwrap(const clang::Expr *E);

/// True for class types that are passed by the address of a temporary, which
/// the caller destroys: those with a destructor or copy that does something.
bool isPassedByAddress(clang::QualType Type);

/// True for casts whose result is the same value to this analysis: between
/// pointers, between integers, between classes.
bool isIdentityCast(const clang::CastExpr *Cast);

/// The record that \p Type is, or points to, or is an array of either; null if
/// there is none. A pointer to a pointer points to no record.
const clang::RecordDecl *recordOf(clang::QualType Type);

} // namespace qomlint

#endif // QOMLINT_CAPTURE_QOMSHAPES_H
