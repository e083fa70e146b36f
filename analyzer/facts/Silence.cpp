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
    {"", ""},
    {"unknown_callee", "left to a function whose effect on it is not known"},
    {"unresolved_pointer", "passed through an unresolved function pointer"},
    {"container", "kept in a container or changed by each round of a loop"},
    {"opaque", "handed to a callback"},
    {"unknown_store", "stored where the analysis does not follow"},
    {"conflict", "different on paths or loop rounds that are not told apart"},
    {"sometimes", "passed to a function whose contract is not certain"},
};

static_assert(std::size(Table) == SilenceCount &&
              static_cast<unsigned>(Silence::Sometimes) + 1 == SilenceCount);

const SilenceWords &qomlint::wordsOf(Silence S) {
  return Table[static_cast<unsigned>(S)];
}
