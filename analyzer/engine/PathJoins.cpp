//===- PathJoins.cpp - Where paths meet -----------------------------------===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "analyzer/engine/PathJoins.h"
#include "llvm/ADT/STLExtras.h"

using namespace qomlint;

/// More paths than these are not told apart. A function that meets the bound is
/// analyzed in part, and counted.
static constexpr unsigned MaximumPaths = 24;

/// True if the frame owns something of the object, or knows who does.
static bool isTracked(const State &S, ValueId Id) {
  const ObjectState *O = S.object(Id);
  return O && (O->Frame != 0 || O->Origin != Origin::Foreign);
}

/// The same, or of what a member of the struct points to.
bool PathJoins::leadsToTracked(const State &S, ValueId Id) const {
  return isTracked(S, Id) ||
         llvm::any_of(Structs.membersOf(S, Id), [&](ValueId Member) {
           return isTracked(S, Structs.load(S, Member));
         });
}

/// True if the same variables and slots point to the tracked objects, which are
/// the same on both paths.
bool PathJoins::agreeOnPointers(const State &A, const State &B,
                                TemporaryId FirstTemporary) const {
  auto Differ = [&](ValueId X, ValueId Y) {
    return X != Y && (leadsToTracked(A, X) || leadsToTracked(B, Y));
  };
  for (size_t I = 0; I != A.Variables.size(); ++I)
    if (Differ(A.Variables[I], B.Variables[I]))
      return false;
  // A temporary counts while its expression is evaluated.
  for (size_t I = FirstTemporary;
       I < A.Temporaries.size() && I < B.Temporaries.size(); ++I)
    if (Differ(A.Temporaries[I], B.Temporaries[I]))
      return false;
  for (const auto &[Address, Stored] : A.Memory)
    if (isTracked(A, Stored)) {
      const ValueId *Other = B.Memory.find(Address);
      if (!Other || *Other != Stored)
        return false;
    }
  for (const auto &[Address, Stored] : B.Memory)
    if (isTracked(A, Stored) && !A.Memory.find(Address))
      return false;
  return true;
}

/// True if the paths need not be told apart: every tracked object is in the
/// same state, and the same variables and slots point to it.
bool PathJoins::agreeOnObjects(const State &A, const State &B,
                               TemporaryId FirstTemporary) const {
  return A.LinkStores == B.LinkStores && A.sameObjects(B) &&
         agreeOnPointers(A, B, FirstTemporary);
}

/// False if a caller may tell by what he passed which of the two paths it was.
static bool agreeOnEntry(const Values &Terms, const State &A, const State &B) {
  return llvm::none_of(A.Ranges, [&](const auto &Known) {
    const Range *Other = B.Ranges.find(Known.first);
    return Other && Terms.isVisibleToCaller(Known.first) &&
           Known.second.intersect(*Other).isEmpty();
  });
}

static bool agreeOnConstants(const Values &Terms, const State &A,
                             const State &B) {
  for (size_t I = 0; I != A.Variables.size(); ++I)
    if (A.Variables[I] != B.Variables[I] &&
        (Terms.isConstant(A.Variables[I]) || Terms.isConstant(B.Variables[I])))
      return false;
  return true;
}

std::vector<State> PathJoins::joined(std::vector<State> States,
                                     const MeetingPoint &At) {
  std::vector<State> Kept;
  for (State &S : States)
    if (llvm::none_of(Kept, [&](const State &K) { return K.sameAs(S); }))
      Kept.push_back(std::move(S));
  if (Kept.size() < 2)
    return Kept;
  // Flags are constants: paths that differ in one are kept apart while there
  // are few of them.
  bool KeepConstants = Kept.size() <= MaximumPaths / 2;
  bool KeepEntry = KeepConstants && At.IsBeforeReturn;
  std::vector<State> Joined;
  for (State &S : Kept) {
    auto Same = llvm::find_if(Joined, [&](const State &J) {
      return At.Fails(J) == At.Fails(S) &&
             agreeOnObjects(J, S, At.FirstTemporary) &&
             (!KeepConstants || agreeOnConstants(Terms, J, S)) &&
             (!KeepEntry || agreeOnEntry(Terms, J, S));
    });
    if (Same == Joined.end())
      Joined.push_back(std::move(S));
    else
      merge(*Same, S);
  }
  if (Joined.size() > MaximumPaths) {
    ++LimitsHit;
    reduce(Joined);
  }
  return Joined;
}

/// True if the frame owns the same.
static bool agreeOnOwned(const State &A, const State &B) {
  auto Covers = [](const State &X, const State &Y) {
    return llvm::all_of(X.Objects, [&](const auto &E) {
      const ObjectState *Other = Y.object(E.first);
      return E.second.Frame <= 0 || (Other && Other->Frame == E.second.Frame);
    });
  };
  return Covers(A, B) && Covers(B, A);
}

/// Leaves no more than the bound. First those become one that differ in what
/// others own.
void PathJoins::reduce(std::vector<State> &States) {
  std::vector<State> Kept;
  for (size_t I = 0; I != States.size(); ++I) {
    size_t Left = States.size() - I;
    auto Same = Kept.size() + Left <= MaximumPaths
                    ? Kept.end()
                    : llvm::find_if(Kept, [&](const State &K) {
                        return agreeOnOwned(K, States[I]);
                      });
    if (Same != Kept.end())
      blur(*Same, States[I]);
    else
      Kept.push_back(std::move(States[I]));
  }
  for (size_t I = MaximumPaths; I < Kept.size(); ++I)
    blur(Kept[I % MaximumPaths], Kept[I]);
  if (Kept.size() > MaximumPaths)
    Kept.resize(MaximumPaths);
  States = std::move(Kept);
}

/// True if the same variables and addresses hold the pointer on both paths.
static bool agreeOnPlaces(const State &A, const State &B, ValueId Object) {
  for (size_t I = 0; I != A.Variables.size(); ++I)
    if ((A.Variables[I] == Object) != (B.Variables[I] == Object))
      return false;
  auto Covers = [&](const State &X, const State &Y) {
    return llvm::all_of(X.Memory, [&](const auto &E) {
      const ValueId *Other = Y.Memory.find(E.first);
      return E.second != Object || (Other && *Other == Object);
    });
  };
  return Covers(A, B) && Covers(B, A);
}

/// Too many paths to tell apart: of objects that the two differ about, or keep
/// at different places, nothing is known any more.
void PathJoins::blur(State &Into, const State &From) {
  auto Forget = [&](ValueId Id, const ObjectState &O) {
    ObjectState Unknown = O;
    Unknown.Silence = Silence::Conflict;
    Unknown.Frame = 0;
    Into.Objects[Id] = Unknown;
  };
  std::vector<std::pair<ValueId, ObjectState>> Different;
  for (const auto &[Id, O] : Into.Objects)
    if (const ObjectState *Other = From.object(Id);
        !Other || !Other->sameAs(O) ||
        (O.Frame > 0 && !agreeOnPlaces(Into, From, Id)))
      Different.push_back({Id, O});
  for (const auto &[Id, O] : From.Objects)
    if (!Into.object(Id))
      Different.push_back({Id, O});
  for (const auto &[Id, O] : Different)
    Forget(Id, O);
  merge(Into, From);
}

/// Where they differ, a fresh value stands for either. \p Known: receives what
/// is known of that.
void PathJoins::mergeValues(State &Into, const State &From, Ranges &Known) {
  auto Either = [&](ValueId A, ValueId B) {
    ValueId Fresh = Terms.fresh();
    Range Here = Into.rangeOf(Terms, A), There = From.rangeOf(Terms, B);
    if (Here.excludesZero() && There.excludesZero())
      Known[Fresh] = Range::nonZero();
    else if (Here.isZero() && There.isZero())
      Known[Fresh] = Range::exactly(0);
    return Fresh;
  };
  for (size_t I = 0; I != Into.Variables.size(); ++I)
    if (Into.Variables[I] != From.Variables[I])
      Into.Variables[I] = Either(Into.Variables[I], From.Variables[I]);
  Into.Temporaries.resize(
      std::min(Into.Temporaries.size(), From.Temporaries.size()));
  for (size_t I = 0; I != Into.Temporaries.size(); ++I)
    if (Into.Temporaries[I] != From.Temporaries[I])
      Into.Temporaries[I] = Values::Unknown;
  // A member that one path knows nothing of had no value at entry.
  auto IsMember = [&](ValueId Address) {
    return Terms[Address].Kind == ValueKind::Member;
  };
  Into.Memory.eraseIf([&](ValueId Address, ValueId) {
    return IsMember(Address) && !From.Memory.find(Address);
  });
  for (auto &[Address, Stored] : Into.Memory) {
    const ValueId *Held = From.Memory.find(Address);
    ValueId Other = Held ? *Held : Terms.content(Address);
    if (Stored != Other)
      Stored = Either(Stored, Other);
  }
  for (const auto &[Address, Stored] : From.Memory)
    if (!IsMember(Address) && !Into.Memory.find(Address)) {
      ValueId Initial = Terms.content(Address);
      Into.Memory[Address] =
          Stored == Initial ? Stored : Either(Initial, Stored);
    }
}

/// What the path knows and \p Other does not.
static std::vector<Literal> ownLiterals(const Values &Terms, const State &S,
                                        const State &Other) {
  std::vector<Literal> Result;
  for (const auto &[Id, R] : S.Ranges) {
    Literal L{Id, R.excludesZero()};
    if ((L.NonZero || R.isZero()) && !Other.knows(Terms, L))
      Result.push_back(L);
  }
  return Result;
}

/// What one path knows or else the other. Only where a condition decides that
/// is false on one of them: `a || b` is true where `a` is, or `b` and not `a`.
void PathJoins::mergeEither(State &Into, const State &From) const {
  constexpr size_t MostPairs = 4;
  auto Holds = [&](const State &S, const std::pair<Literal, Literal> &Pair) {
    return S.knows(Terms, Pair.first) || S.knows(Terms, Pair.second) ||
           llvm::is_contained(S.Either, Pair);
  };
  std::vector<std::pair<Literal, Literal>> Kept;
  for (const auto &Pair : Into.Either)
    if (Holds(From, Pair))
      Kept.push_back(Pair);
  for (const auto &Pair : From.Either)
    if (!llvm::is_contained(Kept, Pair) && Holds(Into, Pair))
      Kept.push_back(Pair);
  std::vector<Literal> Here = ownLiterals(Terms, Into, From),
                       There = ownLiterals(Terms, From, Into);
  for (Literal A : Here)
    for (Literal B : There) {
      bool Decides = From.knows(Terms, {A.Id, !A.NonZero}) ||
                     Into.knows(Terms, {B.Id, !B.NonZero});
      if (A.Id != B.Id && Decides)
        Kept.push_back({A, B});
    }
  if (Kept.size() > MostPairs)
    Kept.erase(Kept.begin(), Kept.end() - MostPairs);
  Into.Either = std::move(Kept);
}

/// Keeps what both know.
void PathJoins::merge(State &Into, const State &From) {
  mergeEither(Into, From);
  Ranges Known;
  auto KeepDerived = [&](ValueId Id, const Range &R, const State &Other) {
    Literal L{Id, R.excludesZero()};
    if ((L.NonZero || R.isZero()) && Other.knows(Terms, L))
      Known[Id] = L.NonZero ? Range::nonZero() : Range::exactly(0);
  };
  for (const auto &[Id, R] : Into.Ranges)
    if (const Range *Other = From.Ranges.find(Id))
      Known[Id] = R.unite(*Other);
    else
      KeepDerived(Id, R, From);
  for (const auto &[Id, R] : From.Ranges)
    if (!Into.Ranges.find(Id))
      KeepDerived(Id, R, Into);
  mergeValues(Into, From, Known);
  Into.Ranges = std::move(Known);
  for (const auto &[Block, Allocated] : From.Blocks)
    Into.Blocks[Block] = Allocated;
  for (const auto &[Storage, IsArray] : From.Freed)
    Into.Freed[Storage] = IsArray;
  for (const auto &[Local, Exposed] : From.Exposed)
    Into.Exposed[Local] = Exposed;
  Into.Assumed &= From.Assumed;
  Into.Uses.eraseIf([&](ValueId Id, bool) { return !From.Uses.find(Id); });
  for (auto &[Id, Dereferenced] : Into.Uses)
    Dereferenced &= *From.Uses.find(Id);
}
