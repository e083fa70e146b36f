//===- ContractWords.cpp - The words of qom.json --------------------------===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "analyzer/contracts/ContractWords.h"
#include "llvm/ADT/StringRef.h"

using namespace qomlint;
using llvm::ArrayRef;
using llvm::StringRef;

// Every table is in the order of its enumeration: word() indexes it.

static constexpr Word<Effect> EffectWords[] = {
    {Effect::Borrow, "borrow", "is only used during the call"},
    {Effect::Weak, "weak", "is kept without a reference"},
    {Effect::Unweak, "unweak", "is no longer kept (there was no reference)"},
    {Effect::AddReference, "add_reference", "gains a reference"},
    {Effect::Consume, "consume",
     "is given away: the call takes over one of "
     "the caller's references"},
    {Effect::Release, "release", "loses the caller's reference"},
    {Effect::ReleaseHeld, "release_held",
     "loses a reference that someone "
     "else held"},
    {Effect::InitializeEmbedded, "initialize_embedded",
     "is raw storage that becomes an object"},
    {Effect::OwnSlot, "own_slot",
     "points to memory that owns what it holds "
     "from now on"},
    {Effect::ClearSlot, "clear_slot", "points to memory that is set to null"},
    {Effect::NotifyOpaque, "notify_opaque",
     "is untyped data that the callee "
     "gives back later"},
    {Effect::Callback, "callback", "is called with borrowed objects"},
    {Effect::Take, "take",
     "may be kept or dropped: nothing is known after "
     "the call"},
    {Effect::FreeStorage, "free_storage", "is storage that is freed"},
    {Effect::SetError, "set_error", "is where the error goes"},
};

static constexpr Word<Condition> ConditionWords[] = {
    {Condition::Success, "success", "if the call succeeds"},
    {Condition::Failure, "failure", "if the call fails"},
    {Condition::NoParent, "no_parent", "if it has no parent yet"},
    {Condition::HasParent, "has_parent", "if it has a parent"},
    {Condition::NonNull, "non_null", "if that is not null"},
    {Condition::HasOwner, "has_owner", "if the memory region has an owner"},
    {Condition::OwnersDiffer, "owners_differ",
     "if the two memory regions have different owners"},
    {Condition::StrongLink, "strong_link", "if the link is strong"},
    {Condition::Sometimes, "sometimes", "sometimes"},
    {Condition::Null, "null", "if that is null"},
};

static constexpr Word<Until> UntilWords[] = {
    {Until::Unparent, "unparent", "until the object is unparented"},
    {Until::PropertiesReleased, "properties_released",
     "until the holder's properties are released, before any finalizer"},
    {Until::LeafFinalize, "leaf_finalize",
     "until the holder's own finalizer has run"},
    {Until::DeviceFinalize, "device_finalize",
     "until the device base class's finalizer, the last one"},
    {Until::Rcu, "rcu", "until a grace period after it lets go"},
    {Until::Explicit, "explicit", "until a call of"},
    {Until::Never, "never", "for ever"},
    {Until::Unknown, "unknown", "until some time that is not known"},
};

static constexpr Word<Relation> RelationWords[] = {
    {Relation::Child, "child", "as its child"},
    {Relation::Bus, "bus", "as a device plugged into it"},
    {Relation::Clocks, "clocks", "in its clock list"},
    {Relation::Gpios, "gpios", "in its gpio list"},
    {Relation::Link, "link", "through a link property"},
    {Relation::Region, "region", "as a use of the memory region"},
    {Relation::Space, "space", "as the address space of its root region"},
    {Relation::Reference, "reference", ""},
};

static constexpr Word<CallTime> CallTimeWords[] = {
    {CallTime::Unknown, "unknown", "at some time"},
    {CallTime::Now, "now", "before the call returns"},
    {CallTime::Later, "later", "later, at most once"},
    {CallTime::Repeatedly, "repeatedly", "repeatedly, until it is removed"},
    {CallTime::OnDestroy, "on_destroy", "when the opaque is given back"},
    {CallTime::OtherThread, "other_thread", "on another thread"},
};

static constexpr Word<Phase> PhaseWords[] = {
    {Phase::None, "none", ""},
    {Phase::InstanceInit, "instance_init", "while an object is initialized"},
    {Phase::PostInit, "post_init", "after all instance_init hooks"},
    {Phase::Finalize, "finalize",
     "at the end of an object, its properties already released"},
    {Phase::Realize, "realize", "when the object is realized"},
    {Phase::Unrealize, "unrealize", "when the object is unrealized"},
    {Phase::Complete, "complete", "when a user-created object is completed"},
    {Phase::Unparent, "unparent", "before the parent lets go"},
    {Phase::ClassInit, "class_init", "once per class"},
    {Phase::MachineInit, "machine_init", "once, when the machine is built"},
    {Phase::Setter, "setter",
     "when a property is accessed, by introspection too"},
    {Phase::Reset, "reset", "at every reset"},
    {Phase::Guest, "guest", "whenever the guest causes it"},
    {Phase::Monitor, "monitor", "whenever a management command causes it"},
    {Phase::Migration, "migration", "while the machine is saved or loaded"},
};

static constexpr Word<FailureKind> FailureKindWords[] = {
    {FailureKind::None, "none", "cannot fail"},
    {FailureKind::ReturnsNull, "returns_null", "returns null on failure"},
    {FailureKind::ReturnsFalse, "returns_false", "returns false on failure"},
    {FailureKind::ReturnsNegative, "returns_negative",
     "returns a negative number on failure"},
    {FailureKind::SetsError, "sets_error",
     "tells failure only through its Error ** argument"},
    {FailureKind::Terminates, "terminates", "ends the process on failure"},
    {FailureKind::Callback, "callback", "tells its callback about failure"},
};

static constexpr Word<Ownership> OwnershipWords[] = {
    {Ownership::None, "none", "returns nothing counted"},
    {Ownership::Owned, "owned", "returns a reference that the caller owns"},
    {Ownership::Borrowed, "borrowed", "returns a borrowed pointer"},
    {Ownership::Alias, "alias", "returns the pointer it was given in"},
    {Ownership::Immortal, "immortal", "returns something that is never freed"},
};

static constexpr Word<ContractKind> ContractKindWords[] = {
    {ContractKind::Function, "function", "function"},
    {ContractKind::Inline, "inline", "inline function"},
    {ContractKind::Macro, "macro", "macro"},
    {ContractKind::Cast, "cast", "cast"},
    {ContractKind::Hook, "hook", "hook"},
    {ContractKind::Type, "type", "type"},
};

template <> ArrayRef<Word<Effect>> qomlint::words() { return EffectWords; }
template <> ArrayRef<Word<Condition>> qomlint::words() {
  return ConditionWords;
}
template <> ArrayRef<Word<Until>> qomlint::words() { return UntilWords; }
template <> ArrayRef<Word<Relation>> qomlint::words() { return RelationWords; }
template <> ArrayRef<Word<CallTime>> qomlint::words() { return CallTimeWords; }
template <> ArrayRef<Word<Phase>> qomlint::words() { return PhaseWords; }
template <> ArrayRef<Word<FailureKind>> qomlint::words() {
  return FailureKindWords;
}
template <> ArrayRef<Word<Ownership>> qomlint::words() {
  return OwnershipWords;
}
template <> ArrayRef<Word<ContractKind>> qomlint::words() {
  return ContractKindWords;
}

StringRef qomlint::nearest(StringRef Text, ArrayRef<StringRef> Candidates) {
  StringRef Best;
  unsigned Limit = Text.size() / 3 + 1, Distance = Limit + 1;
  for (StringRef Candidate : Candidates) {
    unsigned Edits = Text.edit_distance_insensitive(Candidate, true, Limit);
    if (Edits < Distance) {
      Distance = Edits;
      Best = Candidate;
    }
  }
  return Best;
}
