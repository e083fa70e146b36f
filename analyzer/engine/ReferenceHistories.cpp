//===- ReferenceHistories.cpp - What was watched, as lines ----------------===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "analyzer/engine/Analysis.h"
#include "analyzer/engine/ReferenceTracer.h"
#include "llvm/ADT/STLExtras.h"

using namespace qomlint;

static std::string subjectOf(const Event &E, const Function &F,
                             std::string Place) {
  switch (E.Kind) {
  case EventKind::Call:
    return plainName(E.Callee).str();
  case EventKind::CallThroughPointer:
    return E.Target->Steps.empty() ? Place
                                   : E.Target->Steps.back().Field.str().str();
  case EventKind::Store:
    return Place;
  case EventKind::ScopeEnd:
    return F.Variables[E.Variable].Identifier.str().str();
  default:
    return "";
  }
}

ReferenceLine ReferenceTracer::finished(const Line &L, bool IsNew) const {
  ReferenceLine Result = L.Shown;
  if (L.Cause)
    Result.Subject = subjectOf(
        *L.Cause, F, L.Cause->Target ? Run.spelling(*L.Cause->Target) : "");
  std::vector<std::vector<PathKnowledge>> Groups;
  for (const Sighting &Seen : L.Sightings) {
    auto Same = llvm::find(Result.States, Seen.References);
    size_t Index = Same - Result.States.begin();
    if (Same == Result.States.end()) {
      Result.States.push_back(Seen.References);
      Groups.emplace_back();
    }
    Groups[Index].push_back(knowledgeOf(*Seen.Path));
  }
  std::vector<ReferenceState> Conditions = tellApart(Groups);
  for (size_t I = 0; I != Result.States.size(); ++I) {
    ReferenceState &R = Result.States[I];
    R.When = std::move(Conditions[I].When);
    R.Otherwise = Conditions[I].Otherwise;
    R.SomePaths = Conditions[I].SomePaths;
    for (Holding &H : R.Holdings)
      H.Who = Source.spelled(H.Who);
    if (IsNew)
      R.OthersMayHold = false;
  }
  return Result;
}

/// Returns in the same states are one line.
void ReferenceTracer::mergeReturns(std::vector<ReferenceLine> &Lines) const {
  std::vector<ReferenceLine> Kept;
  for (ReferenceLine &L : Lines) {
    auto Same = llvm::find_if(Kept, [&](const ReferenceLine &K) {
      return K.Kind == ReferenceEventKind::Return && K.Kind == L.Kind &&
             K.States == L.States;
    });
    if (Same == Kept.end())
      Kept.push_back(std::move(L));
    else if (Same->At.Line != L.At.Line)
      Same->AlsoAt.push_back(L.At.Line);
  }
  Lines = std::move(Kept);
}

/// As a person reads: by line, and on one line as it happens.
std::vector<const ReferenceTracer::Line *>
ReferenceTracer::inSourceOrder(const Object &O) {
  std::vector<std::pair<uint32_t, size_t>> Order;
  for (size_t I = 0; I != O.Lines.size(); ++I) {
    const ReferenceLine &L = O.Lines[I].Shown;
    bool IsEntry = L.Kind == ReferenceEventKind::Entry;
    Order.push_back({IsEntry ? 0 : L.At.Line, I});
  }
  llvm::sort(Order);
  std::vector<const Line *> Result;
  for (auto [Number, I] : Order)
    Result.push_back(&O.Lines[I]);
  return Result;
}

const std::vector<ObjectHistory> &ReferenceTracer::histories() {
  if (std::exchange(IsShown, true))
    return Shown;
  for (const std::string &Key : Order) {
    Object &O = Objects[Key];
    if (!O.Relevant || O.Lines.empty())
      continue;
    ObjectHistory H;
    H.Names = O.Names;
    H.Type = O.Type.str().str();
    H.Kind = O.Kind;
    H.At = O.Lines.front().Shown.At;
    bool New = isNew(O);
    for (const Line *L : inSourceOrder(O)) {
      H.Lines.push_back(finished(*L, New));
      H.Lines.back().Inner = innerSteps(O, *L, 0);
    }
    nameHolders(O, H);
    mergeReturns(H.Lines);
    Shown.push_back(std::move(H));
    KeyOfHistory.push_back(Key);
  }
  return Shown;
}

FunctionHistory Analysis::history(const Function &Body) const {
  ReferenceTraces Traces(P, Known, *this);
  ReferenceTracer Tracer(Body, *this, Traces);
  FunctionHistory Result;
  Result.Function = Name(Body.plainName());
  Result.At = Body.At;
  Result.LastLine = Body.lastLine();
  for (const ObjectHistory &O : Tracer.histories())
    if (!O.Names.empty())
      Result.Objects.push_back(O);
  Result.Incomplete = Tracer.isIncomplete();
  for (const SlotKey &Slot : Tracer.slots())
    Result.Fields.push_back(fieldHistory(Slot));
  return Result;
}
