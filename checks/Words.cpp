//===- Words.cpp - The story of a verdict in words ------------------------===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "checks/Rule.h"
#include "llvm/ADT/STLExtras.h"

using namespace qomlint;

std::string qomlint::objectName(const Verdict &V) {
  if (!V.Expression.empty())
    return "'" + V.Expression + "'";
  if (!V.Type.empty())
    return "the new " + V.Type.str().str();
  return "the object";
}

std::string qomlint::slotName(const SlotKey &Slot) {
  std::string Name = "'" + plainName(Slot.Field).str() + "'";
  if (Slot.isGlobal())
    return "global " + Name;
  return "field " + Name + " of " + Slot.Record.str().str();
}

std::string qomlint::ownedThing(const Verdict &V) {
  if (!V.Object.IsArray)
    return "the reference to " + objectName(V);
  return V.Expression.empty() ? "the new array"
                              : "the array '" + V.Expression + "'";
}

std::string qomlint::everEnded(const Verdict &V) {
  return V.Object.IsArray ? "freed" : "dropped";
}

std::string qomlint::returnedEither(const Verdict &V) {
  return objectName(V) +
         " is returned as owned here and as borrowed on another path";
}

bool qomlint::isOwn(const Verdict &V) {
  return V.Object.Origin == Origin::Created ||
         V.Object.Origin == Origin::Embedded;
}

bool qomlint::wasParented(const Verdict &V) {
  return V.Object.Parent == Tristate::Yes ||
         llvm::any_of(V.Story, [](const StoryStep &S) {
           return S.Kind == StoryKind::Held && S.Relation == Relation::Child;
         });
}

std::string qomlint::whoDropsIt(const Verdict &V) {
  std::string Ends = V.Object.IsArray ? "frees it" : "drops it";
  switch (V.Lost) {
  case Loss::IfNeverRealized:
    return "an object that is only made and dropped keeps it";
  case Loss::IfRealizeFails:
    return "nothing " + Ends + " after a realize that failed";
  case Loss::Always:
  case Loss::None:
    break;
  }
  return "nothing ever " + Ends;
}

std::string qomlint::promiseBroken(const Verdict &V) {
  if (V.Promise.empty())
    return "";
  return ", against the contract of '" + V.Promise.str().str() + "'";
}

std::string qomlint::doubt(const Rule &R, const Verdict &V) {
  if (V.Assumed)
    return "only a callee tests an argument for null here, and no caller is "
           "known to pass null";
  if (V.Object.MaybeGone)
    return "the bus drops its reference only after a grace period, so that the "
           "object may still live here";
  if (!V.Promise.empty())
    return "this rests on the contract of '" + V.Promise.str().str() +
           "', not on what callers do";
  switch (V.Kind) {
  case VerdictKind::BlockLost:
  case VerdictKind::FieldBlockLost:
    return "code that frees the block by way of the object may not be known";
  case VerdictKind::EmbeddedOutlived:
    return "code that takes the child out of the tree before may not be known";
  case VerdictKind::PinnedByLink:
    return "code that empties the link, or takes the child out of the tree "
           "before, may not be known";
  case VerdictKind::FieldUsedAfterDrop:
    return "someone else may hold the object that the field points to";
  case VerdictKind::ReturnedEither:
    return "callers may know by other means which of the two they get";
  default:
    break;
  }
  if (R.Certainty != Confidence::Definite)
    return "uses of the field through a pointer that is computed elsewhere may "
           "not be known";
  return "";
}

const StoryStep &qomlint::lostReference(const Verdict &V) {
  for (const StoryStep &S : llvm::reverse(V.Story))
    if (S.Kind == StoryKind::Created || S.Kind == StoryKind::Taken ||
        S.Kind == StoryKind::Initialized || S.Kind == StoryKind::Received)
      return S;
  return V.Story.front();
}

namespace {

std::string holderName(Relation R) {
  switch (R) {
  case Relation::Child:
    return "the parent's child property";
  case Relation::Bus:
    return "the bus";
  case Relation::Clocks:
    return "the device's clock list";
  case Relation::Gpios:
    return "the device's gpio list";
  case Relation::Link:
    return "the link property";
  case Relation::Space:
    return "the address space";
  case Relation::Region:
    return "a user of the memory region";
  case Relation::Slot:
    return "a field";
  case Relation::Reference:
    return "the callee";
  }
  return "";
}

std::string quoted(const std::string &Text) { return "'" + Text + "'"; }

std::string words(const StoryStep &S, const Verdict &V) {
  switch (S.Kind) {
  case StoryKind::Created:
    return quoted(S.Subject) + " returns an owned " +
           (V.Object.IsArray ? "array" : "reference");
  case StoryKind::Initialized:
    return quoted(S.Subject) + " makes an object of embedded storage";
  case StoryKind::Lent:
    return quoted(S.Subject) + " returns a borrowed reference";
  case StoryKind::Borrowed:
    return "the caller lends it, by the contract of " + quoted(S.Subject);
  case StoryKind::Received:
    if (V.Object.IsArray)
      return "the caller gives it, by the contract of " + quoted(S.Subject);
    return "the caller's reference comes with it, by the contract of " +
           quoted(S.Subject);
  case StoryKind::Taken:
    return "a reference is taken by " + quoted(S.Subject);
  case StoryKind::Dropped:
    return (V.Object.IsArray ? "it is freed by "
                             : "a reference is dropped by ") +
           quoted(S.Subject);
  case StoryKind::Given:
    return "the reference is given to " + quoted(S.Subject);
  case StoryKind::Held:
    return holderName(S.Relation) + " takes its own reference in " +
           quoted(S.Subject);
  case StoryKind::HeldDropped:
    return holderName(S.Relation) + " drops its reference in " +
           quoted(S.Subject);
  case StoryKind::Failed:
    return quoted(S.Subject) + " fails here";
  case StoryKind::ScopeEnded:
    return "the last variable that points to it ends here";
  case StoryKind::Overwritten:
    return "the last pointer to it is overwritten here";
  case StoryKind::Stored:
    if (V.Kind == VerdictKind::LinkStored)
      return "no reference is taken for field " + quoted(S.Subject);
    if (V.Object.Origin == Origin::Embedded)
      return "its count stays with the storage in field " + quoted(S.Subject) +
             ", and " + whoDropsIt(V);
    return "the pointer stays in field " + quoted(S.Subject) + ", and " +
           whoDropsIt(V);
  case StoryKind::StoredBorrowed:
    return "field " + quoted(S.Subject) +
           " keeps the pointer, and gets no reference with it";
  case StoryKind::Linked:
    return "a link property is made here that owns what field " +
           quoted(S.Subject) + " holds, and drops it in the end";
  case StoryKind::Used:
    return S.Subject.empty() ? "it is accessed here"
                             : "it is used by " + quoted(S.Subject);
  case StoryKind::Returned:
    return "the function returns here, and " + objectName(V) +
           " is still owned: " + (V.Object.IsArray ? "free" : "drop") +
           " it before";
  case StoryKind::ReturnedBorrowed:
    return "it is returned here as an owned reference";
  case StoryKind::ReturnedOwned:
    return "it is returned here as an owned reference, elsewhere as a borrowed "
           "one";
  case StoryKind::StorageLost:
    return "the last pointer to the block around it is gone here";
  case StoryKind::StorageFreed:
    return "the storage is freed here";
  }
  return "";
}

} // namespace

/// None for what a table does.
static Name functionOf(const StoryStep &S, const Verdict &V) {
  if (S.Kind == StoryKind::Linked && !S.In)
    return Name();
  return Name(plainName((S.In ? S.In : V.Where)->Key));
}

std::vector<TraceStep> qomlint::traceOf(const Verdict &V) {
  std::vector<TraceStep> Trace;
  for (const StoryStep &S : V.Story) {
    TraceStep Step;
    Step.At = S.At.valid() ? S.At : V.At;
    Step.Function = functionOf(S, V);
    Step.Message = words(S, V);
    if (!V.Object.IsArray)
      Step.References = S.References;
    Trace.push_back(std::move(Step));
  }
  return Trace;
}
