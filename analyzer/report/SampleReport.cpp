//===- SampleReport.cpp - Writes a report for the schema's test -----------===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "analyzer/report/SampleReport.h"

int main() {
  qomlint::writeJson(qomlint::sampleReport(), llvm::outs());
  return 0;
}
