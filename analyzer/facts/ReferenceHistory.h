//===- ReferenceHistory.h - Who holds each reference ------------*- C++ -*-===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What `qomlint refs` shows: for each object that a function can name, line by
// line, who holds how many references to it, until when and on which paths.
// Data without words; the engine fills it, report/ words it. Words of contracts
// (relations, ends) are spelled as in qom.json.
//
//===----------------------------------------------------------------------===//
#ifndef QOMLINT_FACTS_REFERENCEHISTORY_H
#define QOMLINT_FACTS_REFERENCEHISTORY_H

#include "analyzer/facts/Position.h"
#include "analyzer/facts/Silence.h"
#include <optional>
#include <string>
#include <vector>

namespace qomlint {

enum class HoldingKind : uint8_t {
  Frame,    ///< the function itself: its own to drop, give away or keep
  Caller,   ///< whoever called the function
  Holder,   ///< Who, by contract
  Receiver, ///< the function Who, which was given the reference
  Field,    ///< the field Who keeps it when the function has returned
  Storage,  ///< whoever owns the storage Who
  Result,   ///< whoever gets the result
  Nobody,   ///< it is lost: no pointer to it is left
};

/// `frame`, and likewise: the words of the JSON form.
llvm::StringRef toString(HoldingKind K);

struct Holding {
  HoldingKind Kind = HoldingKind::Frame;
  /// Negative of the frame: it has dropped references that were not its own.
  int Count = 1;
  std::string Who;      ///< as the source spells it; may be empty
  std::string Relation; ///< Holder: `child`, `clocks`, …
  std::string Until;    ///< Holder: `device_finalize`, `explicit:f`, …
  /// Not empty: it holds only if that was so before the call: `no_parent`,
  /// `has_parent` (of the object), `non_null` (Who).
  std::string OnlyIf;

  friend bool operator==(const Holding &, const Holding &) = default;
};

/// What must hold on a path: something lies in a range.
struct PathCondition {
  enum class SubjectKind : uint8_t {
    Value,      ///< a number
    Pointer,    ///< null or not
    Result,     ///< what the call of Text at Line returned
    Failure,    ///< the call of Text at Line failed (or not: Low is 0)
    Expression, ///< true if not 0
  };
  SubjectKind Kind = SubjectKind::Value;
  std::string Text;
  uint32_t Line = 0; ///< Result, Failure
  std::optional<int64_t> Low, High;
  bool NonZero = false;

  friend bool operator==(const PathCondition &,
                         const PathCondition &) = default;
};

/// The references to an object on some of the paths that reach a line.
struct ReferenceState {
  std::vector<Holding> Holdings;
  /// Others may hold references that the function cannot know of.
  bool OthersMayHold = false;
  /// The last holder is gone; MaybeGone: but for one that lets go later.
  bool Gone = false, MaybeGone = false;
  /// Counted on the owner of the memory region, not on the object.
  bool OnOwner = false;
  /// An array, which is owned and freed, and not counted.
  bool IsArray = false;
  /// Not None: from some point on nothing is known.
  Silence Unknown = Silence::None;
  /// All must hold. Empty: on every path, or else Otherwise, or SomePaths: a
  /// condition without a name.
  std::vector<PathCondition> When;
  bool Otherwise = false, SomePaths = false;

  /// The references that are there for certain; none if nothing is known.
  std::optional<int> known() const;
  /// Those that may be there or not (OnlyIf).
  int uncertain() const;
  /// All references; none if others may hold some.
  std::optional<int> count() const {
    return OthersMayHold || uncertain() ? std::nullopt : known();
  }

  friend bool operator==(const ReferenceState &,
                         const ReferenceState &) = default;
};

enum class ReferenceEventKind : uint8_t {
  Entry,    ///< the function begins
  Call,     ///< Subject is called
  Store,    ///< the pointer is stored in Subject, which changes no count
  Read,     ///< the field that holds the pointer is read for the first time
  ScopeEnd, ///< the variable Subject ends
  Cleanup,  ///< Subject is called by a cleanup or destructor
  Free,     ///< storage is freed
  Other,    ///< any other event
  Return,   ///< the function returns
};

llvm::StringRef toString(ReferenceEventKind K);

/// What a called function does inside, one of its own lines.
struct InnerStep {
  Position At;
  Name Function;       ///< plain name of the function that the line is in
  std::string Subject; ///< the function called there
  unsigned Depth = 0;  ///< 0: in the callee, 1: in its callee, …

  friend bool operator==(const InnerStep &A, const InnerStep &B) {
    return A.At == B.At && A.Function == B.Function && A.Subject == B.Subject &&
           A.Depth == B.Depth;
  }
};

/// A line at which something happens to an object.
struct ReferenceLine {
  Position At;
  ReferenceEventKind Kind = ReferenceEventKind::Other;
  std::string Subject;
  /// By what holds on the paths; more than one if they differ.
  std::vector<ReferenceState> States;
  std::vector<InnerStep> Inner;
  /// Return: other lines that return in the same states.
  std::vector<uint32_t> AlsoAt;
};

enum class ObjectKind : uint8_t {
  Argument, ///< what a parameter points to at entry
  Field,    ///< what a field or global points to at entry
  Embedded, ///< storage in a record or variable
  Owned,    ///< a call returned it with a reference
  Borrowed, ///< a call returned it without one
};

llvm::StringRef toString(ObjectKind K);

struct ObjectHistory {
  /// As the source spells what points to it, the first one first: `clk`,
  /// `s->clk`. Never empty.
  std::vector<std::string> Names;
  std::string Type;
  ObjectKind Kind = ObjectKind::Argument;
  Position At; ///< where it comes from
  std::vector<ReferenceLine> Lines;
};

/// The variable or field at the end of an object's name: `clk` of `s->clk[i]`.
llvm::StringRef lastComponent(llvm::StringRef Name);

enum class FieldUseKind : uint8_t {
  Owns,          ///< a path ends with a reference that stays with the field
  Borrows,       ///< a pointer was stored that someone else is known to hold
  Stores,        ///< a pointer was stored that may bring a reference or not
  Embeds,        ///< its storage became an object, held by its parent
  EmbedsOwned,   ///< its storage became an object whose count is the storage's
  Takes,         ///< a reference was taken to what the field points to
  Drops,         ///< a reference was dropped through the field
  LeavesDropped, ///< ... and the pointer stays in the field
  Escapes,       ///< what it holds went where the engine does not follow
  Copies,        ///< what it holds was copied to Other
  Unparents,     ///< the object of its storage leaves the tree
  Frees,         ///< the block that it points to was freed
  Links,         ///< a STRONG link property drops what it holds, in the end
};

llvm::StringRef toString(FieldUseKind K);

struct FieldUse {
  FieldUseKind Kind = FieldUseKind::Owns;
  Name Function;     ///< plain name
  Position At;       ///< the event if it is known, else the function
  std::string Other; ///< Copies

  friend bool operator==(const FieldUse &A, const FieldUse &B) {
    return A.Kind == B.Kind && A.Function == B.Function && A.At == B.At &&
           A.Other == B.Other;
  }
};

/// What the program does to a field, in any object.
struct FieldHistory {
  std::string Record, Field; ///< no record: a global
  std::vector<FieldUse> Uses;
  /// Other files may use the field too, and were not read.
  bool OthersMayUse = false;
  /// ... but for those that name its record: these were.
  bool RecordUsersRead = false;
};

struct FunctionHistory {
  Name Function; ///< plain name
  Position At;
  uint32_t LastLine = 0;
  std::vector<ObjectHistory> Objects; ///< in the order of their first lines
  /// Fields that its objects came from, or went to.
  std::vector<FieldHistory> Fields;
  /// Some paths were too many to follow.
  bool Incomplete = false;
  /// The function has several bodies, for different targets.
  unsigned Variant = 1, Variants = 1;
};

} // namespace qomlint

#endif // QOMLINT_FACTS_REFERENCEHISTORY_H
