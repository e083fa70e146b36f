//===- Words.cpp - Words that text forms share ----------------------------===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "analyzer/report/Words.h"
#include "llvm/ADT/SmallVector.h"
#include "llvm/ADT/StringExtras.h"

using namespace qomlint;

std::string qomlint::counted(int64_t Count, llvm::StringRef Thing) {
  return (llvm::Twine(Count) + " " + Thing + (Count == 1 ? "" : "s")).str();
}

std::string qomlint::headline(const Finding &F) {
  return (F.Severity == Severity::Latent ? "latent: " : "") + F.Message;
}

std::string qomlint::noteText(const TraceStep &Step, const Finding &F) {
  llvm::SmallVector<std::string, 2> Details;
  if (Step.Function != F.Function && !Step.Function.empty())
    Details.push_back("in " + Step.Function.str().str());
  if (Step.References)
    Details.push_back(counted(*Step.References, "reference"));
  if (Details.empty())
    return Step.Message;
  return Step.Message + " (" + llvm::join(Details, ", ") + ")";
}

std::string qomlint::doubtText(const Finding &F) {
  if (F.Doubt.empty())
    return "";
  return (toString(F.Confidence) + ", not definite: " + F.Doubt).str();
}

std::string qomlint::silenceText(Silence S) {
  switch (S) {
  case Silence::None:
    return "";
  case Silence::UnknownCallee:
    return "left to a function whose effect on it is not known";
  case Silence::UnresolvedPointer:
    return "passed through an unresolved function pointer";
  case Silence::Container:
    return "kept in a container or changed by each round of a loop";
  case Silence::Opaque:
    return "handed to a callback";
  case Silence::UnknownStore:
    return "stored where the analysis does not follow";
  case Silence::Conflict:
    return "different on paths or loop rounds that are not told apart";
  case Silence::Sometimes:
    return "passed to a function whose contract is not certain";
  }
  return "";
}

std::map<std::string, uint64_t>
qomlint::countsInWords(const std::map<Silence, uint64_t> &Silences) {
  std::map<std::string, uint64_t> Result;
  for (const auto &[Reason, Count] : Silences)
    Result[silenceText(Reason)] = Count;
  return Result;
}
