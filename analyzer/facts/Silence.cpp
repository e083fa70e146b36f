//===- Silence.cpp - Why nothing is said of an object ---------------------===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "analyzer/facts/Silence.h"
#include <iterator>

using namespace qomlint;

/// In the order of the enumeration.
static constexpr llvm::StringLiteral Words[] = {
    "",       "unknown_callee", "unresolved_pointer", "container",
    "opaque", "unknown_store",  "conflict",           "sometimes",
};

static_assert(std::size(Words) == SilenceCount &&
              static_cast<unsigned>(Silence::Sometimes) + 1 == SilenceCount);

llvm::StringRef qomlint::toString(Silence S) {
  return Words[static_cast<unsigned>(S)];
}
