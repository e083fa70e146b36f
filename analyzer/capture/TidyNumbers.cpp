//===- TidyNumbers.cpp - Numbers what is left in order --------------------===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "analyzer/capture/Tidy.h"
#include "llvm/ADT/DenseMap.h"

using namespace qomlint;

namespace {

/// Numbers temporaries and places in the order in which they appear and drops
/// variables that do not.
class Renumbering {
public:
  explicit Renumbering(Function &F)
      : F(F), OldPlaces(std::move(F.Places)), OldVariables(F.Variables),
        Variables(F.Variables.size(), NoId), Places(OldPlaces.size(), NoId) {
    F.Places.clear();
    F.Variables.clear();
    for (VariableId Id = 0; Id < F.ParameterCount; ++Id)
      variable(Id);
  }

  void run() {
    // Declaration order reads better than order of use.
    std::vector<char> IsUsed = used();
    for (VariableId Id = F.ParameterCount; Id < OldVariables.size(); ++Id)
      if (IsUsed[Id])
        variable(Id);
    for (Block &B : F.Blocks) {
      for (Event &E : B.Events)
        event(E);
      operand(B.End.Value);
    }
  }

private:
  Function &F;
  std::vector<Place> OldPlaces;
  std::vector<Variable> OldVariables;
  std::vector<VariableId> Variables;
  std::vector<uint32_t> Places;
  llvm::DenseMap<TemporaryId, TemporaryId> Temporaries;

  std::vector<char> used() const;
  void markUsed(const Place &P, std::vector<char> &IsUsed) const;
  void markUsed(const Operand &O, std::vector<char> &IsUsed) const;

  void variable(VariableId Id) {
    Variables[Id] = F.Variables.size();
    F.Variables.push_back(OldVariables[Id]);
  }
  TemporaryId temporary(TemporaryId Id) {
    return Temporaries.try_emplace(Id, Temporaries.size()).first->second;
  }
  void event(Event &E);
  void place(Place &P);
  void operand(Operand &O);
};

void Renumbering::markUsed(const Place &P, std::vector<char> &IsUsed) const {
  if (P.Root == PlaceRoot::Variable)
    IsUsed[P.Index] = true;
  for (const Step &S : P.Steps)
    if (S.Kind == StepKind::Element)
      markUsed(S.Index, IsUsed);
}

void Renumbering::markUsed(const Operand &O, std::vector<char> &IsUsed) const {
  if (O.Kind == OperandKind::Variable)
    IsUsed[O.Index] = true;
  else if (O.Kind == OperandKind::Address)
    markUsed(OldPlaces[O.Index], IsUsed);
}

std::vector<char> Renumbering::used() const {
  std::vector<char> IsUsed(OldVariables.size());
  for (const Block &B : F.Blocks) {
    for (const Event &E : B.Events) {
      if (E.Target)
        markUsed(*E.Target, IsUsed);
      for (const Operand &O : E.Operands)
        markUsed(O, IsUsed);
      if (E.Kind == EventKind::ScopeEnd)
        IsUsed[E.Variable] = true;
    }
    markUsed(B.End.Value, IsUsed);
  }
  return IsUsed;
}

void Renumbering::event(Event &E) {
  if (E.Target)
    place(*E.Target);
  for (Operand &O : E.Operands)
    operand(O);
  if (E.Kind == EventKind::ScopeEnd)
    E.Variable = Variables[E.Variable];
  if (E.Result != NoId)
    E.Result = temporary(E.Result);
}

void Renumbering::place(Place &P) {
  if (P.Root == PlaceRoot::Variable)
    P.Index = Variables[P.Index];
  else if (P.Root == PlaceRoot::Temporary)
    P.Index = temporary(P.Index);
  for (Step &S : P.Steps)
    if (S.Kind == StepKind::Element)
      operand(S.Index);
}

void Renumbering::operand(Operand &O) {
  if (O.Kind == OperandKind::Variable) {
    O.Index = Variables[O.Index];
  } else if (O.Kind == OperandKind::Temporary) {
    O.Index = temporary(O.Index);
  } else if (O.Kind == OperandKind::Address) {
    uint32_t Old = O.Index;
    if (Places[Old] == NoId) {
      Place Moved = OldPlaces[Old];
      place(Moved);
      Places[Old] = F.Places.size();
      F.Places.push_back(std::move(Moved));
    }
    O.Index = Places[Old];
  }
}

} // namespace

void qomlint::tidyNumbers(Function &F) { Renumbering(F).run(); }
