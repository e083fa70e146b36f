//===- Validate.cpp - The invariants of facts -----------------------------===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "analyzer/facts/Validate.h"
#include "llvm/ADT/Twine.h"
#include <set>

using namespace qomlint;
using llvm::Twine;

namespace {

class Validator {
public:
  explicit Validator(const Function &F) : F(F) {}

  std::string run() {
    if (F.ParameterCount > F.Variables.size())
      complain("there are fewer variables than parameters");
    if (F.Blocks.empty())
      complain("there is no entry block");
    collectTemporaries();
    for (size_t I = 0; I < F.Places.size(); ++I)
      checkPlace(F.Places[I], I);
    for (const Block &B : F.Blocks)
      checkBlock(B);
    return std::move(Defect);
  }

private:
  const Function &F;
  std::set<TemporaryId> Temporaries;
  std::string Defect;

  void complain(const Twine &What) {
    if (Defect.empty())
      Defect = What.str();
  }

  void collectTemporaries() {
    for (const Block &B : F.Blocks)
      for (const Event &E : B.Events)
        if (E.Result != NoId && !Temporaries.insert(E.Result).second)
          complain("%" + Twine(E.Result) + " is defined twice");
  }

  void checkVariable(VariableId Id) {
    if (Id >= F.Variables.size())
      complain("there is no variable " + Twine(Id));
  }

  void checkTemporary(TemporaryId Id) {
    if (!Temporaries.count(Id))
      complain("%" + Twine(Id) + " is not defined");
  }

  /// \p PlaceLimit: a place may only refer to places before it, so that
  /// following them ends.
  void checkOperand(const Operand &O, size_t PlaceLimit) {
    if (O.Kind == OperandKind::Variable)
      checkVariable(O.Index);
    else if (O.Kind == OperandKind::Temporary)
      checkTemporary(O.Index);
    else if (O.Kind == OperandKind::Address && O.Index >= PlaceLimit)
      complain("there is no place " + Twine(O.Index));
  }

  void checkPlace(const Place &P, size_t PlaceLimit) {
    if (P.Root == PlaceRoot::Variable)
      checkVariable(P.Index);
    else if (P.Root == PlaceRoot::Temporary)
      checkTemporary(P.Index);
    for (const Step &S : P.Steps)
      if (S.Kind == StepKind::Element)
        checkOperand(S.Index, PlaceLimit);
  }

  void checkTarget(BlockId Id) {
    if (Id >= F.Blocks.size())
      complain("there is no block b" + Twine(Id));
  }

  void checkBlock(const Block &B) {
    for (const Event &E : B.Events)
      checkEvent(E);
    checkTerminator(B.End);
  }

  void checkEvent(const Event &E);
  void checkTerminator(const Terminator &T);
};

bool needsTarget(EventKind Kind) {
  switch (Kind) {
  case EventKind::CallThroughPointer:
  case EventKind::Load:
  case EventKind::Store:
  case EventKind::Use:
  case EventKind::Insert:
  case EventKind::Remove:
    return true;
  default:
    return false;
  }
}

size_t fewestOperands(EventKind Kind) {
  switch (Kind) {
  case EventKind::Store:
  case EventKind::Compute:
  case EventKind::ContainerOf:
  case EventKind::FreeStorage:
    return 1;
  default:
    return 0;
  }
}

size_t targetCount(TerminatorKind Kind) {
  switch (Kind) {
  case TerminatorKind::Branch:
    return 2;
  case TerminatorKind::Goto:
  case TerminatorKind::Switch:
    return 1;
  default:
    return 0;
  }
}

void Validator::checkEvent(const Event &E) {
  if (needsTarget(E.Kind) && !E.Target)
    complain("an event has no place");
  if (E.Operands.size() < fewestOperands(E.Kind))
    complain("an event has too few operands");
  if (E.Kind == EventKind::ScopeEnd)
    checkVariable(E.Variable);
  if (E.Target)
    checkPlace(*E.Target, F.Places.size());
  for (const Operand &O : E.Operands)
    checkOperand(O, F.Places.size());
}

void Validator::checkTerminator(const Terminator &T) {
  if (T.Targets.size() != targetCount(T.Kind))
    complain("a terminator has the wrong number of targets");
  checkOperand(T.Value, F.Places.size());
  for (BlockId Target : T.Targets)
    checkTarget(Target);
  for (const Terminator::Case &Case : T.Cases)
    checkTarget(Case.Target);
}

} // namespace

std::string qomlint::findDefect(const Function &F) {
  return Validator(F).run();
}
