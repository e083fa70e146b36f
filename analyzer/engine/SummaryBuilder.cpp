//===- SummaryBuilder.cpp - From exits to a summary -----------------------===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "analyzer/engine/SummaryBuilder.h"
#include "analyzer/engine/CallerPaths.h"
#include "llvm/ADT/STLExtras.h"

using namespace qomlint;

namespace {

constexpr size_t MaximumOutcomes = 8;
constexpr size_t MaximumStores = 24;
constexpr size_t MaximumPreconditions = 8;

class Builder {
public:
  Builder(const Function &F, const Executor &Run)
      : F(F), Run(Run), Terms(Run.values()), HasLoop(hasLoop(F)) {}

  Summary build(const ExecutionResult &Result) {
    Summary S;
    S.ErrorArgument = errorArgument();
    if (F.Variadic)
      S.VariadicFrom = F.ParameterCount;
    std::vector<Outcome> Outcomes;
    for (const Exit &E : Result.Exits)
      Outcomes.push_back(outcomeOf(E, S.ErrorArgument));
    for (const Outcome &O : Outcomes)
      add(S, O, Outcomes);
    if (S.Outcomes.size() > MaximumOutcomes)
      collapse(S);
    return S;
  }

private:
  /// `Error **errp` is QEMU's convention for the last argument of whatever can
  /// fail.
  std::optional<unsigned> errorArgument() const {
    for (unsigned I = 0; I != F.ParameterCount; ++I)
      if (F.Variables[I].Pointer && F.Variables[I].Identifier.str() == "errp")
        return I;
    return std::nullopt;
  }

  std::optional<AccessPath> pathTo(ValueId Id) const {
    return callerPath(Terms, Id, HasLoop);
  }

  /// True if the slot still holds what it held at entry.
  bool isInitial(ValueId Address, ValueId Stored) const {
    return Terms[Stored].Kind == ValueKind::Content &&
           Terms[Stored].Base == Address;
  }

  static std::vector<Holder> holdersOf(const ObjectState &O) {
    std::vector<Holder> Result;
    for (const KnownHolder &H : O.Holders) {
      Holder Copy;
      Copy.Who = "callee";
      Copy.Relation = H.Relation;
      Copy.Count = H.Count;
      Copy.Until = H.Until;
      Result.push_back(std::move(Copy));
    }
    return Result;
  }

  ResultEffect valueEffect(const State &S, ValueId Id, int Owned) const {
    ResultEffect R;
    R.Range = S.testedRangeOf(Terms, Id);
    ValueId Object = Id;
    // A struct that is returned may own what its members point to.
    for (const auto &[Candidate, O] : S.Objects)
      if (Terms[Candidate].Kind == ValueKind::Member &&
          Terms[Candidate].Base == Id) {
        Object = Candidate;
        R.Member = Terms[Candidate].Text;
        Owned = O.Frame;
      }
    if (const ObjectState *O = S.object(Object)) {
      bool Made = O->Origin == Origin::Created || O->Origin == Origin::Lent;
      bool Kept = O->Origin == Origin::Lent || isLeftToHolders(S, Object, *O);
      if (Made && O->Silence == Silence::None && !O->Given && !O->Reported &&
          (Owned > 0 || Kept)) {
        R.Kind = Owned > 0 ? ResultKind::Owned : ResultKind::Borrowed;
        R.Count = Owned;
        R.Holders = holdersOf(*O);
        R.Type = O->Type.str().str();
        R.OnOwner = O->OnOwner;
        R.IsArray = O->IsArray;
        return R;
      }
    }
    if (!Terms.isConstant(Id))
      if (std::optional<AccessPath> Path = pathTo(Id)) {
        R.Kind = ResultKind::Alias;
        R.Path = *Path;
      }
    return R;
  }

  /// True for what was made here and is only its holders' now. What a slot
  /// shares in may be the caller's to drop through the slot.
  static bool isLeftToHolders(const State &S, ValueId Id,
                              const ObjectState &O) {
    return O.Frame == 0 && !O.Holders.empty() && !O.Gone &&
           llvm::none_of(S.Memory,
                         [&](const auto &E) { return E.second == Id; });
  }

  /// `return p != NULL` says as much as `return p` to who asks if it is true.
  std::optional<AccessPath> testedForNull(ValueId Id) const {
    const Value &V = Terms[Id];
    bool TestsForNull = V.Kind == ValueKind::Compute && V.Text.str() == "!=" &&
                        V.Other == Values::Null;
    return TestsForNull ? pathTo(V.Base) : std::nullopt;
  }

  Outcome outcomeOf(const Exit &E, std::optional<unsigned> Error) const {
    Outcome O;
    const State &S = E.Final;
    const ObjectState *Returned = S.object(E.Result);
    if (std::optional<AccessPath> Tested = testedForNull(E.Result)) {
      O.Result.Kind = ResultKind::Alias;
      O.Result.Path = *Tested;
      O.Result.Range = S.testedRangeOf(Terms, Terms[E.Result].Base);
    } else if (!F.ReturnsVoid) {
      O.Result =
          valueEffect(S, E.Result, Returned ? std::max(Returned->Frame, 0) : 0);
    }
    addPreconditions(O, S);
    for (const auto &[Id, Object] : S.Objects)
      addEffects(O, S, Id, Object);
    for (const auto &[Address, Stored] : S.Memory)
      addStore(O, E, Address, Stored, Error);
    for (const auto &[Id, Dereferenced] : S.Uses)
      if (std::optional<AccessPath> Path = pathTo(Id)) {
        O.Uses.push_back(*Path);
        if (Dereferenced)
          O.Dereferenced.push_back(*Path);
      }
    for (const auto &[Id, Known] : S.Freed)
      if (std::optional<AccessPath> Path = pathTo(Id))
        O.Frees.push_back(*Path);
    llvm::sort(O.Uses);
    llvm::sort(O.Dereferenced);
    return O;
  }

  std::optional<AccessPath> pathAtEntry(ValueId Id) const {
    ValueKind Kind = Terms[Id].Kind;
    if (Kind != ValueKind::Parameter && Kind != ValueKind::Content)
      return std::nullopt;
    return pathTo(Id);
  }

  /// What this path has shown of values at entry.
  void addPreconditions(Outcome &O, const State &S) const {
    for (const auto &[Id, Range] : S.Ranges) {
      if (O.Requires.size() == MaximumPreconditions)
        return;
      if (Terms[Id].Kind == ValueKind::Compute)
        addComputed(O, Terms[Id], Range);
      else if (std::optional<AccessPath> Path = pathAtEntry(Id))
        O.Requires.push_back({*Path, Range});
    }
  }

  /// Bits, numbers that a value is not, and whether two values are equal; what
  /// else is shown of one value its own range tells.
  void addComputed(Outcome &O, const Value &V, Range R) const {
    llvm::StringRef Operator = V.Text.str();
    bool Compares = Operator == "==" || Operator == "!=";
    if ((!Compares && Operator != "&") || !(R.isZero() || R.excludesZero()))
      return;
    std::optional<AccessPath> Left = pathAtEntry(V.Base);
    if (!Left)
      return;
    bool Holds = R.excludesZero();
    Precondition P{*Left, R, V.Text};
    if (Compares) {
      P.Operator = Name("!=");
      P.Range =
          Holds == (Operator == "!=") ? Range::nonZero() : Range::exactly(0);
    }
    if (Terms[V.Other].Kind == ValueKind::Integer) {
      P.Number = Terms[V.Other].Number;
      if (Compares && P.Range.isZero())
        return;
    } else {
      P.Other = pathAtEntry(V.Other);
      if (!P.Other)
        return;
    }
    if (!llvm::is_contained(O.Requires, P))
      O.Requires.push_back(std::move(P));
  }

  void addEffects(Outcome &O, const State &S, ValueId Id,
                  const ObjectState &Object) const {
    if (S.testedRangeOf(Terms, Id).isZero())
      return;
    std::optional<AccessPath> Path = pathTo(Id);
    if (!Path)
      return;
    ReferenceEffect E;
    E.Object = *Path;
    E.OnOwner = Object.OnOwner;
    E.IsArray = Object.IsArray;
    auto Add = [&](ReferenceAction Action, int Count) {
      E.Action = Action;
      E.Count = Count;
      O.Effects.push_back(E);
    };
    if (Object.Silence != Silence::None) {
      E.Reason = Object.Silence;
      return Add(ReferenceAction::Escape, 1);
    }
    int Gained = Object.Frame - Object.Granted;
    if (Object.Origin == Origin::Embedded)
      Add(ReferenceAction::Initialize, std::max(Object.Frame, 0));
    else if (Gained > 0)
      Add(ReferenceAction::Take, Gained);
    if (Gained < 0)
      Add(Object.Given ? ReferenceAction::Give : ReferenceAction::Drop,
          -Gained);
    if (Object.Origin == Origin::Foreign && Object.Parent == Tristate::No) {
      E.Holder.Relation = Relation::Child;
      Add(ReferenceAction::ReleaseHeld, 1);
    }
    if (Object.Stored > 0) {
      E.Holder.Relation = Relation::Slot;
      E.Holder.Count = Object.Stored;
      Add(ReferenceAction::Hold, Object.Stored);
    }
    // The first holder of what was promised is the caller.
    std::vector<Holder> New = holdersOf(Object);
    if (Object.Promised)
      New.erase(New.begin());
    for (const Holder &H : New) {
      E.Holder = H;
      Add(ReferenceAction::Hold, H.Count);
    }
  }

  void addStore(Outcome &O, const Exit &E, ValueId Address, ValueId Stored,
                std::optional<unsigned> Error) const {
    if (isInitial(Address, Stored))
      return;
    if (Terms[Address].Kind == ValueKind::Member)
      return addResultMember(O, E, Address, Stored);
    if (!Terms.isVisibleToCaller(Address))
      return keepOutOfSight(O, Address, Stored);
    if (Error && Terms[Address].Kind == ValueKind::Parameter &&
        Terms[Address].Number == *Error) {
      O.Fails = E.Final.testedRangeOf(Terms, Stored).excludesZero();
      return;
    }
    std::optional<AccessPath> Slot = pathTo(Address);
    if (!Slot || O.Stores.size() == MaximumStores)
      return keepOutOfSight(O, Address, Stored);
    const int *Owned = E.OwnedSlots.find(Address);
    StoreEffect Store;
    Store.Slot = *Slot;
    Store.Value = valueEffect(E.Final, Stored, Owned ? *Owned : 0);
    addStore(O, std::move(Store));
  }

  /// Different elements of an array may have one path. Who calls fills one of
  /// them, as if the others came after it.
  static void addStore(Outcome &O, StoreEffect New) {
    auto Same = llvm::find_if(
        O.Stores, [&](const StoreEffect &Old) { return Old.Slot == New.Slot; });
    if (Same == O.Stores.end()) {
      O.Stores.push_back(std::move(New));
      return;
    }
    if (*Same == New)
      return;
    for (const StoreEffect *Store : {&*Same, &New})
      if (Store->Value.Kind == ResultKind::Alias)
        addEscape(O, Store->Value.Path);
    Same->Value = ResultEffect();
  }

  /// What a member of the returned struct holds; one that is a struct itself
  /// holds what its own members do. Of an object that two of them hold the
  /// caller cannot be told how many references each brings.
  void addResultMember(Outcome &O, const Exit &E, ValueId Address,
                       ValueId Stored) const {
    std::optional<AccessPath> Slot = pathInResult(E, Address);
    const ObjectState *Object = E.Final.object(Stored);
    bool IsToldOtherwise = llvm::any_of(E.Final.Memory, [&](const auto &Other) {
      bool IsPart = Terms[Other.first].Kind == ValueKind::Member &&
                    Terms[Other.first].Base == Address;
      bool IsShared = Object && Other.second == Stored &&
                      Other.first != Address && pathInResult(E, Other.first);
      return IsPart || IsShared;
    });
    if (!Slot || IsToldOtherwise || O.Stores.size() == MaximumStores)
      return;
    StoreEffect Store;
    Store.Slot = *Slot;
    Store.Value =
        valueEffect(E.Final, Stored, Object ? std::max(Object->Frame, 0) : 0);
    addStore(O, std::move(Store));
  }

  /// The path of a member of the returned struct; none of anything else.
  std::optional<AccessPath> pathInResult(const Exit &E, ValueId Member) const {
    AccessPath Path = AccessPath::result();
    for (; Terms[Member].Kind == ValueKind::Member && Member != E.Result;
         Member = Terms[Member].Base)
      Path.Steps.push_back(
          {AccessPath::StepKind::Member, Name(), Terms[Member].Text});
    if (Member != E.Result || Path.Steps.empty())
      return std::nullopt;
    std::reverse(Path.Steps.begin(), Path.Steps.end());
    return Path;
  }

  /// The caller's pointer is kept where the caller cannot see it.
  void keepOutOfSight(Outcome &O, ValueId Address, ValueId Stored) const {
    bool OfFrame = Terms[Terms.root(Address)].Kind == ValueKind::LocalAddress;
    if (OfFrame || Terms.isConstant(Stored) || Terms.isAddress(Stored) ||
        Run.onlyBorrows(Address))
      return;
    if (std::optional<AccessPath> Path = pathTo(Stored))
      addEscape(O, *Path);
  }

  static void addEscape(Outcome &O, const AccessPath &Object) {
    ReferenceEffect E;
    E.Object = Object;
    E.Action = ReferenceAction::Escape;
    E.Reason = Silence::UnknownStore;
    if (!llvm::is_contained(O.Effects, E))
      O.Effects.push_back(std::move(E));
  }

  /// True if \p Not says that a value is not the number that \p It is.
  static bool denies(const Precondition &Not, const Precondition &It) {
    return Not.Operator.str() == "!=" && !Not.Other && It.Operator.empty() &&
           Not.Range.excludesZero() && Not.Value == It.Value &&
           It.Range.isExactly(Not.Number);
  }

  /// True if a call cannot have both outcomes, or its caller can see which of
  /// them it had.
  static bool areApart(const Outcome &A, const Outcome &B) {
    auto Excludes = [&](const Precondition &R) {
      return llvm::any_of(B.Requires, [&](const Precondition &Other) {
        bool AreApart =
            R.isAboutTheSame(Other) && R.Range.intersect(Other.Range).isEmpty();
        return AreApart || denies(R, Other) || denies(Other, R);
      });
    };
    return A.Fails != B.Fails ||
           A.Result.Range.intersect(B.Result.Range).isEmpty() ||
           llvm::any_of(A.Requires, Excludes);
  }

  static bool doAlike(const Outcome &A, const Outcome &B) {
    return A.Fails == B.Fails && A.Effects == B.Effects &&
           sameButRange(A.Result, B.Result) && sameOwnedStores(A, B);
  }

  static Outcome merged(Outcome Into, const Outcome &From) {
    Into.Result.Range = Into.Result.Range.unite(From.Result.Range);
    mergeBesideEffects(Into, From);
    return Into;
  }

  /// Everything but the result and the effects on references.
  static void mergeBesideEffects(Outcome &Into, const Outcome &From) {
    unite(Into.Requires, From.Requires);
    intersect(Into.Uses, From.Uses);
    intersect(Into.Dereferenced, From.Dereferenced);
    unite(Into.Frees, From.Frees);
    mergeStores(Into, From.Stores);
  }

  /// Exits that do the same are one outcome, with any of their results, unless
  /// that could no longer be told from an exit that does something else.
  static void add(Summary &S, const Outcome &New,
                  const std::vector<Outcome> &All) {
    for (Outcome &Old : S.Outcomes) {
      if (!doAlike(Old, New))
        continue;
      Outcome Both = merged(Old, New);
      bool Hides = llvm::any_of(All, [&](const Outcome &Other) {
        return !doAlike(Other, New) && areApart(Other, Old) &&
               areApart(Other, New) && !areApart(Other, Both);
      });
      if (Hides)
        continue;
      Old = std::move(Both);
      return;
    }
    S.Outcomes.push_back(New);
  }

  static void unite(std::vector<Precondition> &Into,
                    const std::vector<Precondition> &From) {
    llvm::erase_if(Into, [&](Precondition &R) {
      auto Other = llvm::find_if(
          From, [&](const Precondition &X) { return X.isAboutTheSame(R); });
      if (Other == From.end())
        return true;
      R.Range = R.Range.unite(Other->Range);
      return R.Range == Range::any();
    });
  }

  static bool sameButRange(ResultEffect A, const ResultEffect &B) {
    A.Range = B.Range;
    return A == B;
  }

  static bool ownsAny(const std::vector<StoreEffect> &Stores) {
    return llvm::any_of(Stores, [](const StoreEffect &Store) {
      return Store.Value.Kind == ResultKind::Owned;
    });
  }

  static bool sameOwnedStores(const Outcome &A, const Outcome &B) {
    if (!ownsAny(A.Stores) && !ownsAny(B.Stores))
      return true;
    return A.Stores == B.Stores;
  }

  static void intersect(std::vector<AccessPath> &Into,
                        const std::vector<AccessPath> &From) {
    llvm::erase_if(Into, [&](const AccessPath &Path) {
      return !llvm::is_contained(From, Path);
    });
  }

  static void unite(std::vector<AccessPath> &Into,
                    const std::vector<AccessPath> &From) {
    for (const AccessPath &Path : From)
      if (!llvm::is_contained(Into, Path))
        Into.push_back(Path);
  }

  /// A slot that only one of the two writes, or both differently, holds
  /// something unknown; a pointer of the caller may be there.
  static void mergeStores(Outcome &Into, const std::vector<StoreEffect> &From) {
    auto Blur = [&](const StoreEffect &Store) {
      if (Store.Value.Kind == ResultKind::Alias)
        addEscape(Into, Store.Value.Path);
    };
    for (StoreEffect &Store : Into.Stores)
      if (!llvm::is_contained(From, Store)) {
        Blur(Store);
        Store.Value = ResultEffect();
      }
    for (const StoreEffect &Store : From) {
      auto SameSlot = [&](const StoreEffect &Old) {
        return Old.Slot == Store.Slot;
      };
      if (llvm::is_contained(Into.Stores, Store))
        continue;
      Blur(Store);
      if (llvm::none_of(Into.Stores, SameSlot))
        Into.Stores.push_back({Store.Slot, ResultEffect()});
    }
  }

  /// Outcomes that a caller can tell apart by error and result.
  static bool sameToCaller(const Outcome &A, const Outcome &B) {
    const Range &X = A.Result.Range, &Y = B.Result.Range;
    return A.Fails == B.Fails && X.isZero() == Y.isZero() &&
           X.excludesZero() == Y.excludesZero();
  }

  /// Too many outcomes: one of each kind that callers can tell apart. What its
  /// members do alike stays, of the rest nothing is known.
  static void collapse(Summary &S) {
    std::vector<Outcome> Kinds;
    for (const Outcome &O : S.Outcomes) {
      auto Same = llvm::find_if(
          Kinds, [&](const Outcome &K) { return sameToCaller(K, O); });
      if (Same == Kinds.end())
        Kinds.push_back(O);
      else
        blend(*Same, O);
    }
    S.Outcomes = std::move(Kinds);
  }

  static void blend(Outcome &Into, const Outcome &From) {
    std::vector<ReferenceEffect> Common;
    for (const ReferenceEffect &E : Into.Effects)
      if (llvm::is_contained(From.Effects, E))
        Common.push_back(E);
    auto AddUncommon = [&](const Outcome &O) {
      for (ReferenceEffect E : O.Effects) {
        if (llvm::is_contained(Common, E))
          continue;
        ReferenceEffect Unknown;
        Unknown.Object = E.Object;
        Unknown.Action = ReferenceAction::Escape;
        Unknown.Reason = Silence::Conflict;
        if (!llvm::is_contained(Common, Unknown))
          Common.push_back(std::move(Unknown));
      }
    };
    AddUncommon(Into);
    AddUncommon(From);
    Into.Effects = std::move(Common);
    Range Either = Into.Result.Range.unite(From.Result.Range);
    if (!sameButRange(Into.Result, From.Result))
      Into.Result = ResultEffect();
    Into.Result.Range = Either;
    mergeBesideEffects(Into, From);
  }

  const Function &F;
  const Executor &Run;
  const Values &Terms;
  bool HasLoop;
};

} // namespace

Summary qomlint::buildSummary(const Function &F, const Executor &E,
                              const ExecutionResult &Result) {
  return Builder(F, E).build(Result);
}
