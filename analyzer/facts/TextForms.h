//===- TextForms.h - Forms shared by the text printers ----------*- C++ -*-===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef QOMLINT_FACTS_TEXTFORMS_H
#define QOMLINT_FACTS_TEXTFORMS_H

#include "analyzer/facts/TextSyntax.h"
#include "llvm/Support/raw_ostream.h"

namespace qomlint::text {

/// Prints what functions and units have in common.
class SharedForms {
protected:
  SharedForms(llvm::raw_ostream &OS, Name DefaultFile)
      : OS(OS), DefaultFile(DefaultFile) {}

  llvm::raw_ostream &OS;
  /// The file that positions need not name.
  Name DefaultFile;

  using Rule = bool(llvm::StringRef);
  void quoted(llvm::StringRef Text);
  void name(Name N, Rule IsBare) {
    if (IsBare(N.str()))
      OS << N.str();
    else
      quoted(N.str());
  }
  void key(Name N) { name(N, isKey); }

  void position(const Position &P);
  void optionalPosition(const Position &P) {
    if (P != Position())
      position(P);
  }
  void type(Name Record, bool Pointer);
  /// `: type`, unless it is `int`.
  void optionalType(Name Record, bool Pointer) {
    if (Record.empty() && !Pointer)
      return;
    OS << ": ";
    type(Record, Pointer);
  }
  void recordAndField(Name Record, Name Field) {
    name(Record, isQualified);
    OS << '.';
    name(Field, isQualified);
  }
};

void printFunction(const Function &F, Name MainFile, llvm::raw_ostream &OS);

} // namespace qomlint::text

#endif // QOMLINT_FACTS_TEXTFORMS_H
