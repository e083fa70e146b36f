//===- Body.h - A function's facts under construction ---------*- C++ -*-===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef QOMLINT_CAPTURE_BODY_H
#define QOMLINT_CAPTURE_BODY_H

#include "analyzer/capture/UnitContext.h"
#include "analyzer/facts/Function.h"

namespace clang {
class FunctionDecl;
class VarDecl;
} // namespace clang

namespace qomlint {

inline Operand unknown() { return Operand(); }

inline Operand null() {
  Operand Result;
  Result.Kind = OperandKind::Null;
  return Result;
}

inline Operand integer(int64_t Value) {
  Operand Result;
  Result.Kind = OperandKind::Integer;
  Result.Integer = Value;
  return Result;
}

inline Operand indexed(OperandKind Kind, uint32_t Index) {
  Operand Result;
  Result.Kind = Kind;
  Result.Index = Index;
  return Result;
}

inline Operand named(OperandKind Kind, Name Text) {
  Operand Result;
  Result.Kind = Kind;
  Result.Text = Text;
  return Result;
}

inline Place placeOf(PlaceRoot Root, uint32_t Index) {
  Place Result;
  Result.Root = Root;
  Result.Index = Index;
  return Result;
}

inline Place dereferenced(Place Result) {
  Step Next;
  Next.Kind = StepKind::Dereference;
  Result.Steps.push_back(Next);
  return Result;
}

inline Place elementOf(Place Result, Operand Index) {
  Step Next;
  Next.Kind = StepKind::Element;
  Next.Index = Index;
  Result.Steps.push_back(Next);
  return Result;
}

inline bool hasDereference(const Place &P) {
  for (const Step &S : P.Steps)
    if (S.Kind == StepKind::Dereference)
      return true;
  return false;
}

/// Appends events and allocates what they refer to. Knows nothing of
/// expressions.
class Body {
public:
  Body(UnitContext &Unit, const clang::FunctionDecl *Declaration);

  Function Facts;

  void setBlock(BlockId Id) { Current = Id; }
  BlockId block() const { return Current; }

  VariableId variable(const clang::VarDecl *Declaration);
  bool knows(const clang::VarDecl *Declaration) const {
    return Variables.contains(Declaration);
  }
  /// A variable that the source does not spell: `$cond1`.
  VariableId hidden(llvm::StringRef Purpose, clang::QualType Type);
  /// True for variables of the source other than parameters.
  bool endsBeforeReturn(VariableId Id) const {
    return Id >= Facts.ParameterCount && Facts.Variables[Id].At.valid();
  }
  /// `this` of a method or closure; it is the first parameter.
  Operand self() const { return indexed(OperandKind::Variable, 0); }

  /// Appends \p E and returns the temporary that it defines.
  Operand define(Event E);
  void append(Event E);

  Operand load(Place From, Site Where);
  void store(Place To, Operand Value, Site Where);
  Operand compute(llvm::StringRef Operator, Operand A, Operand B, Site Where);
  Operand negate(Operand A, Site Where) { return unary("!", A, Where); }
  Operand complement(Operand A, Site Where) { return unary("~", A, Where); }
  void endScope(VariableId Id, Site Where);

  /// `&P`, simplified: the address of what a pointer points to is the pointer.
  Operand address(Place P, Site Where);
  /// What \p Pointer points to; nothing if that cannot be named.
  std::optional<Place> pointee(Operand Pointer) const;

private:
  VariableId addVariable(Name Identifier, clang::QualType Type, Position At);
  Operand addressOf(const Place &P);
  Operand unary(llvm::StringRef Operator, Operand A, Site Where);

  UnitContext &Unit;
  BlockId Current = 0;
  TemporaryId NextTemporary = 0;
  llvm::DenseMap<const clang::VarDecl *, VariableId> Variables;
  unsigned HiddenCount = 0;
};

} // namespace qomlint

#endif // QOMLINT_CAPTURE_BODY_H
