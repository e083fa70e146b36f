//===- ReferenceStates.cpp - Who holds an object on one path --------------===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "analyzer/contracts/ContractWords.h"
#include "analyzer/engine/ReferenceTracer.h"
#include "llvm/ADT/STLExtras.h"

using namespace qomlint;

//===----------------------------------------------------------------------===//
// Holders
//===----------------------------------------------------------------------===//

static Holding holding(HoldingKind Kind, int Count, std::string Who = "") {
  Holding Result;
  Result.Kind = Kind;
  Result.Count = Count;
  Result.Who = std::move(Who);
  return Result;
}

static std::string untilText(const KnownHolder &H) {
  std::string Text = word(H.Until).Spelling;
  if (H.Until == Until::Explicit && !H.EndedBy.empty())
    Text += ":" + H.EndedBy.str().str();
  return Text;
}

/// Whom the reference was given to.
static std::string receiver(const std::vector<StoryStep> &Story) {
  for (const StoryStep &S : llvm::reverse(Story))
    if (S.Kind == StoryKind::Given)
      return S.Subject;
  return "";
}

void ReferenceTracer::addHolders(ReferenceState &R,
                                 const ObjectState &O) const {
  for (size_t I = 0; I != O.Holders.size(); ++I) {
    const KnownHolder &H = O.Holders[I];
    Holding New;
    New.Count = H.Count;
    // The first holder of what a contract promises is the caller.
    New.Kind = O.Promised && I == 0 ? HoldingKind::Caller : HoldingKind::Holder;
    if (New.Kind == HoldingKind::Holder) {
      New.Who = H.Called.str().str();
      New.Relation = word(H.Relation).Spelling;
      New.Until = untilText(H);
      if (H.OnlyIf)
        New.OnlyIf = word(*H.OnlyIf).Spelling;
    }
    R.Holdings.push_back(std::move(New));
  }
}

ReferenceState ReferenceTracer::referencesTo(const State &S, ValueId Id) const {
  ReferenceState R;
  const ObjectState *O = S.object(Id);
  if (!O) {
    R.OthersMayHold = true;
    return R;
  }
  R.OthersMayHold = O->Origin == Origin::Foreign || O->Origin == Origin::Lent;
  R.Gone = O->Gone;
  R.MaybeGone = O->MaybeGone;
  R.OnOwner = O->OnOwner;
  R.IsArray = O->IsArray;
  R.Unknown = O->Silence;
  if (R.Unknown != Silence::None)
    return R;
  if (O->Frame)
    R.Holdings.push_back(
        holding(O->Lost ? HoldingKind::Nobody : HoldingKind::Frame, O->Frame));
  if (O->Given)
    R.Holdings.push_back(
        holding(HoldingKind::Receiver, 1, receiver(Run.Steps.story(O->Story))));
  addHolders(R, *O);
  return R;
}

//===----------------------------------------------------------------------===//
// The end of a path
//===----------------------------------------------------------------------===//

/// As Executor::settle does it; a loss that is nobody's fault is one here, too.
void ReferenceTracer::settle(ReferenceState &R, const Exit &E, ValueId Id,
                             const Object &O) const {
  const State &S = E.Final;
  auto Frame = llvm::find_if(R.Holdings, [](const Holding &H) {
    return H.Kind == HoldingKind::Frame && H.Count > 0;
  });
  if (Frame == R.Holdings.end())
    return;
  int Left = Frame->Count;
  R.Holdings.erase(Frame);
  std::vector<Holding> Shares;
  auto Give = [&](HoldingKind Kind, int Count, std::string Who) {
    Shares.push_back(holding(Kind, Count, std::move(Who)));
    Left -= Count;
  };
  if (S.object(Id)->Origin == Origin::Embedded && Run.slotOf(Id))
    Give(HoldingKind::Storage, Left,
         Source.among(O.Names, Source.ofStorage(Id, S)));
  for (ValueId Address : Run.slotsHolding(S, Id)) {
    if (Left <= 0)
      break;
    bool IsSlot = Run.slotOf(Address).has_value();
    std::string Who = Source.ofStorage(Address, S);
    Give(IsSlot ? HoldingKind::Field : HoldingKind::Caller, 1,
         Source.among(O.Names, Who));
  }
  if (Left > 0 && Run.leadsTo(E.Final, E.Result, Id))
    Give(HoldingKind::Result, Left, "");
  if (Left > 0)
    Give(S.object(Id)->Origin == Origin::Foreign ? HoldingKind::Caller
                                                 : HoldingKind::Nobody,
         Left, "");
  R.Holdings.insert(R.Holdings.begin(), Shares.begin(), Shares.end());
}

//===----------------------------------------------------------------------===//
// What a path has shown
//===----------------------------------------------------------------------===//

/// The term as the source may have written it; empty if it has no name.
std::string ReferenceTracer::expression(ValueId Id, const State &S) const {
  const Value &V = Run.values()[Id];
  if (V.Kind == ValueKind::Integer)
    return std::to_string(V.Number);
  if (V.Kind == ValueKind::Null)
    return "NULL";
  if (V.Kind != ValueKind::Compute)
    return Run.describe(Id, S);
  std::string Left = expression(V.Base, S);
  if (Left.empty() || V.Text.str() == "!" || V.Text.str() == "~")
    return Left.empty() ? Left : V.Text.str().str() + Left;
  std::string Right = expression(V.Other, S);
  if (Right.empty())
    return Right;
  return Left + " " + V.Text.str().str() + " " + Right;
}

void ReferenceTracer::addKnowledge(PathKnowledge &Into,
                                   PathCondition::SubjectKind Kind,
                                   std::string Text, Range R,
                                   unsigned Rank) const {
  if (Text.empty() || R == Range::any())
    return;
  ConditionSubject Subject;
  Subject.Named.Kind = Kind;
  Subject.Named.Text = Text;
  Subject.Rank = Rank;
  Subject.Known = R;
  Into.try_emplace(std::to_string(Rank) + Text, std::move(Subject));
}

void ReferenceTracer::addResult(PathKnowledge &Into, const Event &E,
                                Range R) const {
  ConditionSubject Subject;
  Subject.Named.Kind = PathCondition::SubjectKind::Result;
  Subject.Named.Text = E.Kind == EventKind::Call ? plainName(E.Callee).str()
                       : E.Target->Steps.empty()
                           ? ""
                           : E.Target->Steps.back().Field.str().str();
  Subject.Named.Line = E.Where.At.Line;
  Subject.Known = R;
  const Summary *Callee =
      E.Kind == EventKind::Call ? Others.callees().find(E.Callee) : nullptr;
  if (Callee)
    for (const Outcome &O : Callee->Outcomes) {
      std::optional<Range> &Side = O.Fails ? Subject.Failure : Subject.Success;
      Range Now = O.Result.Kind == ResultKind::Scalar ? O.Result.Range
                                                      : Range::nonZero();
      Side = Side ? Side->unite(Now) : Now;
    }
  Into.try_emplace("0" + Subject.Named.Text +
                       std::to_string(Subject.Named.Line),
                   std::move(Subject));
}

PathKnowledge ReferenceTracer::knowledgeOf(const State &S) const {
  using Kind = PathCondition::SubjectKind;
  enum Rank { OfResult, OfInput, OfVariable, OfExpression };
  PathKnowledge Result;
  const Values &Terms = Run.values();
  for (const auto &[Id, R] : S.Ranges) {
    const Value &V = Terms[Id];
    if (auto It = ResultOf.find(Id); It != ResultOf.end()) {
      addResult(Result, *It->second, R);
    } else if (V.Kind == ValueKind::Parameter) {
      const Variable &P = F.Variables[V.Number];
      addKnowledge(Result, P.Pointer ? Kind::Pointer : Kind::Value,
                   P.Identifier.str().str(), R, OfInput);
    } else if (V.Kind == ValueKind::Content || V.Kind == ValueKind::Member) {
      bool Pointer = !typeOf(S, Id).empty();
      addKnowledge(Result, Pointer ? Kind::Pointer : Kind::Value,
                   Run.describe(Id, S), R, OfInput);
    } else if (V.Kind == ValueKind::Compute) {
      addKnowledge(Result, Kind::Expression, expression(Id, S), R,
                   OfExpression);
    }
  }
  for (const Block &B : F.Blocks)
    for (const Event &E : B.Events) {
      bool IsCall =
          E.Kind == EventKind::Call || E.Kind == EventKind::CallThroughPointer;
      if (IsCall && E.Result < S.Temporaries.size() &&
          S.Temporaries[E.Result] != Values::Unknown)
        addResult(Result, E, Run.rangeOf(S, S.Temporaries[E.Result]));
    }
  for (size_t I = 0; I != S.Variables.size(); ++I) {
    const Variable &Local = F.Variables[I];
    if (Local.Identifier.str().starts_with("$") ||
        S.Variables[I] == Values::Unknown)
      continue;
    addKnowledge(Result, Local.Pointer ? Kind::Pointer : Kind::Value,
                 Local.Identifier.str().str(), Run.rangeOf(S, S.Variables[I]),
                 OfVariable);
  }
  if (const ValueId *Error = S.Memory.find(Run.ErrorSlot))
    addKnowledge(Result, Kind::Pointer, "*errp", Run.rangeOf(S, *Error),
                 OfVariable);
  return Result;
}
