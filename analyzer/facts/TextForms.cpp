//===- TextForms.cpp - Forms shared by the text printers ------------------===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "analyzer/facts/TextForms.h"
#include "llvm/ADT/StringExtras.h"

using namespace qomlint;
using namespace qomlint::text;
using llvm::StringRef;

void SharedForms::quoted(StringRef Text) {
  OS << '"';
  for (char C : Text) {
    if (C == '"' || C == '\\')
      OS << '\\' << C;
    else if (C == '\n')
      OS << "\\n";
    else if (C == '\t')
      OS << "\\t";
    else if (llvm::isPrint(C))
      OS << C;
    else
      OS << "\\x" << llvm::hexdigit(uint8_t(C) >> 4)
         << llvm::hexdigit(uint8_t(C) & 15);
  }
  OS << '"';
}

void SharedForms::position(const Position &P) {
  OS << " @ ";
  if (P.File != DefaultFile) {
    name(P.File, isFile);
    OS << ':';
  }
  OS << P.Line << ':' << P.Column;
}

void SharedForms::type(Name Record, bool Pointer) {
  if (Pointer)
    OS << '*';
  if (!Record.empty())
    name(Record, isType);
  else if (!Pointer)
    OS << "int";
}
