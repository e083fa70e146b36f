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
static constexpr SilenceWords Table[] = {
    {"", "", ""},
    {"unknown_callee",
     "passed to a function that has no contract and was not read",
     "passed to a function without body or contract"},
    {"unresolved_pointer", "passed through a function pointer",
     "passed through an unresolved function pointer"},
    {"container", "kept in a container, or in a later round of a loop",
     "kept in a container"},
    {"opaque", "handed to a callback", "handed to a callback"},
    {"unknown_store", "stored where the analysis does not follow",
     "stored at an unknown address"},
    {"conflict", "too many different paths lead here",
     "too many different outcomes of a callee"},
    {"sometimes", "the contract says sometimes", "the contract is not certain"},
};

static_assert(std::size(Table) == SilenceCount &&
              static_cast<unsigned>(Silence::Sometimes) + 1 == SilenceCount);

const SilenceWords &qomlint::wordsOf(Silence S) {
  return Table[static_cast<unsigned>(S)];
}
