//===- Tidy.h - Removes what lowering need not have said ------*- C++ -*-===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Lowering is local: it loads a value before it knows whether anyone wants it,
// and it joins conditions that branch again at once. This pass removes such
// detours, so that facts are small and each branch tests what the source tests.
//
//===----------------------------------------------------------------------===//
#ifndef QOMLINT_CAPTURE_TIDY_H
#define QOMLINT_CAPTURE_TIDY_H

#include "analyzer/facts/Function.h"

namespace qomlint {

void tidy(Function &F);

/// Constant and repeated tests, empty blocks, blocks that nothing reaches.
void tidyControlFlow(Function &F);
/// Values that nobody reads; needs tidy control flow.
void tidyEvents(Function &F);
/// Blocks, temporaries, places and variables are numbered as they appear.
void tidyNumbers(Function &F);

} // namespace qomlint

#endif // QOMLINT_CAPTURE_TIDY_H
