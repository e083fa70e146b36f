//===- PathConditions.cpp - What tells paths apart ------------------------===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "analyzer/engine/PathConditions.h"
#include "llvm/ADT/STLExtras.h"

using namespace qomlint;

namespace {

/// More than these say less than "on some paths".
constexpr size_t MaximumConditions = 3;

bool excludes(const Range &R, const PathKnowledge &Path,
              const std::string &Subject) {
  auto It = Path.find(Subject);
  return It != Path.end() && R.intersect(It->second.Known).isEmpty();
}

/// The range of a subject over all paths of the group; none if one of them
/// knows nothing of it.
std::optional<Range> commonRange(llvm::ArrayRef<PathKnowledge> Group,
                                 const std::string &Subject) {
  std::optional<Range> Result;
  for (const PathKnowledge &Path : Group) {
    auto It = Path.find(Subject);
    if (It == Path.end())
      return std::nullopt;
    Result = Result ? Result->unite(It->second.Known) : It->second.Known;
  }
  return Result;
}

PathCondition conditionOf(const ConditionSubject &Subject, const Range &R) {
  PathCondition Result = Subject.Named;
  if (Subject.Failure && Subject.Success) {
    bool MayFail = !R.intersect(*Subject.Failure).isEmpty();
    bool MaySucceed = !R.intersect(*Subject.Success).isEmpty();
    if (MayFail != MaySucceed) {
      Result.Kind = PathCondition::SubjectKind::Failure;
      Result.Low = Result.High = MayFail ? 1 : 0;
      return Result;
    }
  }
  if (R.Low != Range::any().Low)
    Result.Low = R.Low;
  if (R.High != Range::any().High)
    Result.High = R.High;
  Result.NonZero = R.NonZero;
  return Result;
}

/// True if the conditions found exclude all others.
bool describe(ReferenceState &Into, llvm::ArrayRef<PathKnowledge> Group,
              std::vector<const PathKnowledge *> Others) {
  while (!Others.empty() && Into.When.size() != MaximumConditions) {
    const std::pair<const std::string, ConditionSubject> *Best = nullptr;
    Range BestRange;
    long BestCount = 0;
    for (const auto &Candidate : Group.front()) {
      std::optional<Range> R = commonRange(Group, Candidate.first);
      if (!R)
        continue;
      long Count = llvm::count_if(Others, [&](const PathKnowledge *Other) {
        return excludes(*R, *Other, Candidate.first);
      });
      bool Better =
          Count > BestCount || (Best && Count == BestCount &&
                                Candidate.second.Rank < Best->second.Rank);
      if (!Count || !Better)
        continue;
      Best = &Candidate;
      BestRange = *R;
      BestCount = Count;
    }
    if (!Best)
      break;
    Into.When.push_back(conditionOf(Best->second, BestRange));
    llvm::erase_if(Others, [&](const PathKnowledge *Other) {
      return excludes(BestRange, *Other, Best->first);
    });
  }
  return Others.empty();
}

} // namespace

std::vector<ReferenceState>
qomlint::tellApart(llvm::ArrayRef<std::vector<PathKnowledge>> Groups) {
  std::vector<ReferenceState> Result(Groups.size());
  std::vector<size_t> Nameless;
  if (Groups.size() < 2)
    return Result;
  for (size_t I = 0; I != Groups.size(); ++I) {
    std::vector<const PathKnowledge *> Others;
    for (size_t J = 0; J != Groups.size(); ++J)
      for (const PathKnowledge &Path : Groups[J])
        if (J != I)
          Others.push_back(&Path);
    if (!describe(Result[I], Groups[I], std::move(Others)))
      Nameless.push_back(I);
  }
  for (size_t I : Nameless) {
    Result[I].Otherwise = Nameless.size() == 1;
    Result[I].SomePaths = !Result[I].Otherwise;
    if (Result[I].Otherwise)
      Result[I].When.clear();
  }
  return Result;
}
