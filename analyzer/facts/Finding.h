//===- Finding.h - What a check reports -----------------------*- C++ -*-===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef QOMLINT_FACTS_FINDING_H
#define QOMLINT_FACTS_FINDING_H

#include "analyzer/facts/Position.h"
#include <optional>
#include <string>
#include <vector>

namespace qomlint {

/// The harm. Latent: the harm needs an event that cannot happen.
enum class Severity : uint8_t { Latent, Warning, Error };

/// How sure. Weak ones show only with --pedantic.
enum class Confidence : uint8_t { Weak, Likely, Definite };

/// When the reference is lost: in board setup (once per process), in realize,
/// unrealize and finalizers, whenever a type is introspected, or at the
/// guest's (or monitor's) will.
enum class Reach : uint8_t { Process, Teardown, Introspection, Guest };

llvm::StringRef toString(Severity S);
llvm::StringRef toString(Confidence C);
llvm::StringRef toString(Reach R);

/// One step of the story, in order: something that took, moved or dropped a
/// reference, with the count after it where it is known.
struct TraceStep {
  Position At;
  Name Function; ///< plain name
  std::string Message;
  std::optional<int> References;
};

enum class EditKind : uint8_t {
  Replace,      ///< the text at Where
  ReplaceIn,    ///< the one place of Old in the text at Where
  InsertAfter,  ///< a line after the statement at Where
  InsertBefore, ///< a line before the statement, or closing brace, at Where
  Delete,       ///< the statement at Where, and its line with any comment
};

/// A change of the source in lines and columns, as facts know them. It is made
/// only where the text around Where allows it.
struct Edit {
  EditKind Kind = EditKind::Replace;
  Site Where;
  /// What must stand there: all of it for Replace, a part of it for ReplaceIn,
  /// else an expression in it; empty: anything.
  std::string Old;
  std::string New; ///< without indentation and line end
  /// Where the variable of New is declared, if its scope may have ended before.
  Position Declared = {};

  friend bool operator==(const Edit &, const Edit &) = default;
};

/// A replacement of `Length` bytes at `Offset` of `File`.
struct Fix {
  Name File;
  uint32_t Offset = 0, Length = 0;
  std::string Replacement;
};

struct Finding {
  Name Check; ///< `qom-child-leak`
  qomlint::Severity Severity = qomlint::Severity::Warning;
  /// What the severity would be if the event that does harm could happen:
  /// Warning for leaks, Error for what takes away too much.
  qomlint::Severity Harm = qomlint::Severity::Warning;
  qomlint::Confidence Confidence = qomlint::Confidence::Definite;
  /// Why the confidence is not definite, as a clause; empty if it is.
  std::string Doubt;
  qomlint::Reach Reach = qomlint::Reach::Teardown;
  Position At;
  Name Function;                ///< plain name of the enclosing named function
  std::string ObjectType;       ///< `Clock`; empty if unknown
  std::string ObjectExpression; ///< `s->clk`
  /// The function that the finding is about (`object_property_add_child`), or
  /// empty. Identifies the finding together with check, place and object.
  Name Api;
  std::string Message;
  std::vector<TraceStep> Trace;
  /// The repair, if it is certain: all of the edits, or none.
  std::vector<Edit> Edits;
  /// Filled by the report library from the edits, for a text at hand.
  std::vector<Fix> Fixes;
  /// Filled by the report library.
  std::string Fingerprint;
};

} // namespace qomlint

#endif // QOMLINT_FACTS_FINDING_H
