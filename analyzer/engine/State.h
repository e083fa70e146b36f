//===- State.h - What is known on one path --------------------*- C++ -*-===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The state of one path through one function: what variables and memory hold,
// what the conditions passed have shown, and for each object that something
// happened to, the references of this frame and the holders known.
//
//===----------------------------------------------------------------------===//
#ifndef QOMLINT_ENGINE_STATE_H
#define QOMLINT_ENGINE_STATE_H

#include "analyzer/engine/Steps.h"
#include "analyzer/engine/Summary.h"
#include "analyzer/engine/Values.h"
#include "analyzer/facts/Function.h"
#include <algorithm>

namespace qomlint {

/// A map as a sorted vector: small, cheap to copy, in a stable order.
template <class K, class V> class FlatMap {
public:
  using Entry = std::pair<K, V>;

  V *find(const K &Key) {
    auto It = lowerBound(Key);
    return It != Entries.end() && It->first == Key ? &It->second : nullptr;
  }
  const V *find(const K &Key) const {
    return const_cast<FlatMap *>(this)->find(Key);
  }
  V &operator[](const K &Key) {
    auto It = lowerBound(Key);
    if (It == Entries.end() || It->first != Key)
      It = Entries.insert(It, {Key, V()});
    return It->second;
  }
  void erase(const K &Key) {
    auto It = lowerBound(Key);
    if (It != Entries.end() && It->first == Key)
      Entries.erase(It);
  }
  template <class Predicate> void eraseIf(Predicate P) {
    std::erase_if(Entries,
                  [&](const Entry &E) { return P(E.first, E.second); });
  }

  auto begin() { return Entries.begin(); }
  auto end() { return Entries.end(); }
  auto begin() const { return Entries.begin(); }
  auto end() const { return Entries.end(); }
  bool empty() const { return Entries.empty(); }
  size_t size() const { return Entries.size(); }
  friend bool operator==(const FlatMap &A, const FlatMap &B) {
    return A.Entries == B.Entries;
  }
  friend bool operator!=(const FlatMap &A, const FlatMap &B) {
    return !(A == B);
  }

private:
  auto lowerBound(const K &Key) {
    return std::lower_bound(
        Entries.begin(), Entries.end(), Key,
        [](const Entry &E, const K &Key) { return E.first < Key; });
  }
  std::vector<Entry> Entries;
};

enum class Tristate : uint8_t { Unknown, No, Yes };

/// How much this frame knows about the references of an object.
enum class Origin : uint8_t {
  Foreign,  ///< someone else's: others may hold it
  Created,  ///< made here, or received as owned: every reference is known
  Embedded, ///< initialized here in storage of its owner
  Lent,     ///< borrowed by contract: the holders are known
};

/// A holder on this path.
struct KnownHolder {
  Relation Relation = qomlint::Relation::Reference;
  Until Until = qomlint::Until::Unknown;
  ValueId Who = Values::Unknown; ///< if it is an object that the frame can name
  int Count = 1;
  /// Only of watched executions, for messages: what the source calls it, the
  /// function that makes it let go, and what it hangs on if that is not known.
  Name Called = Name(), EndedBy = Name();
  std::optional<Condition> OnlyIf = std::nullopt;

  friend bool operator==(const KnownHolder &A, const KnownHolder &B) {
    return A.Relation == B.Relation && A.Until == B.Until && A.Who == B.Who &&
           A.Count == B.Count;
  }
};

struct ObjectState {
  Origin Origin = qomlint::Origin::Foreign;
  /// References that this frame took minus those it gave up. For a Created
  /// object the references the frame owns.
  int Frame = 0;
  std::vector<KnownHolder> Holders;
  Tristate Parent = Tristate::Unknown;
  /// Not None: others may have taken or dropped references.
  Silence Silence = qomlint::Silence::None;
  /// The last holder known is gone.
  bool Gone = false;
  /// ... and only a delayed release (RCU) may still hold it.
  bool MaybeGone = false;
  /// A reference of this frame was given to someone who keeps it.
  bool Given = false;
  /// The last pointer to it was overwritten while the frame owned it.
  bool Lost = false;
  /// The references are counted on the owner of the region.
  bool OnOwner = false;
  /// One owner, and elements that it lends.
  bool IsArray = false;
  /// What is known of it at entry is what the function's contract promises.
  bool Promised = false;
  /// ... and the function is to keep a reference, wherever that is.
  bool Keeps = false;
  /// References that the frame left with slots.
  int Stored = 0;
  /// References that came with a parameter, by promise.
  int Granted = 0;
  /// A wrong drop was reported; the rest of the story would repeat it.
  bool Reported = false;
  Name Type;
  /// Embedded: the event that initialized it.
  BlockId InitializedIn = 0;
  Position InitializedAt;
  /// Embedded: the heap block that it lies in, until that is freed.
  ValueId Block = Values::Unknown;
  /// The first variable or place that held the pointer, for messages.
  Name Called;
  /// What happened to it, newest first.
  StepId Story = NoStep;

  bool alive() const { return !Gone; }
  int held() const;
  bool heldBy(Relation R) const;

  /// Equality of everything but the story.
  bool sameAs(const ObjectState &Other) const;
};

/// A value that is zero (or null), or that is not.
struct Literal {
  ValueId Id = 0;
  bool NonZero = false;

  friend bool operator==(const Literal &, const Literal &) = default;
};

/// One path. States are values: copying one forks the path.
class State {
public:
  std::vector<ValueId> Variables;   ///< by VariableId
  std::vector<ValueId> Temporaries; ///< by TemporaryId
  FlatMap<ValueId, ValueId> Memory; ///< address to what is stored there
  FlatMap<ValueId, Range> Ranges;
  FlatMap<ValueId, ObjectState> Objects;
  /// Link properties' slots, and where they were stored to by hand.
  FlatMap<ValueId, const Site *> LinkStores;
  FlatMap<ValueId, bool> Blocks; ///< heap storage allocated on the path
  /// Objects that were used; true if by this function itself, not by a callee
  /// that may have been content with null.
  FlatMap<ValueId, bool> Uses;
  /// Storage of callers that was freed: an array, if they know it as one.
  FlatMap<ValueId, bool> Freed;
  /// Locals whose addresses others may find in memory.
  FlatMap<ValueId, bool> Exposed;
  /// Of each pair at least one holds: `a || b` on the two paths into its body,
  /// which are one afterwards. The latest ones.
  std::vector<std::pair<Literal, Literal>> Either;
  /// Nothing but a callee's own test says that a parameter is null, and no
  /// caller is known to pass null.
  bool Assumed = false;

  /// The object of \p Id, known so far or not.
  const ObjectState *object(ValueId Id) const { return Objects.find(Id); }

  /// What the path knows of a number, or of whether a pointer is null. \p Terms
  /// are those of the function. What was dereferenced is not null; callers
  /// learn only of what was tested.
  Range rangeOf(const Values &Terms, ValueId Id) const;
  Range testedRangeOf(const Values &Terms, ValueId Id) const;
  /// True if the path knows that it holds.
  bool knows(const Values &Terms, Literal L) const;

  /// Equality of everything but stories.
  bool sameAs(const State &Other) const;
  /// ... of the objects.
  bool sameObjects(const State &Other) const;
};

} // namespace qomlint

#endif // QOMLINT_ENGINE_STATE_H
