//===- Summary.cpp - What a call does to references -----------------------===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "analyzer/engine/Summary.h"
#include "analyzer/contracts/ContractWords.h"
#include <algorithm>

using namespace qomlint;

bool qomlint::operator==(const Holder &A, const Holder &B) {
  return A.Who == B.Who && A.Relation == B.Relation && A.Count == B.Count &&
         A.Until == B.Until && A.EndedBy == B.EndedBy;
}

bool qomlint::operator==(const ReferenceEffect &A, const ReferenceEffect &B) {
  return A.Object == B.Object && A.Action == B.Action && A.Count == B.Count &&
         A.Holder == B.Holder && A.When == B.When && A.Of == B.Of &&
         A.Reason == B.Reason && A.OnOwner == B.OnOwner &&
         A.IsArray == B.IsArray;
}

bool qomlint::operator==(const ResultEffect &A, const ResultEffect &B) {
  return A.Kind == B.Kind && A.Range == B.Range && A.Count == B.Count &&
         A.Holders == B.Holders && A.Path == B.Path && A.Member == B.Member &&
         A.Type == B.Type && A.OnOwner == B.OnOwner && A.Block == B.Block &&
         A.IsArray == B.IsArray;
}

bool qomlint::operator==(const Outcome &A, const Outcome &B) {
  return A.Requires == B.Requires && A.Fails == B.Fails &&
         A.Result == B.Result && A.Effects == B.Effects &&
         A.Stores == B.Stores && A.Uses == B.Uses &&
         A.Dereferenced == B.Dereferenced && A.Frees == B.Frees;
}

bool qomlint::operator==(const Summary &A, const Summary &B) {
  return A.Outcomes == B.Outcomes && A.ErrorArgument == B.ErrorArgument &&
         A.ClearsSlot == B.ClearsSlot && A.ReleaseFunction == B.ReleaseFunction;
}

Range Range::intersect(Range Other) const {
  Range R{std::max(Low, Other.Low), std::min(High, Other.High),
          NonZero || Other.NonZero};
  if (R.NonZero && R.Low == 0)
    R.Low = 1;
  if (R.NonZero && R.High == 0)
    R.High = -1;
  return R;
}

Range Range::unite(Range Other) const {
  return {std::min(Low, Other.Low), std::max(High, Other.High),
          excludesZero() && Other.excludesZero()};
}

bool Summary::isNeutral() const {
  return Outcomes.size() == 1 && Outcomes[0].Effects.empty() &&
         Outcomes[0].Stores.empty() && Outcomes[0].Uses.empty() &&
         Outcomes[0].Frees.empty() &&
         Outcomes[0].Result.Kind == ResultKind::Scalar && !ClearsSlot &&
         Callbacks.empty() && !ErrorArgument;
}

namespace {

llvm::StringRef toString(ReferenceAction Action) {
  switch (Action) {
  case ReferenceAction::Take:
    return "take";
  case ReferenceAction::Drop:
    return "drop";
  case ReferenceAction::Give:
    return "give";
  case ReferenceAction::Hold:
    return "hold";
  case ReferenceAction::ReleaseHeld:
    return "release-held";
  case ReferenceAction::Initialize:
    return "initialize";
  case ReferenceAction::Escape:
    return "escape";
  case ReferenceAction::FreeStorage:
    return "free-storage";
  }
  return "";
}

void print(const Range &R, llvm::raw_ostream &OS) {
  if (R == Range::any())
    OS << "any";
  else if (R.Low == R.High)
    OS << R.Low;
  else if (R == Range::nonZero())
    OS << "nonzero";
  else {
    OS << '[';
    if (R.Low != Range::any().Low)
      OS << R.Low;
    OS << "..";
    if (R.High != Range::any().High)
      OS << R.High;
    OS << ']' << (R.NonZero ? " nonzero" : "");
  }
}

void print(const ResultEffect &R, llvm::raw_ostream &OS) {
  switch (R.Kind) {
  case ResultKind::Scalar:
    print(R.Range, OS);
    break;
  case ResultKind::Owned:
    OS << "owned " << R.Count;
    break;
  case ResultKind::Borrowed:
    OS << "borrowed";
    break;
  case ResultKind::Alias:
    print(R.Path, OS);
    break;
  }
  for (const Holder &H : R.Holders)
    OS << ", held by " << H.Who << '.' << word(H.Relation).Spelling;
}

void print(const ReferenceEffect &E, llvm::raw_ostream &OS) {
  OS << "    " << toString(E.Action) << ' ';
  print(E.Object, OS);
  if (E.Count != 1)
    OS << " x" << E.Count;
  if (E.Action == ReferenceAction::Hold ||
      E.Action == ReferenceAction::ReleaseHeld)
    OS << " by " << E.Holder.Who << '.' << word(E.Holder.Relation).Spelling;
  if (E.Reason != Silence::None)
    OS << " silence " << static_cast<unsigned>(E.Reason);
  OS << '\n';
}

} // namespace

void qomlint::print(const AccessPath &Path, llvm::raw_ostream &OS) {
  if (Path.Root == AccessPath::RootKind::Argument)
    OS << "arg" << Path.Index;
  else if (Path.Root == AccessPath::RootKind::Global)
    OS << '@' << Path.Global.str();
  else
    OS << "result";
  for (const AccessPath::Step &S : Path.Steps) {
    if (S.Kind == AccessPath::StepKind::Field ||
        S.Kind == AccessPath::StepKind::Member)
      OS << '.' << S.Field.str();
    else if (S.Kind == AccessPath::StepKind::Content)
      OS << '*';
    else if (S.Kind == AccessPath::StepKind::ElementByArgument)
      OS << "[arg" << S.Index << ']';
    else if (S.Index == AccessPath::Any)
      OS << "[?]";
    else
      OS << '[' << S.Index << ']';
  }
}

void qomlint::print(const Summary &S, llvm::raw_ostream &OS) {
  if (S.Outcomes.empty())
    OS << "  does not return\n";
  for (const Outcome &O : S.Outcomes) {
    OS << "  outcome" << (O.Fails ? " fails" : "") << " -> ";
    ::print(O.Result, OS);
    OS << '\n';
    for (const Precondition &R : O.Requires) {
      OS << "    if ";
      print(R.Value, OS);
      if (!R.Operator.empty()) {
        OS << ' ' << R.Operator.str() << ' ';
        if (R.Other)
          print(*R.Other, OS);
        else
          OS << R.Number;
      }
      OS << " is ";
      ::print(R.Range, OS);
      OS << '\n';
    }
    for (const ReferenceEffect &E : O.Effects)
      ::print(E, OS);
    for (const StoreEffect &Store : O.Stores) {
      OS << "    store ";
      print(Store.Slot, OS);
      OS << " = ";
      ::print(Store.Value, OS);
      OS << '\n';
    }
    for (const AccessPath &Free : O.Frees) {
      OS << "    free ";
      print(Free, OS);
      OS << '\n';
    }
    for (const AccessPath &Use : O.Uses) {
      OS << "    use ";
      print(Use, OS);
      OS << '\n';
    }
  }
}
