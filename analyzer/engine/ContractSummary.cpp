//===- ContractSummary.cpp - Contracts as summaries -----------------------===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "analyzer/engine/ContractSummary.h"
#include "llvm/ADT/STLExtras.h"

using namespace qomlint;

namespace {

bool applies(const ArgumentEffect &A, bool Fails) {
  if (llvm::is_contained(A.When, Condition::Success))
    return !Fails;
  if (llvm::is_contained(A.When, Condition::Failure))
    return Fails;
  // A failed call has taken no reference and made no object; what it consumes
  // it consumes all the same, as `qdev_realize_and_unref` does.
  bool Acquires = A.Effect == Effect::AddReference ||
                  A.Effect == Effect::InitializeEmbedded ||
                  A.Effect == Effect::OwnSlot;
  return !Fails || !Acquires;
}

/// The conditions that a call site must test.
std::vector<Condition> remaining(const std::vector<Condition> &When) {
  std::vector<Condition> Result;
  for (Condition C : When)
    if (C != Condition::Success && C != Condition::Failure)
      Result.push_back(C);
  return Result;
}

class Translator {
public:
  explicit Translator(const Contract &C) : C(C) {}

  Summary translate() {
    Summary S;
    S.FromContract = true;
    S.ErrorArgument = C.ErrorArgument;
    if (C.NoReturn)
      return S;
    addFunctionArguments(S);
    if (std::optional<unsigned> Error = alwaysSetsError()) {
      S.ErrorArgument = Error;
      S.Outcomes.push_back(outcome(/*Fails=*/true));
      return S;
    }
    if (const ArgumentEffect *Passed = passesErrorOn()) {
      S.ErrorArgument = Passed->Index;
      addPassedOn(S, *Passed->Of);
      return S;
    }
    S.Outcomes.push_back(outcome(/*Fails=*/false));
    if (canFail())
      S.Outcomes.push_back(outcome(/*Fails=*/true));
    else if (C.Return.Nullable)
      S.Outcomes.push_back(nullOutcome());
    if (C.Return.Length)
      addEmpty(S, AccessPath::argument(*C.Return.Length));
    return S;
  }

private:
  /// `error_setg` and its kin are nothing but a failure.
  std::optional<unsigned> alwaysSetsError() const {
    for (const ArgumentEffect &A : C.Arguments)
      if (A.Effect == Effect::SetError && A.When.empty() && !canFail())
        return A.Index;
    return std::nullopt;
  }

  /// `error_propagate` fails if it is given an error.
  const ArgumentEffect *passesErrorOn() const {
    for (const ArgumentEffect &A : C.Arguments)
      if (A.Effect == Effect::SetError && A.Of &&
          A.When == std::vector{Condition::NonNull} && !canFail())
        return &A;
    return nullptr;
  }

  void addPassedOn(Summary &S, unsigned Error) const {
    for (bool Fails : {true, false}) {
      Outcome O = outcome(Fails);
      O.Requires.push_back({AccessPath::argument(Error),
                            Fails ? Range::nonZero() : Range::exactly(0)});
      S.Outcomes.push_back(std::move(O));
    }
  }

  bool canFail() const {
    return C.Failure != FailureKind::None &&
           C.Failure != FailureKind::Terminates &&
           C.Failure != FailureKind::Callback;
  }

  Outcome outcome(bool Fails) const {
    Outcome O;
    O.Fails = Fails;
    O.Result = Fails ? failureResult() : successResult();
    bool Keeps = false;
    for (const ArgumentEffect &A : C.Arguments)
      if (A.Effect == Effect::AddReference && applies(A, Fails))
        Keeps = true;
    for (const ArgumentEffect &A : C.Arguments)
      if (applies(A, Fails))
        addEffect(O, A, Fails, Keeps);
    return O;
  }

  /// Null comes back although nothing failed (lookups).
  Outcome nullOutcome() const {
    Outcome O = outcome(/*Fails=*/false);
    O.Result = scalar(Range::exactly(0));
    O.Result.Member = C.Return.Member;
    return O;
  }

  /// An array without elements is null.
  void addEmpty(Summary &S, const AccessPath &Length) const {
    Outcome Empty = nullOutcome();
    Empty.Result.IsArray = true;
    Empty.Requires.push_back({Length, {Range::any().Low, 0}});
    for (Outcome &O : S.Outcomes)
      O.Requires.push_back({Length, {1, Range::any().High}});
    S.Outcomes.push_back(std::move(Empty));
  }

  static ResultEffect scalar(Range R) {
    ResultEffect Result;
    Result.Range = R;
    return Result;
  }

  ResultEffect failureResult() const {
    switch (C.Failure) {
    case FailureKind::ReturnsNull:
    case FailureKind::ReturnsFalse: {
      ResultEffect Result = scalar(Range::exactly(0));
      Result.Member = C.Return.Member;
      return Result;
    }
    case FailureKind::ReturnsNegative:
      return scalar(Range::negative());
    default:
      return scalar(Range::any());
    }
  }

  ResultEffect successResult() const {
    ResultEffect R;
    R.Holders = C.Return.Holders;
    R.Member = C.Return.Member;
    R.OnOwner = C.Return.OnOwner;
    R.Range = Range::nonZero();
    R.IsArray = C.Return.What == "array";
    bool IsCounted =
        C.Return.What == "object" || C.Return.What == "section" || R.IsArray;
    switch (C.Return.Ownership) {
    case Ownership::Owned:
      if (!IsCounted || isKeptForGood()) {
        ResultEffect Other = scalar(Range::nonZero());
        Other.Block = C.Return.What == "storage";
        return Other;
      }
      R.Kind = ResultKind::Owned;
      R.Count = 1;
      return R;
    case Ownership::Borrowed:
      if (!IsCounted)
        return scalar(C.Return.Nullable && !canFail() ? Range::any()
                                                      : Range::nonZero());
      R.Kind = ResultKind::Borrowed;
      return R;
    case Ownership::Alias:
      R.Kind = ResultKind::Alias;
      R.Path = AccessPath::argument(C.Return.AliasOf);
      R.Range = Range::any(); // null in, null out
      return R;
    case Ownership::Immortal:
      return scalar(Range::nonZero());
    case Ownership::None:
      break;
    }
    return scalar(successRange());
  }

  /// By convention nobody ever drops it (`cpu_create`).
  bool isKeptForGood() const {
    return llvm::any_of(C.Return.Holders, [](const Holder &H) {
      return H.Who == "caller" && H.Until == Until::Never;
    });
  }

  Range successRange() const {
    if (C.Failure == FailureKind::ReturnsFalse)
      return Range::nonZero();
    if (C.Failure == FailureKind::ReturnsNegative)
      return Range::notNegative();
    return Range::any();
  }

  void addFunctionArguments(Summary &S) const {
    for (const ArgumentEffect &A : C.Arguments) {
      if (A.Effect == Effect::Weak || A.Effect == Effect::Unweak)
        S.PointersOnly.push_back(A.Index);
      if (A.Effect == Effect::ClearSlot)
        S.ClearsSlot = A.Index;
      if (A.Effect == Effect::Callback)
        S.Callbacks.push_back(
            {A.Index, A.Opaque, A.Notify, A.OpaqueParameter, A.Runs});
    }
    // A clearing call with a function argument calls it with the old content.
    if (S.ClearsSlot && S.Callbacks.size() == 1 &&
        S.Callbacks[0].Opaque == S.ClearsSlot) {
      S.ReleaseFunction = S.Callbacks[0].Function;
      S.Callbacks.clear();
    }
  }

  void addEffect(Outcome &O, const ArgumentEffect &A, bool Fails,
                 bool Keeps) const {
    ReferenceEffect E;
    E.Object = AccessPath::argument(A.Index);
    E.When = remaining(A.When);
    E.Of = A.Of;
    E.OnOwner = A.OnOwner;
    E.IsArray = A.What == "array";
    if (A.Holder) {
      E.Holder = *A.Holder;
      E.Count = A.Holder->Count;
    }
    switch (A.Effect) {
    case Effect::Borrow:
      O.Uses.push_back(E.Object);
      return;
    case Effect::AddReference:
      O.Uses.push_back(E.Object);
      E.Action = A.Holder && A.Holder->Who == "caller" ? ReferenceAction::Take
                                                       : ReferenceAction::Hold;
      break;
    case Effect::Consume:
      // Someone who took a reference of its own before, or nobody: then the
      // callee keeps the caller's.
      E.Action = Keeps || Fails ? ReferenceAction::Drop : ReferenceAction::Give;
      E.Count = 1;
      break;
    case Effect::Release:
      E.Action = ReferenceAction::Drop;
      E.Count = 1;
      break;
    case Effect::ReleaseHeld:
      O.Uses.push_back(E.Object);
      E.Action = ReferenceAction::ReleaseHeld;
      break;
    case Effect::InitializeEmbedded:
      addInitialization(O, E);
      return;
    case Effect::Take:
      E.Action = ReferenceAction::Escape;
      E.Reason = Silence::Container;
      break;
    case Effect::NotifyOpaque:
      E.Action = ReferenceAction::Escape;
      E.Reason = Silence::Opaque;
      break;
    case Effect::FreeStorage:
      E.Action = ReferenceAction::FreeStorage;
      break;
    case Effect::Weak:
    case Effect::Unweak:
    case Effect::OwnSlot:
    case Effect::ClearSlot:
    case Effect::Callback:
    case Effect::SetError:
      return;
    }
    if (llvm::is_contained(A.When, Condition::Sometimes))
      makeUncertain(E);
    O.Effects.push_back(std::move(E));
  }

  static void makeUncertain(ReferenceEffect &E) {
    E.Action = ReferenceAction::Escape;
    E.Reason = Silence::Sometimes;
    E.When.clear();
  }

  static void addInitialization(Outcome &O, ReferenceEffect E) {
    bool ByStorage = E.Holder.Who == "storage" || E.Holder.Who == "caller";
    ReferenceEffect Initialize = E;
    Initialize.Action = ReferenceAction::Initialize;
    Initialize.Count = ByStorage ? 1 : 0;
    O.Effects.push_back(Initialize);
    if (ByStorage)
      return;
    E.Action = ReferenceAction::Hold;
    O.Effects.push_back(std::move(E));
  }

  const Contract &C;
};

} // namespace

Summary qomlint::summaryOf(const Contract &C) {
  return Translator(C).translate();
}
