//===- TextPrinter.cpp - The text of a unit -------------------------------===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "analyzer/facts/Text.h"
#include "analyzer/facts/TextForms.h"
#include "llvm/ADT/StringExtras.h"

using namespace qomlint;
using namespace qomlint::text;
using llvm::raw_ostream;
using llvm::StringRef;

namespace {

class UnitPrinter : SharedForms {
public:
  UnitPrinter(const Unit &U, raw_ostream &OS)
      : SharedForms(OS, U.MainFile), U(U) {}

  void unit();

private:
  const Unit &U;

  void source(const SourceFile &S);
  void record(const Record &R);
  void link(const LinkField &L);
  void table(const FunctionTable &T);
  void type(const TypeInfo &T);
  void noLint(const NoLint &N);
  void names(StringRef Word, const std::vector<Name> &List);
};

void UnitPrinter::unit() {
  if (!U.MainFile.empty()) {
    OS << "unit ";
    name(U.MainFile, isFile);
    OS << '\n';
  }
  for (const SourceFile &S : U.Sources)
    source(S);
  names("declared", U.Declared);
  names("noreturn", U.NoReturns);
  for (const Record &R : U.Records)
    record(R);
  for (const LinkField &L : U.Links)
    link(L);
  for (const FunctionTable &T : U.Tables)
    table(T);
  for (const TypeInfo &T : U.Types)
    type(T);
  for (const NoLint &N : U.NoLints)
    noLint(N);
  for (const Function &F : U.Functions) {
    OS << '\n';
    printFunction(F, U.MainFile, OS);
  }
}

void UnitPrinter::source(const SourceFile &S) {
  OS << "source ";
  name(S.File, isFile);
  OS << " \"" << llvm::utohexstr(S.Hash, /*LowerCase=*/true) << "\"\n";
}

void UnitPrinter::names(StringRef Word, const std::vector<Name> &List) {
  for (Name N : List) {
    OS << Word << ' ';
    key(N);
    OS << '\n';
  }
}

void UnitPrinter::record(const Record &R) {
  OS << "record ";
  name(R.Identifier, isQualified);
  if (!R.Base.empty()) {
    OS << " : ";
    name(R.Base, isQualified);
  }
  optionalPosition(R.At);
  OS << " {\n";
  for (const Record::Member &M : R.Members) {
    OS << "  ";
    name(M.Field, isQualified);
    optionalType(M.Type, M.Pointer);
    OS << (M.Array ? "[]\n" : "\n");
  }
  OS << "}\n";
}

void UnitPrinter::link(const LinkField &L) {
  OS << (L.Strong ? "link " : "weaklink ");
  recordAndField(L.Record, L.Field);
  optionalPosition(L.At);
  OS << '\n';
}

void UnitPrinter::table(const FunctionTable &T) {
  OS << "table ";
  key(T.Global);
  OS << " {\n";
  for (const FunctionTable::Entry &E : T.Entries) {
    OS << "  ";
    recordAndField(E.Record, E.Field);
    OS << " = ";
    key(E.Function);
    OS << '\n';
  }
  OS << "}\n";
}

void UnitPrinter::type(const TypeInfo &T) {
  OS << "type ";
  quoted(T.TypeName.str());
  if (!T.Parent.empty()) {
    OS << " : ";
    quoted(T.Parent.str());
  }
  optionalPosition(T.At);
  OS << " {\n";
  if (!T.Record.empty()) {
    OS << "  instance ";
    name(T.Record, isQualified);
    OS << '\n';
  }
  for (const Hook &H : hooks()) {
    if ((T.*H.Member).empty())
      continue;
    OS << "  " << H.Word << ' ';
    key(T.*H.Member);
    OS << '\n';
  }
  if (T.Abstract)
    OS << "  abstract\n";
  for (Name Interface : T.Interfaces) {
    OS << "  interface ";
    quoted(Interface.str());
    OS << '\n';
  }
  OS << "}\n";
}

void UnitPrinter::noLint(const NoLint &N) {
  OS << "nolint " << wordFor(N.Scope);
  if (!N.Checks.empty()) {
    OS << ' ';
    quoted(N.Checks.str());
  }
  optionalPosition(N.At);
  OS << '\n';
}

} // namespace

void qomlint::print(const Unit &U, raw_ostream &OS) {
  UnitPrinter(U, OS).unit();
}

void qomlint::print(const Function &F, raw_ostream &OS) {
  printFunction(F, Name(), OS);
}
