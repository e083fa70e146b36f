//===- TypeFacts.h - QOM types, links and tables --------------*- C++ -*-===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Reads the initializers that declare types and callbacks: `TypeInfo`,
// `Property` arrays, and tables of function pointers.
//
//===----------------------------------------------------------------------===//
#ifndef QOMLINT_CAPTURE_TYPEFACTS_H
#define QOMLINT_CAPTURE_TYPEFACTS_H

#include "analyzer/capture/UnitContext.h"
#include "analyzer/facts/Unit.h"

namespace clang {
class InitListExpr;
}

namespace qomlint {

class TypeFacts {
public:
  TypeFacts(UnitContext &Unit, qomlint::Unit &Facts)
      : Context(Unit), Facts(Facts) {}

  /// Records what the initializer of \p Variable declares, if anything.
  void read(const clang::VarDecl *Variable);

private:
  void readValue(const clang::VarDecl *Variable, const clang::Expr *Value);
  void readTypeInfo(const clang::InitListExpr *List);
  void readProperty(const clang::InitListExpr *List);
  void readTable(const clang::VarDecl *Variable);
  void collectFunctions(const clang::Expr *Value, FunctionTable &Table);
  void readInterfaces(const clang::Expr *Value, qomlint::TypeInfo &Info);

  Name string(const clang::Expr *Value);
  Name functionKey(const clang::Expr *Value);
  Name sizedRecord(const clang::Expr *Value);

  UnitContext &Context;
  qomlint::Unit &Facts;
};

} // namespace qomlint

#endif // QOMLINT_CAPTURE_TYPEFACTS_H
