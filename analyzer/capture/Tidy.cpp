//===- Tidy.cpp - Removes what lowering need not have said ----------------===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "analyzer/capture/Tidy.h"

using namespace qomlint;

void qomlint::tidy(Function &F) {
  tidyControlFlow(F);
  tidyEvents(F);
  tidyNumbers(F);
}
