//===- Unit.cpp - All facts of one translation unit -----------------------===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "analyzer/facts/Unit.h"
#include "llvm/Support/xxhash.h"

uint64_t qomlint::hashOf(llvm::StringRef Bytes) {
  return llvm::xxh3_64bits(Bytes);
}
