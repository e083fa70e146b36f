//===- SampleReport.cpp - Writes reports for the schemas' tests -----------===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "analyzer/report/SampleReport.h"

int main(int Count, char **Values) {
  llvm::StringRef Kind = Count > 1 ? Values[1] : "report";
  if (Kind == "what-if")
    qomlint::writeJson(qomlint::sampleComparison(), llvm::outs());
  else if (Kind == "refs")
    qomlint::writeJson(qomlint::sampleReferences(), llvm::outs());
  else
    qomlint::writeJson(qomlint::sampleReport(), llvm::outs());
  return 0;
}
