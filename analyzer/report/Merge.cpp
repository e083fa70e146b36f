//===- Merge.cpp - One finding for what many units see --------------------===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "analyzer/report/Merge.h"
#include "analyzer/report/Fingerprint.h"
#include "llvm/ADT/STLExtras.h"

using namespace qomlint;

namespace {

int compare(const Position &A, const Position &B) {
  return A < B ? -1 : B < A ? 1 : 0;
}

int compare(const TraceStep &A, const TraceStep &B) {
  if (int Order = compare(A.At, B.At))
    return Order;
  if (int Order = A.Function.str().compare(B.Function.str()))
    return Order;
  if (int Order = A.Message.compare(B.Message))
    return Order;
  return A.References.value_or(-1) - B.References.value_or(-1);
}

int compare(const Fix &A, const Fix &B) {
  auto Key = [](const Fix &F) {
    return std::tie(F.File, F.Offset, F.Length, F.Replacement);
  };
  return Key(A) < Key(B) ? -1 : Key(B) < Key(A) ? 1 : 0;
}

template <class T>
int compare(const std::vector<T> &A, const std::vector<T> &B) {
  for (auto [Left, Right] : llvm::zip(A, B))
    if (int Order = compare(Left, Right))
      return Order;
  return 0;
}

/// Which of two views of one finding to keep: the worst, then the surest, then
/// the shortest story; the rest only makes the choice independent of order.
int comparePreference(const Finding &A, const Finding &B) {
  if (A.Severity != B.Severity)
    return A.Severity > B.Severity ? -1 : 1;
  if (A.Confidence != B.Confidence)
    return A.Confidence > B.Confidence ? -1 : 1;
  if (A.Reach != B.Reach)
    return A.Reach > B.Reach ? -1 : 1;
  if (A.Trace.size() != B.Trace.size())
    return A.Trace.size() < B.Trace.size() ? -1 : 1;
  if (A.Edits.size() != B.Edits.size())
    return A.Edits.size() > B.Edits.size() ? -1 : 1;
  if (A.Fixes.size() != B.Fixes.size())
    return A.Fixes.size() > B.Fixes.size() ? -1 : 1;
  if (int Order = A.Message.compare(B.Message))
    return Order;
  if (int Order = A.Doubt.compare(B.Doubt))
    return Order;
  if (int Order = compare(A.Trace, B.Trace))
    return Order;
  return compare(A.Fixes, B.Fixes);
}

int comparePlace(const Finding &A, const Finding &B) {
  if (int Order = compare(A.At, B.At))
    return Order;
  if (int Order = A.Check.str().compare(B.Check.str()))
    return Order;
  return identity(A).compare(identity(B));
}

} // namespace

std::vector<Finding> qomlint::mergeFindings(std::vector<Finding> Findings) {
  llvm::sort(Findings, [](const Finding &A, const Finding &B) {
    int Order = comparePlace(A, B);
    return Order ? Order < 0 : comparePreference(A, B) < 0;
  });
  auto IsSame = [](const Finding &A, const Finding &B) {
    return comparePlace(A, B) == 0;
  };
  Findings.erase(llvm::unique(Findings, IsSame), Findings.end());
  return Findings;
}
