//===- SourceText.cpp - Facts as the source would spell them --------------===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "analyzer/facts/Text.h"

using namespace qomlint;

namespace {

/// Spells places and operands for messages: temporaries become the expressions
/// that computed them.
class Speller {
public:
  explicit Speller(const Function &F) : F(F) {}

  std::string operand(const Operand &O);
  std::string place(const Place &P) { return place(P, P.Steps.size()); }

private:
  const Function &F;
  unsigned Nesting = 0;

  std::string place(const Place &P, size_t Length);
  std::string root(const Place &P);
  std::string address(const Place &P);
  std::string variable(VariableId Id);
  std::string temporary(TemporaryId Id);
  std::string value(const Event &E);
  std::string call(const Event &E, std::string Callee) {
    return std::move(Callee) + (E.Operands.empty() ? "()" : "(...)");
  }
  const Event *definition(TemporaryId Id) const;
};

const char *const Ellipsis = "...";

std::string Speller::variable(VariableId Id) {
  if (Id >= F.Variables.size() || F.Variables[Id].Identifier.empty())
    return Ellipsis;
  return F.Variables[Id].Identifier.str().str();
}

const Event *Speller::definition(TemporaryId Id) const {
  for (const Block &B : F.Blocks)
    for (const Event &E : B.Events)
      if (E.Result == Id)
        return &E;
  return nullptr;
}

std::string Speller::temporary(TemporaryId Id) {
  constexpr unsigned MostNested = 20;
  const Event *E = definition(Id);
  if (!E || Nesting == MostNested)
    return Ellipsis;
  ++Nesting;
  std::string Text = value(*E);
  --Nesting;
  return Text;
}

std::string Speller::value(const Event &E) {
  switch (E.Kind) {
  case EventKind::Call:
    return call(E, plainName(E.Callee).str());
  case EventKind::CallThroughPointer:
    return call(E, place(*E.Target));
  case EventKind::Load:
    return place(*E.Target);
  case EventKind::ContainerOf:
    return operand(E.Operands.front());
  default:
    return Ellipsis;
  }
}

std::string Speller::root(const Place &P) {
  switch (P.Root) {
  case PlaceRoot::Variable:
    return variable(P.Index);
  case PlaceRoot::Global:
    return plainName(P.Global).str();
  case PlaceRoot::Temporary:
    return temporary(P.Index);
  }
  return Ellipsis;
}

/// The first \p Length steps of \p P.
std::string Speller::place(const Place &P, size_t Length) {
  if (!Length)
    return root(P);
  const Step &Last = P.Steps[Length - 1];
  if (Last.Kind == StepKind::Dereference)
    return "*" + place(P, Length - 1);
  // `->` and the brackets of an element dereference by themselves.
  bool Points = Length > 1 && P.Steps[Length - 2].Kind == StepKind::Dereference;
  std::string Base = place(P, Length - (Points ? 2 : 1));
  if (Base.front() == '*')
    Base = "(" + Base + ")";
  if (Last.Kind == StepKind::Element)
    return Base + "[" + operand(Last.Index) + "]";
  return Base + (Points ? "->" : ".") + Last.Field.str().str();
}

std::string Speller::address(const Place &P) {
  bool Points =
      !P.Steps.empty() && P.Steps.back().Kind == StepKind::Dereference;
  return Points ? place(P, P.Steps.size() - 1) : "&" + place(P);
}

std::string Speller::operand(const Operand &O) {
  switch (O.Kind) {
  case OperandKind::Unknown:
    return Ellipsis;
  case OperandKind::Null:
    return "NULL";
  case OperandKind::Integer:
    return std::to_string(O.Integer);
  case OperandKind::String:
    return "\"" + O.Text.str().str() + "\"";
  case OperandKind::Function:
    return plainName(O.Text).str();
  case OperandKind::Variable:
    return variable(O.Index);
  case OperandKind::Temporary:
    return temporary(O.Index);
  case OperandKind::Address:
    return O.Index < F.Places.size() ? address(F.Places[O.Index]) : Ellipsis;
  }
  return Ellipsis;
}

} // namespace

std::string qomlint::toString(const Place &P, const Function &F) {
  return Speller(F).place(P);
}

std::string qomlint::toString(const Operand &O, const Function &F) {
  return Speller(F).operand(O);
}
