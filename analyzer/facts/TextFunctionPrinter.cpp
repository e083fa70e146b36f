//===- TextFunctionPrinter.cpp - The text of a function -------------------===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "analyzer/facts/TextForms.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include <set>

using namespace qomlint;
using namespace qomlint::text;
using llvm::raw_ostream;
using llvm::StringRef;

namespace {

/// Tells whether a parser, which numbers places as it meets them, arrives at
/// the numbers that a function has. If not, its places are listed.
class PlaceNumbers {
public:
  static bool areImplied(const Function &F) {
    PlaceNumbers Self(F);
    for (const Block &B : F.Blocks) {
      for (const Event &E : B.Events)
        Self.visit(E);
      Self.visit(B.End.Value, F.Places.size());
    }
    return Self.Implied && Self.Met == F.Places;
  }

private:
  const Function &F;
  std::vector<Place> Met;
  bool Implied = true;

  explicit PlaceNumbers(const Function &F) : F(F) {}

  void visit(const Event &E) {
    if (E.Target)
      visit(*E.Target, F.Places.size());
    for (const Operand &O : E.Operands)
      visit(O, F.Places.size());
  }

  void visit(const Place &P, size_t Limit) {
    for (const Step &S : P.Steps)
      if (S.Kind == StepKind::Element)
        visit(S.Index, Limit);
  }

  /// A place inside another one is met before it and has a lower number.
  void visit(const Operand &O, size_t Limit) {
    if (O.Kind != OperandKind::Address)
      return;
    if (O.Index >= Limit)
      Implied = false;
    if (!Implied)
      return;
    const Place &P = F.Places[O.Index];
    visit(P, O.Index);
    auto Found = llvm::find(Met, P);
    Implied &= size_t(Found - Met.begin()) == O.Index;
    if (Found == Met.end())
      Met.push_back(P);
  }
};

class FunctionPrinter : SharedForms {
public:
  FunctionPrinter(const Function &F, raw_ostream &OS, Name MainFile)
      : SharedForms(OS, MainFile), F(F),
        PlacesAreImplied(PlaceNumbers::areImplied(F)) {
    std::set<Name> Taken;
    for (const Variable &V : F.Variables)
      IsNamed.push_back(isIdentifier(V.Identifier.str()) &&
                        V.Identifier.str() != "null" &&
                        Taken.insert(V.Identifier).second);
  }

  void function();

private:
  const Function &F;
  bool PlacesAreImplied;
  /// By variable: its name alone means it.
  std::vector<bool> IsNamed;

  void parameters();
  void attributes();
  void declaration(VariableId Id);
  void variable(VariableId Id);
  void places();
  void block(BlockId Id);

  void event(const Event &E);
  void eventBody(const Event &E);
  void call(const Event &E);
  void operands(const Event &E, StringRef Before);
  void site(const Site &S);
  void range(uint32_t Line, uint32_t EndLine, uint32_t EndColumn);
  void statements();
  void terminator(const Terminator &T);
  void switchCases(const Terminator &T);

  void operand(const Operand &O);
  void address(uint32_t Index);
  void place(const Place &P) { place(P, P.Steps.size()); }
  void place(const Place &P, size_t Length);
  void primary(const Place &P, size_t Length);
  void root(const Place &P);
  void field(const Place &P, size_t Length);
};

//===----------------------------------------------------------------------===//
// Header
//===----------------------------------------------------------------------===//

void FunctionPrinter::function() {
  OS << "function ";
  key(F.Key);
  parameters();
  attributes();
  OS << " {\n";
  for (VariableId Id = F.ParameterCount; Id < F.Variables.size(); ++Id) {
    OS << "  local ";
    declaration(Id);
    OS << '\n';
  }
  if (!PlacesAreImplied && !F.Places.empty())
    places();
  if (!F.Statements.empty())
    statements();
  for (BlockId Id = 0; Id < F.Blocks.size(); ++Id)
    block(Id);
  OS << "}\n";
}

void FunctionPrinter::parameters() {
  OS << '(';
  llvm::ListSeparator Comma;
  for (VariableId Id = 0; Id < F.ParameterCount; ++Id) {
    OS << Comma;
    declaration(Id);
  }
  if (F.Variadic)
    OS << Comma << "...";
  OS << ')';
}

void FunctionPrinter::attributes() {
  if (!F.ReturnsVoid) {
    OS << " -> ";
    type(F.ReturnType, F.ReturnsPointer);
  }
  if (F.Internal != impliesInternal(F.Key))
    OS << (F.Internal ? " internal" : " external");
  if (F.NoReturn)
    OS << " noreturn";
  if (!F.EnclosingKey.empty()) {
    OS << " within ";
    key(F.EnclosingKey);
  }
  for (Name Annotation : F.Annotations) {
    OS << " annotated ";
    quoted(Annotation.str());
  }
  optionalPosition(F.At);
  if (F.At != Position())
    DefaultFile = F.At.File;
}

void FunctionPrinter::declaration(VariableId Id) {
  const Variable &V = F.Variables[Id];
  if (isIdentifier(V.Identifier.str()))
    OS << V.Identifier.str();
  else if (!V.Identifier.empty())
    quoted(V.Identifier.str());
  if (!IsNamed[Id])
    OS << '~' << Id;
  optionalType(V.Type, V.Pointer);
  if (V.Slot)
    OS << " slot";
  optionalPosition(V.At);
}

void FunctionPrinter::variable(VariableId Id) {
  StringRef Identifier = F.Variables[Id].Identifier.str();
  if (isIdentifier(Identifier))
    OS << Identifier;
  if (!IsNamed[Id])
    OS << '~' << Id;
}

void FunctionPrinter::places() {
  OS << "  places ";
  llvm::ListSeparator Comma;
  for (const Place &P : F.Places) {
    OS << Comma;
    place(P);
  }
  OS << '\n';
}

void FunctionPrinter::statements() {
  OS << "  statements ";
  llvm::ListSeparator Comma;
  for (const Statement &S : F.Statements) {
    OS << Comma << S.Line << ':' << S.Column;
    range(S.Line, S.EndLine, S.EndColumn);
  }
  OS << '\n';
}

//===----------------------------------------------------------------------===//
// Blocks
//===----------------------------------------------------------------------===//

void FunctionPrinter::block(BlockId Id) {
  OS << 'b' << Id << ":\n";
  for (const Event &E : F.Blocks[Id].Events) {
    event(E);
    site(E.Where);
    OS << '\n';
  }
  OS << "  ";
  terminator(F.Blocks[Id].End);
  site(F.Blocks[Id].End.Where);
  OS << '\n';
}

void FunctionPrinter::event(const Event &E) {
  OS << "  ";
  if (E.Result != NoId)
    OS << '%' << E.Result << " = ";
  if (E.Implicit)
    OS << "implicit ";
  OS << wordFor(E.Kind);
  eventBody(E);
  // The record of a container is its type unless another one is written.
  if (E.Type == (E.Kind == EventKind::ContainerOf ? E.Record : Name()))
    return;
  OS << " -> ";
  type(E.Type, true);
}

void FunctionPrinter::eventBody(const Event &E) {
  OS << (E.Kind == EventKind::AllocateStorage ? "" : " ");
  switch (E.Kind) {
  case EventKind::Call:
  case EventKind::CallThroughPointer:
    return call(E);
  case EventKind::Load:
  case EventKind::Store:
  case EventKind::Use:
  case EventKind::Insert:
  case EventKind::Remove:
    place(*E.Target);
    return operands(E, ", ");
  case EventKind::Compute:
    name(E.Callee, isOperator);
    return operands(E, " ");
  case EventKind::ContainerOf:
    recordAndField(E.Record, E.Field);
    return operands(E, " ");
  case EventKind::FreeStorage:
    return operands(E, "");
  case EventKind::ScopeEnd:
    return variable(E.Variable);
  case EventKind::AllocateStorage:
    return;
  }
}

void FunctionPrinter::call(const Event &E) {
  if (E.Kind == EventKind::Call) {
    key(E.Callee);
  } else {
    OS << '*';
    place(*E.Target);
  }
  OS << '(';
  operands(E, "");
  OS << ')';
}

void FunctionPrinter::operands(const Event &E, StringRef Before) {
  for (const Operand &O : E.Operands) {
    OS << Before;
    operand(O);
    Before = ", ";
  }
}

void FunctionPrinter::site(const Site &S) {
  if (S == Site())
    return;
  position(S.At);
  if (S.EndLine || S.EndColumn)
    range(S.At.Line, S.EndLine, S.EndColumn);
  if (S.InMacro)
    OS << " macro";
}

void FunctionPrinter::range(uint32_t Line, uint32_t EndLine,
                            uint32_t EndColumn) {
  OS << '-';
  if (EndLine != Line)
    OS << EndLine << ':';
  OS << EndColumn;
}

void FunctionPrinter::terminator(const Terminator &T) {
  OS << wordFor(T.Kind);
  if (T.Kind == TerminatorKind::Switch)
    return switchCases(T);
  StringRef Before = " ";
  if (T.Kind == TerminatorKind::Branch ||
      (T.Kind == TerminatorKind::Return &&
       T.Value.Kind != OperandKind::Unknown)) {
    OS << Before;
    operand(T.Value);
    Before = ", ";
  }
  for (BlockId Target : T.Targets) {
    OS << Before << 'b' << Target;
    Before = ", ";
  }
}

void FunctionPrinter::switchCases(const Terminator &T) {
  OS << ' ';
  operand(T.Value);
  for (const Terminator::Case &Case : T.Cases) {
    OS << ", " << Case.First;
    if (Case.Last != Case.First)
      OS << ".." << Case.Last;
    OS << ": b" << Case.Target;
  }
  for (BlockId Target : T.Targets)
    OS << ", default: b" << Target;
}

//===----------------------------------------------------------------------===//
// Operands and places
//===----------------------------------------------------------------------===//

void FunctionPrinter::operand(const Operand &O) {
  switch (O.Kind) {
  case OperandKind::Unknown:
    OS << '?';
    return;
  case OperandKind::Null:
    OS << "null";
    return;
  case OperandKind::Integer:
    OS << O.Integer;
    return;
  case OperandKind::String:
    return quoted(O.Text.str());
  case OperandKind::Function:
    OS << '@';
    return key(O.Text);
  case OperandKind::Variable:
    return variable(O.Index);
  case OperandKind::Temporary:
    OS << '%' << O.Index;
    return;
  case OperandKind::Address:
    return address(O.Index);
  }
}

void FunctionPrinter::address(uint32_t Index) {
  OS << '&';
  if (PlacesAreImplied)
    place(F.Places[Index]);
  else
    OS << '#' << Index;
}

/// Prints the first \p Length steps of \p P.
void FunctionPrinter::place(const Place &P, size_t Length) {
  bool EndsInStar = Length && P.Steps[Length - 1].Kind == StepKind::Dereference;
  if (EndsInStar) {
    OS << '*';
    return place(P, Length - 1);
  }
  primary(P, Length);
}

/// As place, but so that a field or element can follow.
void FunctionPrinter::primary(const Place &P, size_t Length) {
  if (!Length)
    return root(P);
  const Step &Last = P.Steps[Length - 1];
  switch (Last.Kind) {
  case StepKind::Field:
    return field(P, Length);
  case StepKind::Element:
    primary(P, Length - 1);
    OS << '[';
    operand(Last.Index);
    OS << ']';
    return;
  case StepKind::Dereference:
    OS << '(';
    place(P, Length);
    OS << ')';
    return;
  }
}

void FunctionPrinter::root(const Place &P) {
  switch (P.Root) {
  case PlaceRoot::Variable:
    return variable(P.Index);
  case PlaceRoot::Temporary:
    OS << '%' << P.Index;
    return;
  case PlaceRoot::Global:
    OS << '$';
    return key(P.Global);
  }
}

void FunctionPrinter::field(const Place &P, size_t Length) {
  const Step &Last = P.Steps[Length - 1];
  Place Base = P;
  Base.Steps.resize(Length - 1);
  bool Arrow = Length > 1 && P.Steps[Length - 2].Kind == StepKind::Dereference;
  primary(P, Length - (Arrow ? 2 : 1));
  OS << (Arrow ? "->" : ".");
  if (Last.Record != impliedRecord(Base, F) ||
      !isIdentifier(Last.Field.str())) {
    if (!Last.Record.empty())
      name(Last.Record, isQualified);
    OS << "::";
  }
  name(Last.Field, isQualified);
}

} // namespace

void text::printFunction(const Function &F, Name MainFile, raw_ostream &OS) {
  FunctionPrinter(F, OS, MainFile).function();
}
