//===- ContractComparison.cpp - Contract against body ---------------------===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "analyzer/engine/ContractComparison.h"
#include "analyzer/engine/ContractSummary.h"
#include "llvm/ADT/STLExtras.h"

using namespace qomlint;

namespace {

/// What the caller gains by an outcome; none if it cannot be told.
std::optional<int> gain(const Outcome &O, const AccessPath &Object) {
  int Total = 0;
  for (const ReferenceEffect &E : O.Effects) {
    if (!(E.Object == Object))
      continue;
    if (!E.When.empty() || E.Action == ReferenceAction::Escape)
      return std::nullopt;
    if (E.Action == ReferenceAction::Take)
      Total += E.Count;
    if (E.Action == ReferenceAction::Drop || E.Action == ReferenceAction::Give)
      Total -= E.Count;
  }
  return Total;
}

/// What the caller gains through the result; none if no object comes back.
std::optional<int> resultGain(const Outcome &O) {
  if (O.Result.Kind == ResultKind::Owned)
    return O.Result.Count;
  if (O.Result.Kind == ResultKind::Borrowed)
    return 0;
  return std::nullopt;
}

template <class Gain>
std::optional<Disagreement> compare(const Summary &Stated,
                                    const Summary &Inferred, Gain Of) {
  Disagreement D;
  std::vector<int> Promises;
  for (const Outcome &O : Stated.Outcomes)
    if (std::optional<int> N = Of(O))
      Promises.push_back(*N);
  for (const Outcome &O : Inferred.Outcomes)
    if (std::optional<int> N = Of(O); N && !llvm::is_contained(D.Inferred, *N))
      D.Inferred.push_back(*N);
  bool Kept = llvm::all_of(
      D.Inferred, [&](int N) { return llvm::is_contained(Promises, N); });
  if (Promises.empty() || Kept)
    return std::nullopt;
  D.Stated = Promises.front();
  return D;
}

unsigned argumentCount(const ProgramFunction &F) {
  return F.Variants.front().ParameterCount;
}

void compareFunction(const Analysis &A, const Contract &C,
                     const ProgramFunction &F,
                     std::vector<Disagreement> &Result) {
  Summary Stated = summaryOf(C);
  const Summary &Inferred = *A.inferred(F.Key);
  auto Add = [&](std::optional<Disagreement> D,
                 std::optional<unsigned> Argument) {
    if (!D)
      return;
    D->Function = C.Function;
    D->At = F.Variants.front().At;
    D->Argument = Argument;
    Result.push_back(std::move(*D));
  };
  Add(compare(Stated, Inferred, resultGain), std::nullopt);
  for (unsigned I = 0; I != argumentCount(F); ++I)
    Add(compare(
            Stated, Inferred,
            [I](const Outcome &O) { return gain(O, AccessPath::argument(I)); }),
        I);
}

} // namespace

std::vector<Disagreement> qomlint::compareContracts(const Analysis &A) {
  std::vector<Disagreement> Result;
  for (const Contract *C : A.contracts().all())
    if (const ProgramFunction *F = A.program().find(C->Function))
      if (A.inferred(F->Key) && llvm::none_of(F->Variants, countsByHand))
        compareFunction(A, *C, *F, Result);
  return Result;
}
