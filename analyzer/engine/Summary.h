//===- Summary.h - What a call does to references -------------*- C++ -*-===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The one form in which the engine knows a callee: per outcome, the effects on
// what the caller can name. Summaries come from bodies (SummaryBuilder) and
// from contracts (ContractSummary); a call site cannot tell the difference.
//
//===----------------------------------------------------------------------===//
#ifndef QOMLINT_ENGINE_SUMMARY_H
#define QOMLINT_ENGINE_SUMMARY_H

#include "analyzer/contracts/Contract.h"
#include "analyzer/facts/Silence.h"
#include "llvm/Support/raw_ostream.h"
#include <limits>
#include <optional>
#include <vector>

namespace qomlint {

/// A value that both caller and callee can name: an argument or global, then
/// steps. `arg0.child` is an address, `arg0.clk*` what is stored there.
struct AccessPath {
  enum class RootKind : uint8_t { Argument, Global, Result };
  enum class StepKind : uint8_t {
    Field,
    Element,
    ElementByArgument,
    Content,
    Member, ///< of a struct value, which has no address
  };
  struct Step {
    StepKind Kind = StepKind::Field;
    Name Record, Field; ///< Field; Member without Record
    /// Element; Any if not a constant. ElementByArgument: which one the index
    /// is.
    int64_t Index = Any;
    friend bool operator==(const Step &A, const Step &B) {
      return A.Kind == B.Kind && A.Record == B.Record && A.Field == B.Field &&
             A.Index == B.Index;
    }
    friend bool operator<(const Step &A, const Step &B) {
      return std::tie(A.Kind, A.Record, A.Field, A.Index) <
             std::tie(B.Kind, B.Record, B.Field, B.Index);
    }
  };
  static constexpr int64_t Any = std::numeric_limits<int64_t>::min();

  RootKind Root = RootKind::Argument;
  unsigned Index = 0; ///< Argument
  Name Global;
  std::vector<Step> Steps;

  static AccessPath argument(unsigned Index) {
    return {RootKind::Argument, Index, Name(), {}};
  }
  static AccessPath result() { return {RootKind::Result, 0, Name(), {}}; }

  friend bool operator==(const AccessPath &A, const AccessPath &B) {
    return A.Root == B.Root && A.Index == B.Index && A.Global == B.Global &&
           A.Steps == B.Steps;
  }
  friend bool operator<(const AccessPath &A, const AccessPath &B) {
    return std::tie(A.Root, A.Index, A.Global, A.Steps) <
           std::tie(B.Root, B.Index, B.Global, B.Steps);
  }
};

enum class ReferenceAction : uint8_t {
  Take,        ///< the caller gains Count references
  Drop,        ///< the caller loses Count references
  Give,        ///< the caller's references become the callee's, who keeps them
  Hold,        ///< Holder takes Count references of its own
  ReleaseHeld, ///< a holder of Holder's relation lets go
  Initialize, ///< storage becomes an object with Count references of the caller
              ///< and those of its holders (separate Hold effects)
  Escape,     ///< nothing is known any more
  FreeStorage, ///< the storage is freed
};

struct ReferenceEffect {
  AccessPath Object;
  ReferenceAction Action = ReferenceAction::Take;
  int Count = 1;
  Holder Holder;
  std::vector<Condition> When; ///< besides Success and Failure
  /// NonNull and Null: the argument meant, if it is not the holder.
  std::optional<unsigned> Of;
  Silence Reason = Silence::None;
  bool OnOwner = false;
  bool IsArray = false;

  friend bool operator==(const ReferenceEffect &A, const ReferenceEffect &B);
};

/// What is known of an integer or pointer that comes back.
struct Range {
  int64_t Low = std::numeric_limits<int64_t>::min();
  int64_t High = std::numeric_limits<int64_t>::max();
  bool NonZero = false;

  static Range exactly(int64_t N) { return {N, N, N != 0}; }
  static Range nonZero() { return {any().Low, any().High, true}; }
  static Range negative() { return {any().Low, -1, true}; }
  static Range notNegative() { return {0, any().High, false}; }
  static Range any() { return {}; }

  bool isZero() const { return isExactly(0); }
  bool isExactly(int64_t N) const { return Low == N && High == N; }
  bool excludesZero() const { return NonZero || Low > 0 || High < 0; }
  bool isEmpty() const { return Low > High || (NonZero && isZero()); }
  Range intersect(Range Other) const;
  Range unite(Range Other) const;
  friend bool operator==(const Range &A, const Range &B) {
    return A.Low == B.Low && A.High == B.High && A.NonZero == B.NonZero;
  }
};

enum class ResultKind : uint8_t {
  Scalar,   ///< a number, or a pointer of no interest, in Range
  Owned,    ///< a new object (or an unknown one) with Count references
  Borrowed, ///< an object that the holders named keep
  Alias,    ///< Path
};

struct ResultEffect {
  ResultKind Kind = ResultKind::Scalar;
  Range Range;
  int Count = 0;
  std::vector<Holder> Holders;
  AccessPath Path;  ///< Alias
  Name Member;      ///< the member of the returned struct that is meant
  std::string Type; ///< the type of the object, if known
  bool OnOwner = false;
  bool Block = false; ///< heap storage that g_free gives back
  bool IsArray = false;

  friend bool operator==(const ResultEffect &A, const ResultEffect &B);
};

/// What a slot of the caller holds afterwards.
struct StoreEffect {
  AccessPath Slot; ///< an address
  ResultEffect Value;
  friend bool operator==(const StoreEffect &A, const StoreEffect &B) {
    return A.Slot == B.Slot && A.Value == B.Value;
  }
};

/// What a value that the caller can name must be at the call.
struct Precondition {
  AccessPath Value;
  qomlint::Range Range;
  /// If not empty, the range is that of `Value Operator Other`, or of `Value
  /// Operator Number` if there is no other value.
  Name Operator = Name();
  std::optional<AccessPath> Other = std::nullopt;
  int64_t Number = 0;

  bool isAboutTheSame(const Precondition &R) const {
    return Value == R.Value && Operator == R.Operator && Other == R.Other &&
           Number == R.Number;
  }
  friend bool operator==(const Precondition &A, const Precondition &B) {
    return A.isAboutTheSame(B) && A.Range == B.Range;
  }
};

struct Outcome {
  /// The outcome is possible only if all of them hold.
  std::vector<Precondition> Requires;
  bool Fails = false; ///< impossible with a fatal Error ** argument
  ResultEffect Result;
  std::vector<ReferenceEffect> Effects;
  std::vector<StoreEffect> Stores;
  /// Objects that are used on the way, in every run of this outcome.
  std::vector<AccessPath> Uses;
  /// Those that cannot have been null: the function dereferences them.
  std::vector<AccessPath> Dereferenced;
  /// Storage that some run of this outcome frees: matters if it is an array.
  std::vector<AccessPath> Frees;
};

struct Summary {
  std::vector<Outcome> Outcomes; ///< empty: does not return
  /// The Error ** argument: an outcome that Fails sets it.
  std::optional<unsigned> ErrorArgument;
  /// Steals: `*arg` becomes null. Then Releases, if set, is called with it.
  std::optional<unsigned> ClearsSlot, ReleaseFunction;
  /// Arguments that are functions to be called with an opaque argument.
  struct Callback {
    unsigned Function = 0;
    std::optional<unsigned> Opaque, Notify;
    unsigned OpaqueParameter = 0; ///< of the callback
    CallTime Runs = CallTime::Unknown;
  };
  std::vector<Callback> Callbacks;
  /// Arguments from here on have no parameter; the body gets at them unseen.
  std::optional<unsigned> VariadicFrom;
  bool FromContract = false;
  /// Arguments of a contract whose pointer is kept or forgotten, and not used.
  std::vector<unsigned> PointersOnly;

  /// True if a call changes nothing that the engine tracks.
  bool isNeutral() const;
};

void print(const AccessPath &Path, llvm::raw_ostream &OS);
void print(const Summary &S, llvm::raw_ostream &OS);
bool operator==(const Holder &A, const Holder &B);
bool operator==(const Outcome &A, const Outcome &B);
bool operator==(const Summary &A, const Summary &B);

} // namespace qomlint

#endif // QOMLINT_ENGINE_SUMMARY_H
