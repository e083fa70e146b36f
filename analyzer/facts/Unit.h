//===- Unit.h - All facts of one translation unit -------------*- C++ -*-===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef QOMLINT_FACTS_UNIT_H
#define QOMLINT_FACTS_UNIT_H

#include "analyzer/facts/Function.h"

namespace qomlint {

/// One QOM type: a `TypeInfo` initializer, wherever it came from (a static, an
/// array for DEFINE_TYPES, OBJECT_DEFINE_*, machine macros).
struct TypeInfo {
  Name TypeName; ///< the string; empty if it is not a constant
  Name Parent;   ///< the parent's type name
  Name Record;   ///< from `.instance_size = sizeof(X)`; empty if inherited
  Name InstanceInit, InstancePostInit, InstanceFinalize; ///< function keys
  Name ClassInit, ClassBaseInit;
  bool Abstract = false;
  std::vector<Name> Interfaces;
  Position At;
};

/// A link property that a table declares (`DEFINE_PROP_LINK`, always strong).
/// Links added by calls are Call events.
struct LinkField {
  Name Record, Field;
  bool Strong = true;
  Position At;
};

/// A record that is a QOM instance struct, or embeds or points to one.
struct Record {
  struct Member {
    Name Field;
    Name Type; ///< the record it is, points to, or is an array of
    bool Pointer = false;
    bool Array = false;
  };

  Name Identifier;
  /// The record of its first member if that makes it a QOM instance struct
  /// (`Object` at offset 0); empty for `Object` itself and for other records.
  Name Base;
  std::vector<Member> Members;
  /// Where it is defined: a record of a header may be used by other units.
  Position At;
};

enum class NoLintScope : uint8_t { Line, NextLine, Begin, End };

/// A `// NOLINT` comment.
struct NoLint {
  Position At;
  NoLintScope Scope = NoLintScope::Line;
  Name Checks; ///< the text between the parentheses; empty: all
};

/// Something that the program has a global of, with its initializer's function
/// pointers: `static const MemoryRegionOps ops = { .read = f }`.
struct FunctionTable {
  struct Entry {
    Name Record, Field;
    Name Function; ///< key
  };
  Name Global;
  std::vector<Entry> Entries;
};

/// A file that is shown or edited only while it is what was captured.
struct SourceFile {
  Name File;
  uint64_t Hash = 0; ///< hashOf its bytes
};

uint64_t hashOf(llvm::StringRef Bytes);

/// Facts of one translation unit.
struct Unit {
  Name MainFile;
  /// The main file, and those that it includes piecewise.
  std::vector<SourceFile> Sources;
  std::vector<Function> Functions;
  std::vector<TypeInfo> Types;
  std::vector<LinkField> Links;
  std::vector<Record> Records;
  std::vector<FunctionTable> Tables;
  std::vector<NoLint> NoLints;
  /// Functions that are declared in the files read; contract rows are selected
  /// per QEMU version by what is declared.
  std::vector<Name> Declared;
  /// Functions declared noreturn without a body here.
  std::vector<Name> NoReturns;
};

} // namespace qomlint

#endif // QOMLINT_FACTS_UNIT_H
