//===- Position.h - Where something stands in the source ------*- C++ -*-===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef QOMLINT_FACTS_POSITION_H
#define QOMLINT_FACTS_POSITION_H

#include "analyzer/facts/Name.h"
#include <cstdint>
#include <tuple>

namespace qomlint {

/// A place in a file. Files are relative to the source root where they lie
/// below it, else absolute. Lines and columns count from 1, columns in bytes;
/// line 0 means "nowhere".
struct Position {
  Name File;
  uint32_t Line = 0;
  uint32_t Column = 0;

  bool valid() const { return Line != 0; }
  friend bool operator==(const Position &A, const Position &B) {
    return A.File == B.File && A.Line == B.Line && A.Column == B.Column;
  }
  friend bool operator!=(const Position &A, const Position &B) {
    return !(A == B);
  }
  friend bool operator<(const Position &A, const Position &B) {
    if (A.File != B.File)
      return A.File < B.File;
    return std::tie(A.Line, A.Column) < std::tie(B.Line, B.Column);
  }
};

/// Where an event stands. `At` is where a person would look: the expansion of
/// the outermost macro, or the spelling if what matters was written as a macro
/// argument. `End` is one past the last byte of the token range that starts at
/// `At`, in the same file.
struct Site {
  Position At;
  uint32_t EndLine = 0;
  uint32_t EndColumn = 0;
  /// True if any part was produced by a macro body; then no fix is offered.
  bool InMacro = false;

  friend bool operator==(const Site &A, const Site &B) {
    return A.At == B.At && A.EndLine == B.EndLine &&
           A.EndColumn == B.EndColumn && A.InMacro == B.InMacro;
  }
};

} // namespace qomlint

#endif // QOMLINT_FACTS_POSITION_H
