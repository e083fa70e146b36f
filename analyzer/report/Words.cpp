//===- Words.cpp - What every text form of a finding says -----------------===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "analyzer/report/Words.h"
#include "llvm/ADT/SmallVector.h"
#include "llvm/ADT/StringExtras.h"

using namespace qomlint;

std::string qomlint::headline(const Finding &F) {
  return (F.Severity == Severity::Latent ? "latent: " : "") + F.Message;
}

std::string qomlint::noteText(const TraceStep &Step, const Finding &F) {
  llvm::SmallVector<std::string, 2> Details;
  if (Step.Function != F.Function && !Step.Function.empty())
    Details.push_back("in " + Step.Function.str().str());
  if (Step.References)
    Details.push_back(std::to_string(*Step.References) +
                      (*Step.References == 1 ? " reference" : " references"));
  if (Details.empty())
    return Step.Message;
  return Step.Message + " (" + llvm::join(Details, ", ") + ")";
}
