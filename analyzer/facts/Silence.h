//===- Silence.h - Why nothing is said of an object -----------*- C++ -*-===//
//
// Part of qomlint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// From some point on the engine may not know who holds an object, and is silent
// about it. Each such silence has one of these reasons, and is counted.
//
//===----------------------------------------------------------------------===//
#ifndef QOMLINT_FACTS_SILENCE_H
#define QOMLINT_FACTS_SILENCE_H

#include "llvm/ADT/StringRef.h"
#include <cstdint>

namespace qomlint {

enum class Silence : uint8_t {
  None,
  UnknownCallee,     ///< only declared and without a contract: may take
  UnresolvedPointer, ///< called through an unresolved function pointer
  Container,         ///< in a container, or one more with each round of a loop
  Opaque,            ///< handed to a callback
  UnknownStore,      ///< stored where the engine cannot see
  Conflict,          ///< paths, rounds or outcomes differ that became one
  Sometimes,         ///< the contract itself is not sure
};
inline constexpr unsigned SilenceCount = 8;

/// One word, as JSON has it: `unknown_callee`; empty for None.
llvm::StringRef toString(Silence S);

} // namespace qomlint

#endif // QOMLINT_FACTS_SILENCE_H
