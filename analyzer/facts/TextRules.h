//===- TextRules.h - Rules shared by the text parsers -----------*- C++ -*-===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef QOMLINT_FACTS_TEXTRULES_H
#define QOMLINT_FACTS_TEXTRULES_H

#include "analyzer/facts/Function.h"
#include "analyzer/facts/TextCursor.h"

namespace qomlint::text {

/// What a variable, member or result is or points to.
struct TypeText {
  Name Record;
  bool Pointer = false;
};

/// The part of the grammar that functions and units have in common.
class SharedRules {
protected:
  SharedRules(Cursor &C, Name DefaultFile) : C(C), DefaultFile(DefaultFile) {}

  Cursor &C;
  /// The file of positions that name none.
  Name DefaultFile;

  Position position();
  /// `@ position` if it is there.
  Position optionalPosition() {
    return C.accept("@") ? position() : Position();
  }
  TypeText type();
  /// `Record.field`.
  std::pair<Name, Name> recordAndField();
  /// Items in braces, each parsed by \p Item.
  template <class Parser> void braces(Parser Item) {
    C.expect("{");
    while (!C.failed() && !C.accept("}"))
      Item();
  }
};

/// A function after the word `function`.
Function parseFunction(Cursor &C, Name MainFile);

} // namespace qomlint::text

#endif // QOMLINT_FACTS_TEXTRULES_H
