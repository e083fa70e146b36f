//===- ReferenceTraces.cpp - What happens below a call --------------------===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "analyzer/engine/ReferenceTracer.h"
#include "llvm/ADT/STLExtras.h"

using namespace qomlint;

std::vector<InnerStep> ReferenceTracer::stepsTo(const Export &Wanted,
                                                unsigned Depth) {
  std::vector<InnerStep> Result;
  for (const std::string &Key : Order) {
    const Object &O = Objects[Key];
    if (!O.Exports.count(Wanted))
      continue;
    for (const Line &L : O.Lines) {
      bool IsCall = L.Shown.Kind == ReferenceEventKind::Call ||
                    L.Shown.Kind == ReferenceEventKind::Cleanup;
      if (!IsCall)
        continue;
      InnerStep Step{L.Shown.At, Name(F.plainName()),
                     plainName(L.Cause->Callee).str(), Depth};
      if (!llvm::is_contained(Result, Step))
        Result.push_back(std::move(Step));
      llvm::append_range(Result, innerSteps(O, L, Depth + 1));
    }
  }
  return Result;
}

std::vector<InnerStep>
ReferenceTracer::innerSteps(const Object &O, const Line &L, unsigned Depth) {
  constexpr unsigned MaximumDepth = 4; // of calls that are shown inside a call
  std::vector<InnerStep> Result;
  if (!L.Cause || L.Cause->Kind != EventKind::Call || Depth == MaximumDepth)
    return Result;
  auto It = O.Reached.find(L.Cause);
  ReferenceTracer *Callee = Others.find(L.Cause->Callee);
  if (It == O.Reached.end() || !Callee)
    return Result;
  for (const Export &Path : It->second)
    for (InnerStep &Step : Callee->stepsTo(Path, Depth))
      if (!llvm::is_contained(Result, Step))
        Result.push_back(std::move(Step));
  return Result;
}

bool ReferenceTracer::makes(const Export &Wanted) {
  // A function that is asked again below itself makes nothing by that.
  if (auto [It, New] = Made.try_emplace(Wanted, false); !New)
    return It->second;
  bool Makes = llvm::any_of(Order, [&](const std::string &Key) {
    const Object &O = Objects[Key];
    return O.Exports.count(Wanted) && (O.Kind == ObjectKind::Owned || isNew(O));
  });
  return Made[Wanted] = Makes;
}

/// True if a call made the object, so that all its holders are known.
bool ReferenceTracer::isNew(const Object &O) {
  if (O.Kind != ObjectKind::Borrowed || O.Lines.empty())
    return false;
  const Event *Cause = O.Lines.front().Cause;
  if (!Cause || Cause->Kind != EventKind::Call)
    return false;
  if (ReferenceTracer *Callee = Others.find(Cause->Callee)) {
    auto It = O.Reached.find(Cause);
    return It != O.Reached.end() &&
           llvm::any_of(It->second,
                        [&](const Export &E) { return Callee->makes(E); });
  }
  const Contract *Row = Others.contracts().find(Name(plainName(Cause->Callee)));
  return Row && Row->Return.IsNew;
}

std::vector<Holding> ReferenceTracer::holdersOf(const Export &Wanted) {
  std::vector<Holding> Result;
  histories();
  for (size_t I = 0; I != Shown.size(); ++I)
    if (Objects[KeyOfHistory[I]].Exports.count(Wanted))
      for (const ReferenceLine &L : Shown[I].Lines)
        for (const ReferenceState &R : L.States)
          llvm::append_range(Result, R.Holdings);
  return Result;
}

/// The argument of \p Call for the callee's parameter of that name.
std::string ReferenceTracer::argumentFor(const Line &L, const Function &Callee,
                                         llvm::StringRef Parameter) const {
  for (uint32_t I = 0; I != Callee.ParameterCount; ++I) {
    if (Callee.Variables[I].Identifier.str() != Parameter ||
        I >= L.Cause->Operands.size() || L.Sightings.empty())
      continue;
    const Operand &O = L.Cause->Operands[I];
    if (O.Kind == OperandKind::Variable)
      return F.Variables[O.Index].Identifier.str().str();
    if (O.Kind == OperandKind::Address)
      return Run.spelling(F.Places[O.Index]);
  }
  return "";
}

/// Holders that came to be below a call are known there by its parameters.
void ReferenceTracer::nameHolders(const Object &O, ObjectHistory &H) {
  std::map<std::pair<std::string, std::string>, std::string> Names;
  for (const Line &L : O.Lines) {
    auto It = O.Reached.find(L.Cause);
    if (!L.Cause || L.Cause->Kind != EventKind::Call || It == O.Reached.end())
      continue;
    ReferenceTracer *Callee = Others.find(L.Cause->Callee);
    if (!Callee)
      continue;
    for (const Export &Path : It->second)
      for (const Holding &Inner : Callee->holdersOf(Path))
        if (std::string Who = argumentFor(L, Callee->F, Inner.Who);
            !Who.empty())
          Names[{Inner.Relation, Inner.Until}] = Who;
  }
  for (ReferenceLine &L : H.Lines)
    for (ReferenceState &R : L.States)
      for (Holding &Nameless : R.Holdings)
        if (Nameless.Kind == HoldingKind::Holder && Nameless.Who.empty())
          Nameless.Who = Names[{Nameless.Relation, Nameless.Until}];
}

ReferenceTracer *ReferenceTraces::find(Name Key) {
  const Summary *Known = Calls.find(Key);
  const ProgramFunction *F = P.find(Key);
  if (!F || !Known || Known->FromContract)
    return nullptr;
  std::unique_ptr<ReferenceTracer> &Traced = this->Traced[Key];
  if (!Traced)
    Traced =
        std::make_unique<ReferenceTracer>(F->Variants.front(), Calls, *this);
  return Traced.get();
}
