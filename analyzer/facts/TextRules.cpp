//===- TextRules.cpp - Rules shared by the text parsers -------------------===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "analyzer/facts/TextRules.h"
#include "analyzer/facts/TextSyntax.h"
#include "llvm/ADT/StringExtras.h"

using namespace qomlint;
using namespace qomlint::text;

Position SharedRules::position() {
  Position P;
  P.File = DefaultFile;
  if (!llvm::isDigit(C.peek())) {
    P.File = C.file();
    C.expect(":");
  }
  P.Line = C.number();
  C.expect(":");
  P.Column = C.number();
  return P;
}

TypeText SharedRules::type() {
  TypeText T;
  T.Pointer = C.accept("*");
  if (!T.Pointer && C.acceptWord("int"))
    return T;
  // A `*` alone points to no record; a name would follow without a blank.
  if (!T.Pointer || C.here() == '"' || isIdentifierCharacter(C.here()))
    T.Record = C.qualified();
  return T;
}

std::pair<Name, Name> SharedRules::recordAndField() {
  Name Record = C.qualified();
  C.expect(".");
  return {Record, C.qualified()};
}
