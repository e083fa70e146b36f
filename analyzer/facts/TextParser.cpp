//===- TextParser.cpp - A unit from its text ------------------------------===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "analyzer/facts/Text.h"
#include "analyzer/facts/TextRules.h"
#include "analyzer/facts/TextSyntax.h"
#include "llvm/ADT/STLExtras.h"

using namespace qomlint;
using namespace qomlint::text;
using llvm::StringRef;

namespace {

/// One member function per rule of the grammar in Text.h.
class UnitParser : SharedRules {
public:
  explicit UnitParser(Cursor &C) : SharedRules(C, Name()) {}

  Unit unit() {
    while (!C.failed() && C.peek())
      item();
    return std::move(U);
  }

private:
  Unit U;

  void item();
  void type();
  void typeMember(TypeInfo &T);
  void link(bool Strong);
  void record();
  Record::Member member();
  void table();
  void noLint();
  void source();
  void names(std::vector<Name> &List);
  /// A string: quotes are customary, but may be left out where possible.
  Name string() { return C.peek() == '"' ? C.quoted() : Name(C.word()); }
};

void UnitParser::item() {
  if (C.acceptWord("unit"))
    U.MainFile = DefaultFile = C.file();
  else if (C.acceptWord("function"))
    U.Functions.push_back(parseFunction(C, U.MainFile));
  else if (C.acceptWord("type"))
    type();
  else if (C.acceptWord("link"))
    link(true);
  else if (C.acceptWord("weaklink"))
    link(false);
  else if (C.acceptWord("record"))
    record();
  else if (C.acceptWord("table"))
    table();
  else if (C.acceptWord("nolint"))
    noLint();
  else if (C.acceptWord("source"))
    source();
  else if (C.acceptWord("declared"))
    names(U.Declared);
  else if (C.acceptWord("noreturn"))
    names(U.NoReturns);
  else
    C.fail("'function' or another top-level word");
}

void UnitParser::type() {
  TypeInfo T;
  T.TypeName = string();
  if (C.accept(":"))
    T.Parent = string();
  T.At = optionalPosition();
  braces([&] { typeMember(T); });
  U.Types.push_back(std::move(T));
}

void UnitParser::typeMember(TypeInfo &T) {
  for (const Hook &H : hooks())
    if (C.acceptWord(H.Word)) {
      T.*H.Member = C.key();
      return;
    }
  if (C.acceptWord("instance"))
    T.Record = C.qualified();
  else if (C.acceptWord("interface"))
    T.Interfaces.push_back(string());
  else if (C.acceptWord("abstract"))
    T.Abstract = true;
  else
    C.fail("'instance', 'interface', 'abstract' or a hook");
}

void UnitParser::link(bool Strong) {
  LinkField L;
  std::tie(L.Record, L.Field) = recordAndField();
  L.Strong = Strong;
  L.At = optionalPosition();
  U.Links.push_back(L);
}

void UnitParser::record() {
  Record R;
  R.Identifier = C.qualified();
  if (C.accept(":"))
    R.Base = C.qualified();
  R.At = optionalPosition();
  braces([&] { R.Members.push_back(member()); });
  U.Records.push_back(std::move(R));
}

Record::Member UnitParser::member() {
  Record::Member M;
  M.Field = C.qualified();
  if (C.accept(":")) {
    TypeText T = SharedRules::type();
    M.Type = T.Record;
    M.Pointer = T.Pointer;
  }
  M.Array = C.accept("[]");
  return M;
}

void UnitParser::table() {
  FunctionTable T;
  T.Global = C.key();
  braces([&] {
    FunctionTable::Entry E;
    std::tie(E.Record, E.Field) = recordAndField();
    C.expect("=");
    E.Function = C.key();
    T.Entries.push_back(E);
  });
  U.Tables.push_back(std::move(T));
}

void UnitParser::noLint() {
  NoLint N;
  StringRef Word = C.word();
  if (auto Scope = scopeFor(Word))
    N.Scope = *Scope;
  else
    C.fail("'line', 'next-line', 'begin' or 'end'");
  if (C.peek() == '"')
    N.Checks = C.quoted();
  N.At = optionalPosition();
  U.NoLints.push_back(N);
}

void UnitParser::source() {
  SourceFile S;
  S.File = C.file();
  if (C.quoted().str().getAsInteger(16, S.Hash))
    C.fail("a number in hexadecimal digits");
  U.Sources.push_back(S);
}

void UnitParser::names(std::vector<Name> &List) {
  do
    List.push_back(C.key());
  while (C.accept(","));
}

} // namespace

llvm::Expected<Unit> qomlint::parseUnit(StringRef Text) {
  Cursor C(Text);
  Unit U = UnitParser(C).unit();
  if (C.failed())
    return llvm::createStringError(C.error());
  return U;
}
