//===- TextFunctionParser.cpp - A function from its text ------------------===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// One member function per rule of the grammar in Text.h.
//
//===----------------------------------------------------------------------===//

#include "analyzer/facts/TextRules.h"
#include "analyzer/facts/TextSyntax.h"
#include "analyzer/facts/Validate.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/StringMap.h"

using namespace qomlint;
using namespace qomlint::text;
using llvm::StringRef;
using llvm::Twine;

namespace {

class FunctionParser : SharedRules {
public:
  FunctionParser(Cursor &C, Name MainFile) : SharedRules(C, MainFile) {}

  Function function();

private:
  /// A mention of a block, whose label may not have been seen yet. Until
  /// resolveTargets, the targets of terminators are indices of Mentions.
  struct Mention {
    StringRef Label;
    size_t Where = 0;
    BlockId Block = NoId; ///< if known already
  };

  Function F;
  llvm::StringMap<VariableId> Variables;
  llvm::StringMap<BlockId> Labels;
  std::vector<Mention> Mentions;
  /// The last block has no terminator yet.
  bool Open = false;
  unsigned Nesting = 0;

  void parameters();
  void result();
  void attributes();
  Variable variable();
  void declare(Name Identifier, size_t Where);

  void body();
  void statement();
  void openBlock();
  void label(StringRef Label, size_t Where);
  void action(TemporaryId Result);
  void places();
  void statements();

  void event(Event &E);
  void call(Event &E);
  void operands(Event &E);
  void eventType(Event &E);
  Site site();
  std::pair<uint32_t, uint32_t> end(uint32_t Line);

  void terminator(TerminatorKind Kind);
  void switchCases(Terminator &T);
  void switchCase(Terminator &T);
  bool atOperandOnLine();
  uint32_t mention();
  void resolveTargets();
  BlockId resolve(const Mention &M);

  Operand operand();
  Operand address();
  Operand nullOrVariable();
  VariableId variableReference();
  Place place();
  Place primary();
  void steps(Place &P);
  void field(Place &P);
  uint32_t intern(Place P);
};

//===----------------------------------------------------------------------===//
// Header
//===----------------------------------------------------------------------===//

Function FunctionParser::function() {
  size_t Start = C.where();
  F.Key = C.key();
  F.Internal = impliesInternal(F.Key);
  parameters();
  result();
  attributes();
  body();
  std::string Defect = C.failed() ? "" : findDefect(F);
  if (!Defect.empty())
    C.failAt(Start, "in this function " + Defect);
  return std::move(F);
}

void FunctionParser::parameters() {
  C.expect("(");
  if (C.accept(")"))
    return;
  do {
    F.Variadic = C.accept("...");
    if (!F.Variadic)
      F.Variables.push_back(variable());
  } while (!F.Variadic && C.accept(","));
  C.expect(")");
  F.ParameterCount = F.Variables.size();
}

Variable FunctionParser::variable() {
  Variable V;
  size_t Start = C.where();
  V.Identifier = C.peek() == '"' ? C.quoted() : Name(C.identifier());
  declare(V.Identifier, Start);
  if (C.accept(":")) {
    TypeText T = type();
    V.Type = T.Record;
    V.Pointer = T.Pointer;
  }
  V.Slot = C.acceptWord("slot");
  V.At = optionalPosition();
  return V;
}

/// Makes \p Identifier refer to the next variable, unless an index follows:
/// then only the index does, so that several variables may share a name.
void FunctionParser::declare(Name Identifier, size_t Where) {
  VariableId Id = F.Variables.size();
  if (C.here() == '~' && C.accept("~")) {
    if (C.number() != Id)
      C.failAt(Where, "this variable has index " + Twine(Id));
  } else if (Identifier.empty()) {
    C.fail("a variable");
  } else if (!Variables.try_emplace(Identifier.str(), Id).second) {
    C.failAt(Where,
             "this name is taken: write " + Identifier.str() + "~" + Twine(Id));
  }
}

void FunctionParser::result() {
  F.ReturnsVoid = !C.accept("->") || C.acceptWord("void");
  if (F.ReturnsVoid)
    return;
  TypeText T = type();
  F.ReturnType = T.Record;
  F.ReturnsPointer = T.Pointer;
}

void FunctionParser::attributes() {
  while (!C.failed() && C.peek() != '{') {
    if (C.acceptWord("internal"))
      F.Internal = true;
    else if (C.acceptWord("external"))
      F.Internal = false;
    else if (C.acceptWord("noreturn"))
      F.NoReturn = true;
    else if (C.acceptWord("within"))
      F.EnclosingKey = C.key();
    else if (C.acceptWord("annotated"))
      F.Annotations.push_back(C.quoted());
    else if (C.accept("@"))
      F.At = position();
    else
      C.fail("'{' or an attribute");
  }
  if (F.At != Position())
    DefaultFile = F.At.File;
}

//===----------------------------------------------------------------------===//
// Body
//===----------------------------------------------------------------------===//

void FunctionParser::body() {
  braces([this] { statement(); });
  if (F.Blocks.empty())
    openBlock();
  if (Open)
    F.Blocks.back().End.Kind = TerminatorKind::Return;
  if (!C.failed())
    resolveTargets();
}

void FunctionParser::openBlock() {
  F.Blocks.emplace_back();
  Open = true;
}

void FunctionParser::statement() {
  if (C.acceptWord("local")) {
    F.Variables.push_back(variable());
    return;
  }
  if (C.acceptWord("places"))
    return places();
  if (C.acceptWord("statements"))
    return statements();
  TemporaryId Result = NoId;
  if (C.accept("%")) {
    Result = C.number();
    C.expect("=");
  }
  action(Result);
}

/// A label, an event or a terminator.
void FunctionParser::action(TemporaryId Result) {
  bool Implicit = C.acceptWord("implicit");
  size_t Start = C.where();
  StringRef Word = C.identifier();
  if (!Word.empty() && C.here() == ':' && C.accept(":"))
    return label(Word, Start);
  auto Kind = eventFor(Word);
  auto EndKind = terminatorFor(Word);
  if (!Kind && !EndKind)
    return C.failAt(Start, "expected a label, an event or a terminator" +
                               (Word.empty() ? "" : ", found '" + Word + "'"));
  if (F.Blocks.empty())
    openBlock();
  if (!Open)
    return C.failAt(Start, "expected a label after the end of a block");
  if (!Kind)
    return terminator(*EndKind);
  Event E;
  E.Kind = *Kind;
  E.Result = Result;
  E.Implicit = Implicit;
  event(E);
  F.Blocks.back().Events.push_back(std::move(E));
}

void FunctionParser::label(StringRef Label, size_t Where) {
  BlockId Id = F.Blocks.size();
  if (Open) {
    Terminator &Previous = F.Blocks.back().End;
    Previous.Kind = TerminatorKind::Goto;
    Previous.Targets = {static_cast<BlockId>(Mentions.size())};
    Mentions.push_back({Label, Where, Id});
  }
  // The printer numbers blocks: a number that it would change misleads.
  BlockId Number;
  if (Label.starts_with("b") && !Label.drop_front().getAsInteger(10, Number) &&
      Number != Id)
    return C.failAt(Where, "this is block b" + Twine(Id));
  if (!Labels.try_emplace(Label, Id).second)
    return C.failAt(Where, "this label stands above, too");
  openBlock();
}

void FunctionParser::places() {
  do {
    Place P = place();
    F.Places.push_back(std::move(P));
  } while (C.accept(","));
}

void FunctionParser::statements() {
  do {
    Statement S;
    S.Line = C.number();
    C.expect(":");
    S.Column = C.number();
    C.expect("-");
    std::tie(S.EndLine, S.EndColumn) = end(S.Line);
    F.Statements.push_back(S);
  } while (C.accept(","));
}

//===----------------------------------------------------------------------===//
// Events
//===----------------------------------------------------------------------===//

void FunctionParser::event(Event &E) {
  switch (E.Kind) {
  case EventKind::Call:
  case EventKind::CallThroughPointer:
    call(E);
    break;
  case EventKind::Load:
  case EventKind::Store:
  case EventKind::Use:
  case EventKind::Insert:
  case EventKind::Remove:
    E.Target = place();
    if (C.accept(","))
      operands(E);
    break;
  case EventKind::Compute:
    E.Callee = C.operation();
    operands(E);
    break;
  case EventKind::ContainerOf:
    std::tie(E.Record, E.Field) = recordAndField();
    E.Type = E.Record;
    operands(E);
    break;
  case EventKind::FreeStorage:
    operands(E);
    break;
  case EventKind::ScopeEnd:
    E.Variable = variableReference();
    break;
  case EventKind::AllocateStorage:
    break;
  }
  eventType(E);
  E.Where = site();
}

void FunctionParser::call(Event &E) {
  if (C.accept("*")) {
    E.Kind = EventKind::CallThroughPointer;
    E.Target = place();
  } else {
    E.Kind = EventKind::Call;
    E.Callee = C.key();
  }
  C.expect("(");
  if (C.accept(")"))
    return;
  operands(E);
  C.expect(")");
}

void FunctionParser::operands(Event &E) {
  do
    E.Operands.push_back(operand());
  while (C.accept(","));
}

void FunctionParser::eventType(Event &E) {
  if (!C.accept("->"))
    return;
  if (C.peek() != '*')
    return C.fail("'*'");
  E.Type = type().Record;
}

Site FunctionParser::site() {
  Site S;
  if (!C.accept("@"))
    return S;
  S.At = position();
  if (C.accept("-"))
    std::tie(S.EndLine, S.EndColumn) = end(S.At.Line);
  S.InMacro = C.acceptWord("macro");
  return S;
}

/// `COLUMN` of the line where the range starts, or `LINE:COLUMN`.
std::pair<uint32_t, uint32_t> FunctionParser::end(uint32_t Line) {
  uint32_t First = C.number();
  if (C.accept(":"))
    return {First, C.number()};
  return {Line, First};
}

//===----------------------------------------------------------------------===//
// Terminators
//===----------------------------------------------------------------------===//

void FunctionParser::terminator(TerminatorKind Kind) {
  Open = false;
  Terminator T;
  T.Kind = Kind;
  if (Kind == TerminatorKind::Goto)
    T.Targets.push_back(mention());
  if (Kind == TerminatorKind::Branch) {
    T.Value = operand();
    C.expect(",");
    T.Targets.push_back(mention());
    C.expect(",");
    T.Targets.push_back(mention());
  }
  if (Kind == TerminatorKind::Switch)
    switchCases(T);
  if (Kind == TerminatorKind::Return && atOperandOnLine())
    T.Value = operand();
  T.Where = site();
  F.Blocks.back().End = std::move(T);
}

/// A `return` may stand alone: what follows on the next line is not its value.
bool FunctionParser::atOperandOnLine() {
  char Next = C.peekOnLine();
  if (Next == '@')
    return !llvm::isSpace(C.second()) && !llvm::isDigit(C.second());
  return Next && Next != '}';
}

void FunctionParser::switchCases(Terminator &T) {
  T.Value = operand();
  C.expect(",");
  while (!C.failed() && !C.acceptWord("default"))
    switchCase(T);
  C.expect(":");
  T.Targets.push_back(mention());
}

void FunctionParser::switchCase(Terminator &T) {
  Terminator::Case Case;
  Case.First = Case.Last = C.integer();
  if (C.accept(".."))
    Case.Last = C.integer();
  C.expect(":");
  Case.Target = mention();
  C.expect(",");
  T.Cases.push_back(Case);
}

uint32_t FunctionParser::mention() {
  size_t Where = C.where();
  StringRef Label = C.identifier();
  if (Label.empty())
    C.fail("a label");
  Mentions.push_back({Label, Where});
  return Mentions.size() - 1;
}

void FunctionParser::resolveTargets() {
  for (Block &B : F.Blocks) {
    for (BlockId &Target : B.End.Targets)
      Target = resolve(Mentions[Target]);
    for (Terminator::Case &Case : B.End.Cases)
      Case.Target = resolve(Mentions[Case.Target]);
  }
}

BlockId FunctionParser::resolve(const Mention &M) {
  if (M.Block != NoId)
    return M.Block;
  auto Found = Labels.find(M.Label);
  if (Found != Labels.end())
    return Found->second;
  C.failAt(M.Where, "there is no label '" + M.Label + "'");
  return 0;
}

//===----------------------------------------------------------------------===//
// Operands and places
//===----------------------------------------------------------------------===//

Operand FunctionParser::operand() {
  Operand O;
  char Next = C.peek();
  if (C.accept("?"))
    return O;
  if (Next == '&')
    return address();
  if (C.accept("%")) {
    O.Kind = OperandKind::Temporary;
    O.Index = C.number();
  } else if (C.accept("@")) {
    O.Kind = OperandKind::Function;
    O.Text = C.key();
  } else if (Next == '"') {
    O.Kind = OperandKind::String;
    O.Text = C.quoted();
  } else if (Next == '-' || llvm::isDigit(Next)) {
    O.Kind = OperandKind::Integer;
    O.Integer = C.integer();
  } else if (Next == '~' || isIdentifierCharacter(Next)) {
    return nullOrVariable();
  } else {
    C.fail("an operand");
  }
  return O;
}

Operand FunctionParser::nullOrVariable() {
  Operand O;
  O.Kind = C.acceptWord("null") ? OperandKind::Null : OperandKind::Variable;
  // A variable may be called `null~3`.
  if (O.Kind == OperandKind::Variable || C.here() == '~') {
    O.Kind = OperandKind::Variable;
    O.Index = variableReference();
  }
  return O;
}

Operand FunctionParser::address() {
  Operand O;
  O.Kind = OperandKind::Address;
  if (C.accept("&#")) {
    O.Index = C.number();
    return O;
  }
  C.expect("&");
  O.Index = intern(place());
  return O;
}

uint32_t FunctionParser::intern(Place P) {
  auto Found = llvm::find(F.Places, P);
  if (Found == F.Places.end())
    Found = F.Places.insert(Found, std::move(P));
  return Found - F.Places.begin();
}

VariableId FunctionParser::variableReference() {
  size_t Start = C.where();
  StringRef Identifier = C.identifier();
  if (C.here() == '~' && C.accept("~"))
    return C.number();
  auto Found = Variables.find(Identifier);
  if (Found != Variables.end())
    return Found->second;
  if (Identifier.empty())
    C.fail("a variable");
  C.failAt(Start, "'" + Identifier +
                      "' is not declared; a global is written $" + Identifier);
  return 0;
}

Place FunctionParser::place() {
  // Nobody writes so many stars; the limit keeps odd input off the stack.
  constexpr unsigned MostNested = 100;
  if (++Nesting > MostNested)
    C.fail("a simpler place");
  Place P;
  if (!C.failed() && C.accept("*")) {
    P = place();
    P.Steps.push_back({StepKind::Dereference, {}, {}, {}});
  } else if (!C.failed()) {
    P = primary();
    steps(P);
  }
  --Nesting;
  return P;
}

Place FunctionParser::primary() {
  Place P;
  if (C.accept("(")) {
    P = place();
    C.expect(")");
  } else if (C.accept("%")) {
    P.Root = PlaceRoot::Temporary;
    P.Index = C.number();
  } else if (C.accept("$")) {
    P.Root = PlaceRoot::Global;
    P.Global = C.key();
  } else {
    P.Index = variableReference();
  }
  return P;
}

/// Steps follow without a blank, so that `load p -> *Clock` is a load of `p`.
void FunctionParser::steps(Place &P) {
  while (!C.failed()) {
    if (C.here() == '.' && C.accept(".")) {
      field(P);
    } else if (C.here() == '-' && C.accept("->")) {
      P.Steps.push_back({StepKind::Dereference, {}, {}, {}});
      field(P);
    } else if (C.here() == '[' && C.accept("[")) {
      P.Steps.push_back({StepKind::Element, {}, {}, operand()});
      C.expect("]");
    } else {
      return;
    }
  }
}

/// `field`, `Record::field`, or `::field` of no record.
void FunctionParser::field(Place &P) {
  Step S;
  bool Explicit = C.accept("::");
  Name First = C.qualified();
  auto [Record, Last] = First.str().rsplit("::");
  if (Explicit) {
    S.Field = First;
  } else if (C.here() == ':' && C.accept("::")) {
    S.Record = First;
    S.Field = C.qualified();
  } else if (Last.empty()) {
    S.Record = impliedRecord(P, F);
    S.Field = First;
  } else {
    S.Record = Name(Record);
    S.Field = Name(Last);
  }
  P.Steps.push_back(std::move(S));
}

} // namespace

Function text::parseFunction(Cursor &C, Name MainFile) {
  return FunctionParser(C, MainFile).function();
}
