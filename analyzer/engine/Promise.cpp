//===- Promise.cpp - What a function promises its callers -----------------===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "analyzer/engine/Promise.h"
#include "llvm/ADT/STLExtras.h"

using namespace qomlint;

static bool consumes(const ArgumentEffect *A) {
  return (A->Effect == Effect::Consume || A->Effect == Effect::Release) &&
         A->When.empty() && !A->OnOwner;
}

static bool consumesOrAdds(const ArgumentEffect *A) {
  return consumes(A) || A->Effect == Effect::AddReference;
}

static bool takes(const ArgumentEffect *A) {
  return A->Effect == Effect::AddReference && !A->OnOwner;
}

static void addOwn(Promise &Result, const Contract &Own,
                   unsigned ParameterCount) {
  Result.By = Own.Function;
  if ((Own.Return.What == "object" || Own.Return.What == "array") &&
      Own.Return.Member.empty())
    Result.Result = Own.Return.Ownership;
  for (const Holder &H : Own.Return.Holders)
    if (std::optional<unsigned> Index = H.argument())
      Result.ResultHolders.push_back(*Index);
  for (const ArgumentEffect &A : Own.Arguments)
    if (A.What == "array")
      Result.Arrays.push_back(A.Index);
  for (unsigned I = 0; I != ParameterCount; ++I) {
    std::vector<const ArgumentEffect *> Effects;
    for (const ArgumentEffect &A : Own.Arguments)
      if (A.Index == I)
        Effects.push_back(&A);
    if (llvm::all_of(Effects, [](const ArgumentEffect *A) {
          return A->Effect == Effect::Borrow;
        }))
      Result.Borrowed.push_back(I);
    else if (llvm::count_if(Effects, consumes) == 1 &&
             llvm::all_of(Effects, consumesOrAdds))
      Result.Consumed.push_back(I);
    else if (llvm::all_of(Effects, takes))
      Result.Taken.push_back(I);
  }
}

Promise qomlint::promiseOf(const Contract *Own, unsigned ParameterCount,
                           llvm::ArrayRef<const Contract *> Hooks) {
  Promise Result;
  if (Own)
    addOwn(Result, *Own, ParameterCount);
  for (const Contract *Hook : Hooks) {
    if (Hook->ObjectArgument && *Hook->ObjectArgument < ParameterCount)
      Result.NonNull.push_back(*Hook->ObjectArgument);
    for (const ArgumentEffect &A : Hook->Arguments)
      if (A.Effect == Effect::Borrow && A.Index < ParameterCount &&
          !llvm::is_contained(Result.Borrowed, A.Index)) {
        Result.By = Hook->Function;
        Result.NonNull.push_back(A.Index);
        Result.Borrowed.push_back(A.Index);
      }
  }
  return Result;
}
