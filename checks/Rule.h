//===- Rule.h - What a check is -------------------------------*- C++ -*-===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
#ifndef QOMLINT_CHECKS_RULE_H
#define QOMLINT_CHECKS_RULE_H

#include "analyzer/engine/Verdict.h"
#include "analyzer/facts/Finding.h"

namespace qomlint {

class Repairs;

/// A check decides which verdicts of the engine are its own, and words them.
/// Rules are constants: nothing of a run outlives it.
struct Rule {
  const char *Id;
  /// Of verdicts whose kind does not decide: over-releases are errors, leaks
  /// and blocks that nobody frees are warnings, whichever rule claims them.
  Severity Harm;
  Confidence Certainty;
  const char *Summary;
  /// Exactly one rule claims a verdict, or none.
  bool (*Claims)(const Verdict &V);
  /// Lower case, no full stop; names the object and the holder.
  std::string (*Message)(const Verdict &V);
  /// The edits that cure it; null if no repair of this rule's verdicts is
  /// certain.
  std::vector<Edit> (*Repair)(const Verdict &V, const Repairs &Known) = nullptr;
  /// Where to report; null: where the verdict's event is, or where the lost
  /// reference came from.
  Position (*Place)(const Verdict &V) = nullptr;
};

#define CHECK(Id, Class) extern const Rule Class;
#include "checks/Checks.def"

/// How a message names the object: `'clk'`, or its type, or `the object`.
std::string objectName(const Verdict &V);

/// How a message names a slot: `field 'clk' of UartState`, `global 'console'`.
std::string slotName(const SlotKey &Slot);

/// The end of a message: the contract that the function breaks, if it does.
std::string promiseBroken(const Verdict &V);

/// What is lost: `the reference to 'clk'`, or `the array 'irqs'`.
std::string ownedThing(const Verdict &V);
/// What never happened to it: `dropped`, or `freed`.
std::string everEnded(const Verdict &V);

/// What becomes of a reference that a field owns: `nothing ever drops it`.
std::string whoDropsIt(const Verdict &V);

/// ReturnedEither: callers cannot know what they get.
std::string returnedEither(const Verdict &V);

/// True if the reference is the one that came with the object's creation.
bool isOwn(const Verdict &V);

/// True if the object's child property held it when it was lost.
bool wasParented(const Verdict &V);

/// Where the lost reference came from: the last step that took one. Every
/// verdict has a story.
const StoryStep &lostReference(const Verdict &V);

/// What keeps a report of the verdict from being definite, as a clause; empty
/// if nothing does.
std::string doubt(const Rule &R, const Verdict &V);

/// The story in words, one note a step, with the count after it.
std::vector<TraceStep> traceOf(const Verdict &V);

} // namespace qomlint

#endif // QOMLINT_CHECKS_RULE_H
