//===- Expressions.h - Expressions to events ------------------*- C++ -*-===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Lowers an expression by appending the events of its evaluation. Clang's CFG
// evaluates calls and the parts of conditional expressions ahead of the
// expression that contains them; their values are remembered until then.
//
// Implemented by concern: Places.cpp, Values.cpp, Operators.cpp,
// Conditions.cpp, Joins.cpp, Calls.cpp, Initializers.cpp, Objects.cpp (C++),
// MacroEvents.cpp.
//
//===----------------------------------------------------------------------===//
#ifndef QOMLINT_CAPTURE_EXPRESSIONS_H
#define QOMLINT_CAPTURE_EXPRESSIONS_H

#include "analyzer/capture/Body.h"
#include "analyzer/capture/BodyScan.h"
#include "clang/AST/ExprCXX.h"

namespace qomlint {

class Expressions {
public:
  Expressions(UnitContext &Unit, Body &Out, BodyScan &Scan,
              const clang::FunctionDecl *Enclosing)
      : Unit(Unit), Out(Out), Scan(Scan), Enclosing(Enclosing) {}

  /// The value of \p E; of a glvalue, its address. Evaluates it once only.
  Operand value(const clang::Expr *E);
  /// The storage that the glvalue \p E names, if it can be named.
  std::optional<Place> place(const clang::Expr *E);
  /// Evaluates \p E for its effects.
  void discard(const clang::Expr *E);
  /// The value as a condition: any pointer or integer, zero is false.
  Operand condition(const clang::Expr *E);

  /// An element of the CFG: evaluates it unless the expression around it will.
  void element(const clang::Expr *E, bool IsCondition);
  void declare(const clang::VarDecl *Variable);
  /// Stores an unknown value: \p E was written to by other means.
  void overwrite(const clang::Expr *E);
  /// Gives \p To, which has the type \p Type, the value of \p E.
  void initialize(const Place &To, clang::QualType Type, const clang::Expr *E);

  /// Remembers that one arm of a conditional expression makes \p Temporary, so
  /// that its destructor is conditional too.
  void expectConditional(const clang::CXXBindTemporaryExpr *Temporary);
  /// Whether a temporary of expectConditional was made.
  Operand wasMade(const clang::CXXBindTemporaryExpr *Temporary) const;

  /// The destructor of \p Type, if it has one that does something, for the
  /// object at \p Where.
  void destroy(const Place &Object, clang::QualType Type, Site At);
  void destroyTemporary(const clang::CXXBindTemporaryExpr *Temporary, Site At);
  void initializeMember(const clang::CXXCtorInitializer *Initializer);
  /// `this->member`.
  Place member(const clang::FieldDecl *Field) const;
  void callDestructor(const clang::CXXDestructorDecl *Destructor,
                      Operand Object, Site At);

  /// The one event of the macro region \p Index, if it was not emitted yet.
  void emitRegion(int Index);

private:
  Site site(const clang::Expr *E) {
    return Unit.Source.site(E->getSourceRange());
  }

  // Values.cpp
  Operand lower(const clang::Expr *E);
  Operand lowerCast(const clang::CastExpr *E);
  Operand lowerRead(const clang::CastExpr *E);
  Operand read(const clang::Expr *Source, clang::QualType Type);
  Operand lowerDecay(const clang::Expr *Array);
  Operand lowerStatementExpression(const clang::StmtExpr *E);
  Operand lowerChildren(const clang::Expr *E);
  Operand namedValue(const clang::Expr *Initializer);
  void keepResult(const clang::Expr *E);
  Operand zero(clang::QualType Type);
  std::optional<Operand> constant(const clang::Expr *E);

  // Operators.cpp
  Operand lowerUnary(const clang::UnaryOperator *E);
  Operand lowerIncrement(const clang::UnaryOperator *E);
  Operand lowerBinary(const clang::BinaryOperator *E);
  Operand lowerArithmetic(const clang::BinaryOperator *E);
  Operand lowerAssignment(const clang::BinaryOperator *E);
  Operand lowerCompoundAssignment(const clang::CompoundAssignOperator *E);
  std::optional<Operand> containerOf(const clang::BinaryOperator *E);
  Operand memberOffset(Operand Base, const clang::OffsetOfExpr *Offset,
                       Site Where);

  // Conditions.cpp
  Operand lowerNot(const clang::UnaryOperator *E);
  Operand truth(Operand Value, const clang::Expr *Of);

  // Places.cpp
  std::optional<Place> lowerPlace(const clang::Expr *E);
  std::optional<Place> resultPlace(const clang::Expr *Call);
  std::optional<Place> temporaryPlace(const clang::MaterializeTemporaryExpr *E);
  std::optional<Place> variablePlace(const clang::VarDecl *Variable);
  std::optional<Place> capturedPlace(const clang::VarDecl *Variable);
  std::optional<Place> memberPlace(const clang::MemberExpr *E);
  std::optional<Place> elementPlace(const clang::ArraySubscriptExpr *E);
  std::optional<Place> arrayPlace(const clang::Expr *Pointer);
  std::optional<Place> pointeePlace(const clang::Expr *Pointer);
  std::optional<Place> castPlace(const clang::CastExpr *E);
  std::optional<Place> operatorPlace(const clang::Expr *E);
  Place withField(Place Base, const clang::FieldDecl *Field) const;
  Operand addressOf(const clang::Expr *E);

  // Calls.cpp
  Operand lowerCall(const clang::CallExpr *E);
  std::optional<Operand> lowerTrivialAssignment(const clang::CallExpr *E);
  std::optional<Operand> lowerBuiltin(const clang::CallExpr *E,
                                      const clang::FunctionDecl *Callee);
  Operand lowerLibraryBuiltin(const clang::CallExpr *E,
                              llvm::StringRef Spelling);
  void lowerCallee(Event &Call, const clang::CallExpr *E);
  void lowerArguments(Event &Call, const clang::CallExpr *E);
  Name resultRecord(const clang::CallExpr *E);
  Operand lowerAtomic(const clang::AtomicExpr *E);
  Operand atomicUpdate(const clang::AtomicExpr *E, const Place &Target);

  // Joins.cpp
  VariableId join(const clang::Expr *Whole);
  void finishArm(const clang::Expr *Part);
  Operand joined(const clang::Expr *Whole);

  // Initializers.cpp
  void initializeList(const Place &To, clang::QualType Type,
                      const clang::InitListExpr *List);
  void initializeRecord(const Place &To, const clang::RecordDecl *Record,
                        const clang::InitListExpr *List);
  void initializeArray(const Place &To, const clang::ArrayType *Type,
                       const clang::InitListExpr *List);
  void initializeUnknownArray(const Place &To, const clang::Expr *E);
  void clear(const Place &To, clang::QualType Type, Site Where);

  // Objects.cpp
  std::optional<Operand> lowerObject(const clang::Expr *E);
  Operand argument(const clang::Expr *E);
  void construct(const Place &To, const clang::CXXConstructExpr *E);
  void constructList(const Place &To,
                     const clang::CXXStdInitializerListExpr *E);
  void constructInherited(const Place &To,
                          const clang::CXXInheritedCtorInitExpr *E);
  void noteMade(const clang::CXXBindTemporaryExpr *Temporary, bool Made);
  Place materialize(const clang::Expr *E);
  Operand lowerNew(const clang::CXXNewExpr *E);
  Operand lowerDelete(const clang::CXXDeleteExpr *E);
  void initializeClosure(const Place &To, const clang::LambdaExpr *E);
  Operand thisPointer();
  Operand defaultArgument(const clang::Expr *E);

  // MacroEvents.cpp
  void emitMacroCall(const MacroRegion &Region);
  void emitListEvent(const MacroRegion &Region);
  Name typeInside(const clang::Expr *Root);
  Operand argumentValue(const clang::Expr *Argument);
  const clang::Expr *regionArgument(const MacroRegion &Region, int Index);

  UnitContext &Unit;
  Body &Out;
  BodyScan &Scan;
  const clang::FunctionDecl *Enclosing;

  llvm::DenseMap<const clang::Expr *, Operand> Values;
  llvm::DenseMap<const clang::Expr *, std::optional<Place>> Places;
  llvm::DenseMap<const clang::Expr *, VariableId> Joins;
  llvm::DenseMap<const clang::VarDecl *, Operand> NamedValues;
  llvm::DenseMap<const clang::CXXBindTemporaryExpr *, VariableId> Temporaries;
  llvm::DenseMap<const clang::CXXBindTemporaryExpr *, VariableId> MadeFlags;
  llvm::DenseSet<int> Emitted;
};

} // namespace qomlint

#endif // QOMLINT_CAPTURE_EXPRESSIONS_H
